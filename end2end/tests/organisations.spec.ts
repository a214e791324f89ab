import type { Page } from '@playwright/test'

import { expect, test } from '../test.ts'
import { LANGUAGES, type Language, at, words } from '../words.ts'

/** On a phone the filters are folded above the list. */
async function unfoldFilters(page: Page, language: Language): Promise<void> {
  const summary = page.locator('summary', { hasText: words[language].filters })
  if (await summary.isVisible()) await summary.click()
}

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`the support organisations (${language})`, () => {
    test('are found from the foot of any page, by prefecture and topic', async ({ page, visit, html }) => {
      await visit(at(language, '/events'))
      await page.getByRole('contentinfo').getByRole('link', { name: said.organisationsLink }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.organisationsTitle)
      await html.validate()
      await unfoldFilters(page, language)
      await page.getByRole('combobox', { name: said.prefecture }).selectOption('13')
      await page.getByRole('checkbox', { name: said.topicIct }).check()
      await page.getByRole('button', { name: said.organisationsApply }).click()
      await expect(page).toHaveURL(/prefecture=13&topic=ict$/)
      await expect(page.getByRole('heading', { level: 2, name: said.organisationsIn(said.tokyo) })).toBeVisible()
      const first = page.locator('.organisations > li').first()
      await expect(first.getByText(said.demo, { exact: true })).toBeVisible()
      await expect(first).toContainText('_atmark_example.jp')
      await html.validate()
      await first.getByRole('link', { name: said.eventsIn(said.tokyo) }).click()
      await expect(page).toHaveURL(/\/events\?prefecture=13$/)
    })

    test('say that they are examples, and how real ones are added', async ({ page, visit }) => {
      await visit(at(language, '/organizations'))
      await expect(page.getByRole('heading', { name: said.organisationsDemo })).toBeVisible()
      await expect(page.locator('.banner code')).toHaveText('telework-network import organizations FILE.csv')
      const marks = await page.locator('.organisations .chip-strong').allTextContents()
      expect(new Set(marks)).toEqual(new Set([said.demo]))
      await expect(page.locator('main a[href^="tel:"]')).toHaveCount(0)
    })

    test('lead from a region’s name to its heading', async ({ page, visit }) => {
      await visit(at(language, '/organizations'))
      await page.getByRole('navigation', { name: said.organisationsRegions }).getByRole('link', { name: said.kyushu }).click()
      await expect(page).toHaveURL(/#kyushu$/)
      await expect(page.getByRole('heading', { level: 3, name: said.kyushu })).toBeInViewport()
    })

    test('offer what is near where there is none', async ({ page, visit, html }) => {
      await visit(at(language, '/organizations?prefecture=12&topic=other'))
      await expect(page.getByRole('heading', { name: said.organisationsNone })).toBeVisible()
      await html.validate()
      await page.locator('.results-empty li').getByRole('link').first().click()
      await expect(page.locator('.organisations > li').first()).toBeVisible()
    })
  })
}
