import type { CDPSession, Page } from '@playwright/test'

import { signIn } from '../staff.ts'
import { awake, expect, test } from '../test.ts'

// Browsers bind passkeys to a name; and the passkeys of this program's accounts are in nobody else's way.
test.use({ programOptions: { host: 'localhost' } })

/** A device in the browser that verifies whoever holds it, and remembers whom it has made passkeys for. */
async function newDevice(page: Page): Promise<{ devices: CDPSession; id: string }> {
  const devices = await page.context().newCDPSession(page)
  await devices.send('WebAuthn.enable')
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  return { devices, id: authenticatorId }
}

async function addPasskey(page: Page, name: string): Promise<void> {
  await page.goto('/staff/account')
  await page.getByRole('link', { name: 'パスキーを追加する' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('パスキーの追加')
  await awake(page)
  await page.getByLabel('パスキーの名前').fill(name)
  await page.getByRole('button', { name: 'パスキーを追加する' }).click()
}

async function signOut(page: Page): Promise<void> {
  await page.goto('/staff')
  await page.locator('form[action$="/staff/sign-out"] button').first().click()
  await expect(page.getByRole('heading', { name: 'サインアウトしました' })).toBeVisible()
  await awake(page)
}

test.describe('passkeys @script', () => {
  test('one is added, signs in, and is removed', async ({ page, program, html, a11y }) => {
    const { devices, id } = await newDevice(page)
    await signIn(page, program, 'expert')
    await page.goto('/staff/account/passkeys/new')
    await awake(page)
    await html.validate()
    await a11y.audit()
    await addPasskey(page, 'ノートパソコン')
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('復旧コードを保管してください')
    const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId: id })
    expect(credentials.map(({ rpId, isResidentCredential }) => [rpId, isResidentCredential])).toEqual([['localhost', true]])
    await signOut(page)
    await html.validate()
    await a11y.audit()
    await page.getByRole('button', { name: 'パスキーでサインイン' }).click()
    await expect(page).toHaveURL(/\/staff$/)
    await page.goto('/staff/account')
    const row = page.getByRole('row', { name: /ノートパソコン/ })
    await expect(row).not.toContainText('まだ使っていません')
    await html.validate()
    await a11y.audit()

    // After the password, too, a passkey is asked for.
    await signOut(page)
    const { email, password } = program.account('expert')
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(password)
    await page.getByRole('button', { name: 'サインイン', exact: true }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('確認コード')
    await awake(page)
    await page.getByRole('button', { name: 'パスキーでサインイン' }).click()
    await expect(page).toHaveURL(/\/staff$/)

    await page.goto('/staff/account')
    await page.locator('[name=removal]').fill(password)
    await page.locator('form[action$="/staff/account/passkeys/remove"] button').click()
    await expect(page.getByText('パスキーを削除しました')).toBeVisible()
    await signOut(page)
    await page.getByRole('button', { name: 'パスキーでサインイン' }).click()
    await expect(page.getByRole('alert').first()).toContainText('このパスキーではサインインできませんでした')
  })

  test('where nobody confirms, the page says so and keeps the password', async ({ page, program }) => {
    const { devices, id } = await newDevice(page)
    await devices.send('WebAuthn.setUserVerified', { authenticatorId: id, isUserVerified: false })
    await page.goto('/staff/sign-in')
    await awake(page)
    await page.getByRole('button', { name: 'パスキーでサインイン' }).click()
    await expect(page.getByText('パスキーを確認できませんでした')).toBeVisible()
    await signIn(page, program, 'helper')
  })
})
