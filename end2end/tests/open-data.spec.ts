/**
 * Real input: a city's own calendar of events in the national form, on a day when its events were still to come.
 */
import { existsSync } from 'node:fs'
import { join } from 'node:path'

import { RegistrationForm, newApplicant, referenceOn } from '../applicant.ts'
import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

const FILE = join(import.meta.dirname, '../../../shared/data/open-data-events/132110.csv')

test.use({ programOptions: existsSync(FILE) ? { now: '2021-10-01T09:00', catalogue: FILE } : {} })

test.skip(!existsSync(FILE), `the open data of a city is not here: ${FILE}`)

for (const language of LANGUAGES) {
  const said = words[language]

  test(`a real seminar is found in the list and registered for (${language})`, async ({ page, visit, html, program }) => {
    await visit(at(language, '/events?q=%E5%A5%B3%E6%80%A7%E3%82%BB%E3%83%9F%E3%83%8A%E3%83%BC&from=2022-01-27&to=2022-01-27'))
    const row = page.locator('.event-row')
    await expect(row).toHaveCount(1)
    await html.validate()
    await row.getByRole('link').click()
    await expect(page.getByRole('heading', { level: 1 })).toContainText('私(ママ)にも叶えたい夢がある')
    await expect(page.locator('.facts')).toContainText(language === 'ja' ? '2022年1月27日（木）' : 'Thursday 27 January 2022')
    await html.validate()
    const code = new URL(page.url()).pathname.split('/').pop() ?? ''
    const applicant = newApplicant()
    const form = new RegistrationForm(page, language)
    await form.register(code, applicant)
    await expect(form.heading).toHaveText(said.doneSeated)
    await referenceOn(page)
    await html.validate()
    await expect.poll(() => program.mailsTo(applicant.email)).toHaveLength(1)
  })
}

test('every page of the real list, and every event in it, is shown', { tag: '@once' }, async ({ page, visit, html }) => {
  test.slow()
  const codes = new Set<string>()
  for (let number = 1; ; number += 1) {
    await visit(`/events?page=${number}`)
    const links = await page.locator('.event-row').getByRole('link').evaluateAll((all) => all.map((link) => link.getAttribute('href') ?? ''))
    if (links.length === 0) break
    for (const link of links) codes.add(link)
    await html.validate()
  }
  expect(codes.size).toBeGreaterThan(50)
  for (const link of codes) {
    const answer = await page.request.get(link)
    expect(answer.status(), link).toBe(200)
  }
})
