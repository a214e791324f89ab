/**
 * Pictures of every page in both languages, to be looked at: test-results/screens/.
 */
import { join } from 'node:path'

import { PLACES } from '../places.ts'
import { expect, test } from '../test.ts'
import { LANGUAGES } from '../words.ts'

for (const language of LANGUAGES) {
  for (const place of PLACES) {
    test(`${place.name} (${language})`, async ({ page, publish, somebodyElse }, info) => {
      await place.open({ page, language, publish, somebodyElse })
      const width = info.project.name === 'phone' ? 'phone' : 'desktop'
      const path = join(info.project.outputDir, 'screens', `${place.name}.${language}.${width}.png`)
      const picture = await page.screenshot({ path, fullPage: true, animations: 'disabled' })
      expect(picture.length).toBeGreaterThan(5_000)
    })
  }
}

const STATES = [
  { name: 'print', media: { media: 'print' } },
  { name: 'forced-colors', media: { forcedColors: 'active' } },
] as const

for (const state of STATES) {
  for (const name of ['home', 'events', 'event', 'register-errors', 'my', 'gallery']) {
    test(`${name} in ${state.name}`, async ({ page, publish, somebodyElse, isMobile }, info) => {
      test.skip(isMobile, 'one picture is enough')
      await PLACES.find((place) => place.name === name)?.open({ page, language: 'ja', publish, somebodyElse })
      await page.emulateMedia(state.media)
      const path = join(info.project.outputDir, 'screens', `${name}.ja.${state.name}.png`)
      const picture = await page.screenshot({ path, fullPage: true, animations: 'disabled' })
      expect(picture.length).toBeGreaterThan(5_000)
    })
  }
}
