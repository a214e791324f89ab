import { newApplicant, referenceOn } from '../applicant.ts'
import { expect, test } from '../test.ts'
import { type Language, LANGUAGES, at, words } from '../words.ts'

/** What a person reads who waits for a consultation. */
const READ = {
  ja: {
    wait: '空いたらメールで知らせてもらう',
    form: '空いたら知らせてもらう',
    consent: '個人情報の扱いに同意します',
    join: 'キャンセル待ちに登録する',
    joined: 'キャンセル待ちに登録しました',
    problem: 'メールアドレスを入力してください',
    stop: 'キャンセル待ちをやめる',
    stopped: 'キャンセル待ちをやめました',
  },
  en: {
    wait: 'Let me know by mail when a time comes free',
    form: 'Hear when a time comes free',
    consent: 'I agree to this use of my details',
    join: 'Join the waiting list',
    joined: 'You are on the waiting list',
    problem: 'Enter your email address',
    stop: 'Stop waiting',
    stopped: 'You are no longer waiting',
  },
} satisfies Record<Language, Record<string, string>>

/** A Sunday after the day at which the demo's clock is held: no expert is there. */
const SUNDAY = '2026-12-13'

for (const language of LANGUAGES) {
  const [read, said] = [READ[language], words[language]]

  test.describe(`waiting for a consultation (${language})`, () => {
    test('begins where nothing is open and ends by a button', async ({ page, html, a11y }) => {
      await page.goto(at(language, `/consultations?topic=security&where=online&day=${SUNDAY}`))
      await page.getByRole('link', { name: read.wait }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.form)
      await html.validate()
      await a11y.audit()
      const applicant = newApplicant()
      await page.getByRole('textbox', { name: new RegExp(`^${said.name}`) }).fill(applicant.name)
      await page.getByRole('checkbox', { name: read.consent }).check()
      await page.getByRole('button', { name: read.join }).click()
      await expect(page.getByRole('link', { name: read.problem })).toBeVisible()
      await expect(page.getByRole('textbox', { name: new RegExp(`^${said.name}`) })).toHaveValue(applicant.name)
      await html.validate()
      await a11y.audit()
      await page.getByRole('textbox', { name: new RegExp(`^${said.email}`) }).fill(applicant.email)
      await page.getByRole('button', { name: read.join }).dblclick()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.joined)
      const number = await referenceOn(page)
      await html.validate()
      await a11y.audit()

      await page.getByRole('link', { name: read.stop }).click()
      await html.validate()
      await a11y.audit()
      await page.getByRole('main').locator('form button').click()
      await expect(page.getByRole('heading', { name: read.stopped })).toBeVisible()
      expect(await referenceOn(page)).toBe(number)
      await html.validate()
      await a11y.audit()
    })
  })
}
