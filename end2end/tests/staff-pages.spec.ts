import { join } from 'node:path'

import { hasEmptySpaceBelow, whatSticksOut } from '../fit.ts'
import { picture } from '../picture.ts'
import { signIn } from '../staff.ts'
import { awake, expect, test } from '../test.ts'
import { LANGUAGES, at, onceEach, words } from '../words.ts'

/** The desk's pages by name, and how somebody of the secretariat comes there; `{code}` is an event of one's own. */
const DESK: [name: string, path: string][] = [
  ['today', '/staff'],
  ['event-new', '/staff/events/new'],
  ['event', '/staff/events/{code}'],
  ['event-edit', '/staff/events/{code}/edit'],
  ['event-repeat', '/staff/events/{code}/repeat'],
  ['event-tables', '/staff/events/{code}/tables'],
  ['event-templates', '/staff/schedule/templates'],
  ['event-import', '/staff/schedule/import'],
  ['schedule-month', '/staff/schedule?view=month&month=2026-12'],
  ['schedule-move', '/staff/schedule?view=month&month=2026-12&move={code}'],
  ['schedule-week', '/staff/schedule?view=week&week=2026-12-18'],
  ['schedule-list', '/staff/schedule?view=list&month=2026-12'],
  ['registrations', '/staff/registrations'],
  ['roll', '/staff/events/{code}/registrations'],
  ['export', '/staff/events/{code}/export'],
  ['mail', '/staff/events/{code}/mail'],
  ['registration-new', '/staff/events/{code}/registrations/new'],
  ['event-door', '/staff/events/{code}/door'],
  ['door', '/staff/check-in/{code}'],
  ['availability', '/staff/availability'],
  ['availability-month', '/staff/availability?view=month'],
  ['availability-agenda', '/staff/availability?view=agenda'],
  ['availability-terms', '/staff/availability/terms'],
  ['external-calendars', '/staff/availability/calendars'],
  ['consultations', '/staff/consultations'],
  ['experts', '/staff/experts'],
  ['expert-new', '/staff/experts/new'],
  ['experts-week', '/staff/experts/week'],
  ['inbox', '/staff/inquiries'],
  ['call', '/staff/inquiries/new'],
  ['accounts', '/staff/accounts'],
  ['account-new', '/staff/accounts/new'],
  ['account-other', '/staff/accounts/2'],
  ['own-account', '/staff/account'],
  ['second-factor', '/staff/account/second-factor'],
  ['outbox', '/staff/outbox'],
  ['audit', '/staff/audit'],
]

/** So many are walked at once: all of them would take one worker longer than the rest of the tests takes the other. */
const AT_ONCE = 10

const walks = LANGUAGES.flatMap((language) =>
  Array.from({ length: Math.ceil(DESK.length / AT_ONCE) }, (_, walk) => ({
    language,
    pages: DESK.slice(walk * AT_ONCE, (walk + 1) * AT_ONCE),
  })),
)

for (const { language, pages } of walks) {
  const from = pages[0]?.[0] ?? ''
  const title = `the pages of the desk from ${from} on (${language}) are sound to axe and the validator, and fit every screen`
  test(title, { tag: onceEach(language) }, async ({
    page,
    program,
    publish,
    html,
    a11y,
    isMobile,
  }, info) => {
    test.slow()
    const { code } = await publish({ capacity: 20 })
    await signIn(page, program, 'secretariat', language)
    for (const [name, path] of pages) {
      await test.step(name, async () => {
        await page.goto(at(language, path.replace('{code}', code)))
        await awake(page)
        const file = `staff-${name}.${language}.${isMobile ? 'phone' : 'desktop'}.png`
        await picture(page, { path: join(info.project.outputDir, 'screens', file) })
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        await expect(page).toHaveTitle(new RegExp(words[language].site))
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
        // A phone is sent what a desk is: the validator reads it once.
        if (!isMobile) await html.validate()
        await a11y.audit()
        if (!isMobile) expect(await hasEmptySpaceBelow(page), 'nothing to scroll to below the desk').toBe(false)
        const viewport = page.viewportSize() ?? { width: 1280, height: 900 }
        await page.setViewportSize({ width: 320, height: 640 })
        expect(await whatSticksOut(page), 'at 320 pixels').toEqual([])
        await page.setViewportSize(viewport)
      })
    }
  })
}
