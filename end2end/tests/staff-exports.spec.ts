import { readFile } from 'node:fs/promises'

import type { Page } from '@playwright/test'

import { signIn } from '../staff.ts'
import { expect, test } from '../test.ts'

test.skip(!process.env['TELEWORK_STAFF'], 'needs accounts to sign in with')

/** The code of the first event whose registrations the desk lists. */
async function busyEvent(page: Page): Promise<string> {
  await page.goto('/staff/registrations')
  const href = await page.locator('main a[href*="/registrations"]').first().getAttribute('href')
  const code = href?.match(/events\/([^/]+)\/registrations/)?.[1]
  if (!code) throw new Error('no event has registrations')
  return code
}

test.describe('registrations taken away and written to', () => {
  test('a file is saved under a Japanese name and opens as text', { tag: '@desktop' }, async ({ page, html, a11y }) => {
    await signIn(page, 'secretariat')
    const code = await busyEvent(page)
    await page.goto(`/staff/events/${code}/export`)
    await html.validate()
    await a11y.audit()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSVファイルで書き出す' }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(new RegExp(`^申込者_${code}_\\d{8}\\.csv$`))
    const text = await readFile(await download.path(), 'utf8')
    expect(text.startsWith('\uFEFF受付番号,'), 'Excel is told that it is UTF-8').toBe(true)
  })

  test('ten badges fill a sheet of A4', { tag: '@desktop' }, async ({ page, html, a11y }) => {
    await signIn(page, 'secretariat')
    const code = await busyEvent(page)
    await page.goto(`/staff/events/${code}/export`)
    await page.getByRole('button', { name: '名札を開く' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('名札')
    await html.validate()
    await a11y.audit()
    await page.emulateMedia({ media: 'print' })
    const box = await page.locator('.badge').first().boundingBox()
    expect(Math.round((box?.width ?? 0) / 96 * 25.4), 'millimetres').toBe(91)
    expect(Math.round((box?.height ?? 0) / 96 * 25.4), 'millimetres').toBe(55)
    await expect(page.locator('.desk-bar')).toBeHidden()
  })

  test('the list for the door has a box to tick and room to sign for everybody', async ({ page, html, a11y }) => {
    await signIn(page, 'secretariat')
    const code = await busyEvent(page)
    await page.goto(`/staff/events/${code}/export`)
    await page.getByRole('button', { name: '受付簿を開く' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('受付簿')
    await html.validate()
    await a11y.audit()
    const rows = await page.locator('tbody tr').count()
    await expect(page.locator('.tick-box')).toHaveCount(rows)
    await expect(page.locator('td.signature')).toHaveCount(rows)
  })

  test('a mail to registrants is looked at, tried and taken back', async ({ page, html, a11y }) => {
    await signIn(page, 'secretariat')
    const code = await busyEvent(page)
    await page.goto(`/staff/events/${code}/mail`)
    await html.validate()
    await a11y.audit()
    await page.getByLabel(/^件名（日本語）/).fill('会場のご案内')
    await page.getByRole('button', { name: '確認へ進む' }).click()
    await expect(page.locator('.error-summary')).toContainText('本文（日本語）')
    await page.getByLabel(/^本文（日本語）/).fill('第2会議室です。\nお待ちしています。')
    await page.getByRole('button', { name: '確認へ進む' }).click()
    await expect(page.locator('.mail-sample')).toContainText('お待ちしています。')
    await html.validate()
    await a11y.audit()
    await page.getByRole('button', { name: '自分にテストメールを送る' }).click()
    await expect(page.getByText('テストメールを自分宛てに送りました')).toBeVisible()
    await page.getByRole('button', { name: '書き直す' }).click()
    await expect(page.getByLabel(/^本文（日本語）/)).toHaveValue('第2会議室です。\nお待ちしています。')
  })
})
