import { referenceOn } from '../applicant.ts'
import { fillConsultation } from '../client.ts'
import { signIn } from '../staff.ts'
import { toTables } from '../tables.ts'
import { expect, test } from '../test.ts'
import { type Language, LANGUAGES, at, words } from '../words.ts'

/** What a person reads on the way to a time at a meeting's table. */
const READ = {
  ja: {
    title: '相談会の時間を予約する',
    form: '相談を予約する',
    check: 'この内容でよろしいですか',
    held: /まで取ってあります/,
    another: '別の時間を選ぶ',
    confirm: 'この内容で予約する',
    booked: '予約しました',
    own: 'ご相談の内容',
    cancel: '相談を取り消す',
    cancelled: 'この相談は取り消しました',
    desk: '相談会のテーブル',
    save: 'テーブルを保存する',
    saved: 'テーブルを保存しました',
  },
  en: {
    title: 'Book a time at the consultation meeting',
    form: 'Book a consultation',
    check: 'Check your answers',
    held: /We keep this time for you until/,
    another: 'Choose another time',
    confirm: 'Book this consultation',
    booked: 'Your consultation is booked',
    own: 'Your consultation',
    cancel: 'Cancel it',
    cancelled: 'This consultation has been cancelled',
    desk: 'Consultation tables',
    save: 'Save the tables',
    saved: 'The tables are saved',
  },
} satisfies Record<Language, Record<string, string | RegExp>>

for (const language of LANGUAGES) {
  const read = READ[language]

  test.describe(`a table of a consultation meeting (${language})`, () => {
    test('is found from the event, booked and given up', async ({ page, html, a11y }) => {
      await toTables(page, language)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.title)
      await html.validate()
      await a11y.audit()
      await page.locator('button[name=at]').last().click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.form)
      await expect(page.getByText(read.held)).toBeVisible()
      await html.validate()
      await a11y.audit()
      await fillConsultation(page, language)
      await page.getByRole('button', { name: words[language].toCheck }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.check)
      await page.getByRole('button', { name: read.confirm }).dblclick()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.booked)
      const number = await referenceOn(page)
      await html.validate()
      await a11y.audit()
      await page.goto(new URL(page.url()).pathname.replace(/\/registered$/, ''))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.own)
      expect(await referenceOn(page)).toBe(number)
      await page.getByRole('link', { name: read.cancel, exact: true }).click()
      await page.getByRole('main').locator('form button').click()
      await expect(page.getByRole('heading', { name: read.cancelled })).toBeVisible()
    })

    test('can be let go for another time', { tag: '@once' }, async ({ page }) => {
      await toTables(page, language)
      await page.locator('button[name=at]').first().click()
      await page.getByRole('button', { name: read.another }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.title)
    })

    test('is changed at the desk', { tag: '@once' }, async ({ page, program, html, a11y }) => {
      await toTables(page, language)
      const code = /events\/([^/]+)\/tables/.exec(page.url())?.[1] ?? ''
      await signIn(page, program, 'secretariat', language)
      await page.goto(at(language, `/staff/events/${code}/tables`))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.desk)
      await html.validate()
      await a11y.audit()
      // One that is there already gives way by a minute, and back: nobody's time is touched.
      const last = page.locator('.event-table-row').nth(2).locator('input[name^=until]')
      for (const until of ['15:55', '16:00']) {
        await last.fill(until)
        await page.getByRole('button', { name: read.save }).click()
        await expect(page.getByRole('heading', { name: read.saved })).toBeVisible()
      }
    })
  })
}
