import type { Locator, Page } from '@playwright/test'

import { referenceOn } from '../applicant.ts'
import { fillConsultation } from '../client.ts'
import { expect, test } from '../test.ts'
import { type Language, LANGUAGES, at, words } from '../words.ts'

/** What a person reads on the way to a consultation. */
const READ = {
  ja: {
    title: '専門家に相談する',
    form: '相談を予約する',
    check: 'この内容でよろしいですか',
    held: /まで取ってあります/,
    extend: '10分延長する',
    another: '別の時間を選ぶ',
    confirm: 'この内容で予約する',
    booked: /予約しました|予約を受け付けました/,
    own: 'ご相談の内容',
    move: '日時を変える',
    moved: '日時を変えました',
    cancel: '相談を取り消す',
    cancelled: 'この相談は取り消しました',
    sheet: '事前相談シートを書く',
    sheetTitle: '事前相談シート',
    phase: /導入準備/,
    save: '保存する',
    saved: '保存しました',
  },
  en: {
    title: 'Consult an expert',
    form: 'Book a consultation',
    check: 'Check your answers',
    held: /We keep this time for you until/,
    extend: 'Ten more minutes',
    another: 'Choose another time',
    confirm: 'Book this consultation',
    booked: /Your consultation is booked|We received your booking/,
    own: 'Your consultation',
    move: 'Move it',
    moved: 'It has a new time',
    cancel: 'Cancel it',
    cancelled: 'This consultation has been cancelled',
    sheet: 'Write to your expert beforehand',
    sheetTitle: 'Before you meet',
    phase: /Preparing/,
    save: 'Save',
    saved: 'Saved',
  },
} satisfies Record<Language, Record<string, string | RegExp>>

/** From the first page of consultations to the days of a month on which somebody has time. */
async function toDays(page: Page, language: Language): Promise<Locator> {
  await page.goto(at(language, '/consultations'))
  const main = page.getByRole('main')
  await main.getByRole('link', { name: words[language].topicSecurity }).click()
  await main.getByRole('link', { name: words[language].online }).first().click()
  return main.locator('.open-day')
}

/** And to the times of the first of them. */
async function toTimes(page: Page, language: Language): Promise<void> {
  const days = await toDays(page, language)
  await days.first().click()
  await expect(page.locator('button[name=at]').first()).toBeVisible()
}

for (const language of LANGUAGES) {
  const [read, said] = [READ[language], words[language]]

  test.describe(`a consultation (${language})`, () => {
    test('is found, held, booked, moved and given up', async ({ page, html, a11y }) => {
      await toTimes(page, language)
      await html.validate()
      await a11y.audit()
      await page.locator('button[name=at]').first().click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.form)
      await expect(page.getByText(read.held)).toBeVisible()
      await html.validate()
      await a11y.audit()
      await fillConsultation(page, language)
      await page.getByRole('button', { name: read.extend }).click()
      await expect(page.getByText(read.held)).toBeVisible()
      await expect(page.getByRole('textbox', { name: new RegExp(`^${said.kana}`) }), 'what was typed is kept').not.toHaveValue('')
      await page.getByRole('button', { name: said.toCheck }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.check)
      await html.validate()
      await a11y.audit()
      await page.getByRole('button', { name: read.confirm }).dblclick()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.booked)
      const number = await referenceOn(page)
      await html.validate()
      await a11y.audit()

      await page.goto(new URL(page.url()).pathname.replace(/\/registered$/, ''))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.own)
      expect(await referenceOn(page)).toBe(number)
      await page.getByRole('link', { name: read.sheet }).first().click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.sheetTitle)
      await html.validate()
      await a11y.audit()
      await page.getByRole('radio', { name: read.phase }).check()
      await page.locator('[name=situation]').fill('一部の社員で試しています。')
      await page.getByRole('button', { name: read.save }).click()
      await expect(page.locator('[name=situation]'), 'what was typed is kept').toHaveValue('一部の社員で試しています。')
      await a11y.audit()
      await page.locator('[name=goal]').fill('規程を決めたい')
      await page.locator('[name=files]').setInputFiles({ name: '規程.txt', mimeType: 'text/plain', buffer: Buffer.from('いまの規程') })
      await page.getByRole('button', { name: read.save }).click()
      await expect(page.getByRole('heading', { name: read.saved })).toBeVisible()
      await expect(page.getByRole('main')).toContainText('規程.txt')
      await html.validate()
      await a11y.audit()
      await page.goto(new URL(page.url()).pathname.replace(/\/sheet$/, ''))
      await page.getByRole('link', { name: read.move, exact: true }).click()
      await page.locator('.open-day').last().click()
      await page.locator('button[name=at]').first().click()
      await expect(page.getByRole('heading', { name: read.moved })).toBeVisible()
      await html.validate()
      await page.getByRole('link', { name: read.cancel, exact: true }).click()
      await page.getByRole('main').locator('form button').click()
      await expect(page.getByRole('heading', { name: read.cancelled })).toBeVisible()
      await html.validate()
    })

    test('is looked for in another month and on a day without a reload, and Back leads back', { tag: '@script' }, async ({ page, visit, a11y }) => {
      await visit(at(language, '/consultations?topic=security&where=online'))
      const documents: string[] = []
      page.on('request', (request) => {
        if (request.isNavigationRequest()) documents.push(request.url())
      })
      const heading = page.locator('#times')
      const first = await heading.textContent()
      await page.locator('.month-nav a').last().click()
      await expect(heading).not.toHaveText(first ?? '')
      await expect(heading).toBeFocused()
      await expect(page).toHaveURL(/month=/)
      await page.goBack()
      await expect(heading).toHaveText(first ?? '')
      await page.locator('.open-day').first().click()
      await expect(page.locator('button[name=at]').first()).toBeVisible()
      await expect(heading).toBeFocused()
      await expect(page).toHaveURL(/day=/)
      await a11y.audit()
      expect(documents, 'nothing is loaded anew').toEqual([])
      await page.locator('button[name=at]').first().click()
      await expect(page.getByText(read.held)).toBeVisible()
    })

    test('that somebody else has just taken is told, with times that are open', { tag: '@once' }, async ({ page, somebodyElse }) => {
      // A day of its own in the next month: what another test lets go meanwhile would be open again.
      const days = await toDays(page, language)
      const month = await page.locator('#times').textContent()
      await page.locator('.month-nav a').last().click()
      await expect(page.locator('#times')).not.toHaveText(month ?? '')
      await days.nth(1 + LANGUAGES.indexOf(language)).click()
      await expect(page.locator('button[name=at]').first()).toBeVisible()
      const other = await somebodyElse()
      const wanted = page.locator('button[name=at]').last()
      const at = (await wanted.getAttribute('value')) ?? ''
      // Every expert who has the time is taken, one after the other.
      let refused = false
      for (let tries = 0; tries < 20 && !refused; tries += 1) {
        await other.goto(page.url())
        const same = other.locator(`button[name=at][value="${at}"]`)
        if ((await same.count()) === 0) refused = true
        else await same.click()
      }
      await wanted.click()
      await expect(page.locator('.banner')).toBeVisible()
      await expect(page.locator('button[name=at]').first()).toBeVisible()
    })

    test('can be let go for another time', { tag: '@once' }, async ({ page }) => {
      await toTimes(page, language)
      await page.locator('button[name=at]').first().click()
      await page.getByRole('button', { name: read.another }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(read.title)
      await expect(page.locator('button[name=at]').first()).toBeVisible()
    })
  })
}
