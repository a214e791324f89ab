/**
 * The way to the demo's consultation meeting.
 */
import { type Page, expect } from '@playwright/test'

import { type Language, at } from './words.ts'

/** What the demo calls it, as one looks for it in either language. */
const WANTED: Record<Language, string> = { ja: 'テレワーク何でも相談会', en: 'Ask anything about telework' }

/** From the list of events to the times of the meeting's tables. */
export async function toTables(page: Page, language: Language): Promise<void> {
  await page.goto(at(language, `/events?q=${encodeURIComponent(WANTED[language])}`))
  await page.locator('.event-row').first().getByRole('link').click()
  await page.locator('a[href$="/tables"]').first().click()
  await expect(page.locator('button[name=at]').first()).toBeVisible()
}
