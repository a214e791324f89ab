/**
 * Pictures of pages.
 */
import { type Page, type PageScreenshotOptions, expect } from '@playwright/test'

/** A picture of a page at rest. A busy browser now and then says that it cannot take one: it is asked again. */
export async function picture(page: Page, options: PageScreenshotOptions): Promise<Buffer> {
  let taken: Buffer | undefined
  await expect(async () => (taken = await page.screenshot({ animations: 'disabled', ...options }))).toPass({ timeout: 20_000 })
  if (!taken) throw new Error('no picture')
  return taken
}
