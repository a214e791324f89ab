import type { Page } from '@playwright/test'

import { signIn } from '../staff.ts'
import { expect, test } from '../test.ts'

/** Fills the form of a new event with what is needed before it can be published. */
async function fill(page: Page, title: string): Promise<void> {
  await page.goto('/staff/events/new')
  await page.getByRole('radio', { name: 'セミナー', exact: true }).check()
  await page.getByLabel(/^名称（日本語）/).fill(title)
  await page.getByLabel(/^概要（日本語）/).fill('就業規則を見直します。')
  await page.getByRole('checkbox', { name: '労務管理' }).check()
  await page.getByRole('radio', { name: 'オンライン', exact: true }).check()
  await page.getByLabel(/^始まる日/).fill('2027-01-19')
  await page.getByLabel(/^始まる時刻/).fill('14:00')
  await page.getByLabel(/^終わる時刻/).fill('16:00')
  await page.getByLabel(/^申込の締切の日/).fill('2027-01-15')
  await page.getByLabel(/^定員（人）/).fill('10')
}

const save = (page: Page) => page.getByRole('main').getByRole('button', { name: '保存する', exact: true }).click()

test.describe('the schedule editor', () => {
  test('plans a publication on the form, and holds seats back', async ({ page, program, html, a11y }) => {
    await signIn(page, program, 'secretariat')
    const title = `予約して公開する回 ${Date.now()}`
    await fill(page, title)
    await html.validate()
    await a11y.audit()
    await page.getByRole('radio', { name: /^日時を決めて公開する/ }).check()
    await save(page)
    await expect(page.getByRole('link', { name: /公開する日/ })).toBeVisible()
    await expect(page.getByLabel(/^名称（日本語）/)).toHaveValue(title)
    await page.getByLabel(/^公開する日/).fill('2027-01-04')
    await page.getByLabel(/^公開する時刻/).fill('09:00')
    await save(page)
    await expect(page.getByText('公開を予約しました')).toBeVisible()
    await expect(page.getByText('1月4日（月）9:00').first()).toBeVisible()

    await page.getByText('席を取り置く・放す').click()
    await page.getByLabel(/^取り置く席の数/).fill('11')
    await page.getByRole('button', { name: '取り置きを変える' }).click()
    await expect(page.locator('.error-summary')).toContainText('残りは10席です')
    await html.validate()
    await a11y.audit()
    await page.getByLabel(/^取り置く席の数/).fill('4')
    await page.getByRole('button', { name: '取り置きを変える' }).click()
    await expect(page.getByText('4席（一般の申込では使えません）')).toBeVisible()
  })

  test('edits a series after one page that says how many events and mails', async ({ page, program, html, a11y }) => {
    await signIn(page, program, 'secretariat')
    await fill(page, `くり返す回 ${Date.now()}`)
    await save(page)
    await page.getByRole('link', { name: /くり返し開く/ }).click()
    await page.getByRole('textbox', { name: /^回数/ }).fill('3')
    await page.getByRole('button', { name: '日を確かめる' }).click()
    await page.getByRole('button', { name: '下書きを3件作る' }).click()
    await expect(page.getByRole('heading', { name: '同じシリーズ' })).toBeVisible()
    await page.getByRole('link', { name: '内容を編集する' }).click()
    await page.getByLabel(/^定員（人）/).fill('25')
    await page.getByRole('radio', { name: 'シリーズのすべて' }).check()
    await html.validate()
    await a11y.audit()
    await page.getByRole('button', { name: '変更を保存する' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('シリーズを変えますか')
    await expect(page.getByText('4件のイベントを変えます。メールは送られません。')).toBeVisible()
    await html.validate()
    await a11y.audit()
    await page.getByRole('button', { name: '4件を変える' }).click()
    await expect(page.getByText('4件のイベントを変えました。')).toBeVisible()
    await html.validate()
  })

  test('keeps an event as a template and makes another from it', async ({ page, program, html, a11y }) => {
    await signIn(page, program, 'secretariat')
    const name = `ひな型 ${Date.now()}`
    await fill(page, name)
    await save(page)
    await page.getByRole('heading', { name: 'ひな型として保存する' }).click()
    await page.getByLabel(/^ひな型の名前/).fill(name)
    await page.getByRole('button', { name: 'ひな型として保存する' }).click()
    await expect(page.getByText('ひな型を保存しました')).toBeVisible()
    await html.validate()
    await a11y.audit()
    const kept = page.locator('.template-list > li').filter({ hasText: name })
    await kept.getByLabel('開く日').fill('2027-02-16')
    await kept.getByRole('button', { name: 'このひな型で作る' }).click()
    await expect(page.getByLabel(/^申込の締切の日/)).toHaveValue('2027-02-12')
    await expect(page.getByLabel(/^定員（人）/)).toHaveValue('10')
  })

  test('looks at a file line by line before it is written, and takes the schedule out', async ({ page, program, html, a11y }) => {
    await signIn(page, program, 'secretariat')
    await page.goto('/staff/schedule/import')
    await html.validate()
    await a11y.audit()
    const downloaded = page.waitForEvent('download')
    await page.getByRole('button', { name: 'CSVを書き出す' }).click()
    const csv = await (await downloaded).path()
    await page.getByLabel(/^CSVファイル/).setInputFiles(csv)
    await page.getByRole('button', { name: '結果を確かめる' }).click()
    await expect(page.getByText(/^新しく作る 0件、変える 0件/)).toBeVisible()
    await expect(page.getByText('書き込むものはありません。')).toBeVisible()
    await html.validate()
    await a11y.audit()
    await page.getByRole('link', { name: '別のファイルを選ぶ' }).click()
    const sheet = { name: 'events.xlsx', mimeType: 'application/zip', buffer: Buffer.from([0x50, 0x4b, 3, 4, 0xff, 0x80]) }
    await page.getByLabel(/^CSVファイル/).setInputFiles(sheet)
    await page.getByRole('button', { name: '結果を確かめる' }).click()
    await expect(page.locator('.error-summary')).toContainText('UTF-8')
    await html.validate()
    await a11y.audit()
  })

  test('fits a phone', { tag: '@phone' }, async ({ page, program }) => {
    await signIn(page, program, 'secretariat')
    for (const address of ['/staff/schedule/import', '/staff/schedule/templates', '/staff/events/new']) {
      await page.goto(address)
      const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
      expect(wide, `nothing stands out to the side on ${address}`).toBe(false)
    }
  })
})
