/**
 * One change at the desk, and the calendars of everybody who follows the event: each version is read by ical.js and put
 * into a calendar as calendar programs do, by UID and SEQUENCE.
 */
import type { Page } from '@playwright/test'
import ICAL from 'ical.js'

import { RegistrationForm, newApplicant } from '../applicant.ts'
import { readable } from '../mail.ts'
import { signIn } from '../staff.ts'
import { expect, test } from '../test.ts'

/** What somebody's calendar program knows: of each UID the version with the highest SEQUENCE. */
class Subscriber {
  readonly entries = new Map<string, { sequence: number; starts: string; status: string }>()

  /** Takes a version in; nothing older or of the same number replaces what is there. */
  take(calendar: string, uid: RegExp): void {
    const events = new ICAL.Component(ICAL.parse(calendar)).getAllSubcomponents('vevent')
    for (const event of events.filter((event) => uid.test(String(event.getFirstPropertyValue('uid'))))) {
      const key = String(event.getFirstPropertyValue('uid'))
      const sequence = Number(event.getFirstPropertyValue('sequence'))
      if (sequence <= (this.entries.get(key)?.sequence ?? -1)) continue
      const starts = new ICAL.Event(event).startDate.toUnixTime()
      const status = String(event.getFirstPropertyValue('status'))
      this.entries.set(key, { sequence, starts: new Date(starts * 1000).toISOString(), status })
    }
  }

  /** The one entry there is. */
  get only(): { starts: string; status: string } {
    const [entry, ...others] = this.entries.values()
    if (!entry) throw new Error('nothing has come')
    expect(others, 'one entry that is updated, never a second').toEqual([])
    return { starts: entry.starts, status: entry.status }
  }
}

/** Opens one of the forms of an event's page, fills it, and confirms what it shows. */
async function operate(page: Page, code: string, form: string, fill: () => Promise<void>): Promise<void> {
  await page.goto(`/staff/events/${code}`)
  await page.locator(`#${form} > summary`).click()
  await fill()
  await page.locator(`#${form}`).getByRole('button').click()
  const confirm = page.getByRole('button', { name: /^この内容で変え/ })
  if (await confirm.isVisible()) await confirm.click()
  await expect(page.locator('.banner-success')).toBeVisible()
}

test('a move, a change and a cancellation reach every calendar as one entry', { tag: '@once' }, async ({ page, program, publish }) => {
  const { code } = await publish({ day: '2027-03-09' })
  const applicant = newApplicant()
  const own = await new RegistrationForm(page, 'ja').register(code, applicant)
  await signIn(page, program, 'secretariat')

  const [followed, fed, mailed, kept] = [new Subscriber(), new Subscriber(), new Subscriber(), new Subscriber()]
  const event = new RegExp(`^event-${code}@`)
  const synchronise = async (mails: number) => {
    followed.take(await (await page.request.get(`/events/${code}.ics`)).text(), event)
    fed.take(await (await page.request.get('/feeds/all/all.ics')).text(), event)
    kept.take(await (await page.request.get(`${own}.ics`)).text(), /^registration-/)
    await expect.poll(() => program.mailsTo(applicant.email)).toHaveLength(mails)
    for (const mail of (await program.mailsTo(applicant.email)).map(readable)) {
      for (const [calendar] of mail.matchAll(/BEGIN:VCALENDAR[^]*?END:VCALENDAR/g)) mailed.take(calendar, /^registration-/)
    }
  }
  const all = () => [followed.only, fed.only, mailed.only, kept.only]
  const each = (starts: string, status: string) => Array.from({ length: 4 }, () => ({ starts, status }))

  await synchronise(1)
  expect(all()).toEqual(each('2027-03-09T05:00:00.000Z', 'CONFIRMED'))

  await operate(page, code, 'move', async () => {
    await page.locator('#move').getByLabel(/^始まる日/).fill('2027-03-16')
    await page.locator('#move').getByLabel(/^終わる日/).fill('2027-03-16')
    await page.locator('#move').getByLabel(/^始まる時刻/).fill('10:00')
    await page.locator('#move').getByLabel(/^終わる時刻/).fill('11:30')
  })
  await synchronise(2)
  expect(all()).toEqual(each('2027-03-16T01:00:00.000Z', 'CONFIRMED'))

  await operate(page, code, 'change-capacity', () => page.locator('#change-capacity').getByLabel(/^定員/).fill('80'))
  await synchronise(2)
  expect(all()).toEqual(each('2027-03-16T01:00:00.000Z', 'CONFIRMED'))

  await operate(page, code, 'cancel', () => page.locator('#cancel').getByLabel(/^中止の理由（日本語）/).fill('会場の設備の故障のため'))
  await synchronise(3)
  expect(all()).toEqual(each('2027-03-16T01:00:00.000Z', 'CANCELLED'))
})
