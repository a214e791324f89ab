/**
 * Pictures of a few pages as paper and one's own colours show them, to be looked at: test-results/screens/. Those of
 * every page in both languages are taken where axe looks at them (accessibility.spec.ts).
 */
import { join } from 'node:path'

import { picture } from '../picture.ts'
import { PLACES } from '../places.ts'
import { expect, test } from '../test.ts'

const STATES = [
  { name: 'print', media: { media: 'print' } },
  { name: 'forced-colors', media: { forcedColors: 'active' } },
] as const

for (const state of STATES) {
  for (const name of ['home', 'events', 'event', 'register-errors', 'my', 'gallery']) {
    test(`${name} in ${state.name}`, { tag: '@desktop' }, async ({ page, publish, somebodyElse }, info) => {
      await PLACES.find((place) => place.name === name)?.open({ page, language: 'ja', publish, somebodyElse })
      await page.emulateMedia(state.media)
      const path = join(info.project.outputDir, 'screens', `${name}.ja.${state.name}.png`)
      const taken = await picture(page, { path, fullPage: true })
      expect(taken.length).toBeGreaterThan(5_000)
    })
  }
}
