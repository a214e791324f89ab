import { createHmac } from 'node:crypto'

import { readable } from '../mail.ts'
import { awake, expect, test } from '../test.ts'

// Codes of an authenticator app go with the time, which the demo holds still.
test.use({ programOptions: { demo: false } })

const PASSWORD = 'copper lantern drifts sideways'
const OTHER = 'a quieter river under seven bridges'
const STEP = 30

function base32(text: string): Buffer {
  const bits = [...text].map((sign) => 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'.indexOf(sign).toString(2).padStart(5, '0')).join('')
  return Buffer.from((bits.match(/.{8}/g) ?? []).map((byte) => parseInt(byte, 2)))
}

/** The six digits that an app shows (RFC 6238), so many steps after now. */
function digits(secret: string, later: number): string {
  const step = Buffer.alloc(8)
  step.writeBigUInt64BE(BigInt(Math.floor(Date.now() / 1000 / STEP) + later))
  const hash = createHmac('sha1', base32(secret)).update(step).digest()
  const at = (hash.at(-1) ?? 0) & 15
  return String((hash.readUInt32BE(at) & 0x7fffffff) % 1_000_000).padStart(6, '0')
}

test('from the command line to the desk, out again, and back by a forgotten password @once', async ({ page, program, html, a11y }) => {
  const email = 'hikaru@example.jp'
  const link = await program.employ(email, '青木 光', 'secretariat')
  await page.goto(link)
  await html.validate()
  await a11y.audit()
  await page.locator('[name=password]').fill(PASSWORD)
  await page.locator('[name=again]').fill(PASSWORD)
  await page.getByRole('button', { name: 'アカウントを登録する' }).click()
  await expect(page.getByText('パスワードを設定しました')).toBeVisible()
  const signIn = async (password: string) => {
    await page.goto('/staff/sign-in')
    await awake(page)
    await page.locator('[name=email]').fill(email)
    await page.locator('[name=password]').fill(password)
    await page.getByRole('button', { name: 'サインイン', exact: true }).click()
  }
  await signIn('not my password at all')
  await expect(page.getByRole('alert').first()).toContainText('メールアドレスかパスワードが違います')
  await signIn(PASSWORD)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('認証アプリの設定')
  await html.validate()
  await a11y.audit()
  await page.goto('/staff')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('認証アプリの設定')
  const secret = await page.locator('[name=secret]').inputValue()
  await page.locator('[name=code]').fill(digits(secret, 0))
  await page.getByRole('button', { name: '設定する' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('復旧コードを保管してください')
  const [recovery = ''] = await page.locator('.recovery-codes code').allTextContents()
  await page.getByRole('link', { name: /業務へ進む/ }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('今日の仕事')

  await page.locator('form[action$="/staff/sign-out"] button').first().click()
  await expect(page.getByText('サインアウトしました')).toBeVisible()
  await page.goto('/staff')
  await expect(page).toHaveURL(/\/staff\/sign-in/)
  await signIn(PASSWORD)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('確認コード')
  await html.validate()
  // The code of now was used up when the app was set up; the next one is taken already.
  await page.locator('[name=code]').fill(digits(secret, 1))
  await page.getByRole('button', { name: '次へ進む' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('今日の仕事')

  await page.locator('form[action$="/staff/sign-out"] button').first().click()
  await page.getByRole('link', { name: 'パスワードを忘れたとき' }).click()
  await page.locator('[name=email]').fill(email)
  await page.getByRole('button', { name: 'リンクを受け取る' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('メールをご確認ください')
  const mailed = async () => {
    const mails = (await program.mailsTo(email)).map(readable)
    return mails.flatMap((mail) => mail.match(/\/staff\/reset\/[\w-]{43}/g) ?? []).at(-1)
  }
  await expect.poll(mailed, 'the link is mailed').toBeDefined()
  const reset = (await mailed()) ?? ''
  await page.goto(reset)
  await page.locator('[name=password]').fill(OTHER)
  await page.locator('[name=again]').fill(OTHER)
  await page.getByRole('button', { name: 'パスワードを設定する' }).click()
  await expect(page.getByText('パスワードを設定しました')).toBeVisible()
  await page.goto(reset)
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('このリンクは使えません')
  await signIn(OTHER)
  await page.locator('[name=code]').fill(recovery)
  await page.getByRole('button', { name: '次へ進む' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('今日の仕事')
})
