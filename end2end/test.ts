/**
 * What every test is given: a program of its own worker, a page that is watched, and the judges.
 */
import { type Page, test as base, expect } from '@playwright/test'

import { Accessibility, Html } from './audit.ts'
import { type CatalogueRow, newEvent } from './catalogue.ts'
import { Program, type ProgramOptions } from './program.ts'
import { Watch } from './watch.ts'

interface OfWorker {
  programOptions: ProgramOptions
  program: Program
}

interface OfTest {
  watch: Watch
  a11y: Accessibility
  html: Html
  /** Whether the pages' script runs. */
  script: boolean
  /** Goes to an address and waits until its islands are awake. */
  visit: (address: string) => Promise<void>
  /** Another person with a browser of their own. */
  somebodyElse: () => Promise<Page>
  /** Publishes an event that only this test knows of. */
  publish: (wishes?: Partial<CatalogueRow>) => Promise<CatalogueRow>
}

export const test = base.extend<OfTest, OfWorker>({
  programOptions: [{}, { option: true, scope: 'worker' }],
  program: [
    async ({ programOptions }, use) => {
      const program = await Program.start(programOptions)
      await use(program)
      await program.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  baseURL: async ({ program }, use) => use(program.url),
  watch: [
    async ({ context, program, script }, use, info) => {
      const watch = new Watch(program.url, script)
      watch.on(context)
      await use(watch)
      if (info.status === info.expectedStatus) watch.finish()
    },
    { auto: true },
  ],
  a11y: async ({ page, script }, use) => use(new Accessibility(page, script)),
  html: async ({ page }, use) => use(new Html(page)),
  script: async ({ javaScriptEnabled }, use) => use(javaScriptEnabled !== false),
  visit: async ({ page }, use) => {
    await use(async (address) => {
      await page.goto(address)
      await awake(page)
    })
  },
  somebodyElse: async ({ browser, watch }, use) => {
    await use(async () => {
      const context = await browser.newContext()
      watch.on(context)
      return context.newPage()
    })
  },
  publish: async ({ program }, use) => {
    await use(async (wishes) => {
      const event = newEvent(wishes)
      await program.publish(event)
      return event
    })
  },
})

/** Waits until the islands of the page are awake; a page without one, or without script, has nothing to wait for. */
export async function awake(page: Page): Promise<void> {
  const runsScript = base.info().project.use.javaScriptEnabled !== false
  if (runsScript && (await page.locator('head script[type=module]').count()) > 0) {
    await expect(page.locator('html')).toHaveAttribute('data-islands', 'awake')
  }
}

export { expect }
