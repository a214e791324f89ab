/**
 * What programs read, found as a person finds it, and read by programs that others wrote: the browser's own XML and
 * JSON, and ical.js.
 */
import { type APIResponse } from '@playwright/test'
import ICAL from 'ical.js'

import { expect, test } from '../test.ts'
import { LANGUAGES, at } from '../words.ts'

/** The lines of a calendar as they were before folding; each is held against RFC 5545 on the way. */
async function linesOf(answer: APIResponse): Promise<string[]> {
  expect(answer.status()).toBe(200)
  expect(answer.headers()['content-type']).toContain('text/calendar')
  const text = (await answer.body()).toString('utf8')
  expect(text.endsWith('\r\n')).toBe(true)
  const pieces = text.split('\r\n')
  // One look at all: a feed has tens of thousands of lines.
  expect(pieces.filter((piece) => Buffer.byteLength(piece) > 75)).toEqual([])
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
  return text.replaceAll('\r\n ', '').split('\r\n').slice(0, -1)
}

for (const language of LANGUAGES) {
  test.describe(`feeds (${language})`, () => {
    test('are found from the list, for what the list shows', async ({ page, visit, html, a11y }) => {
      await visit(at(language, '/events?prefecture=13&topic=security'))
      const follow = page.locator('#follow')
      const links = follow.getByRole('link')
      await expect(links).toHaveCount(3)
      const paths = await links.evaluateAll((all) => all.map((link) => link.getAttribute('href')))
      expect(paths).toEqual([at(language, '/feeds/13/security.ics'), at(language, '/feeds/13/security.atom'), '/open-data/events.csv'])
      for (const path of paths) expect((await page.request.get(path ?? '')).status(), path ?? '').toBe(200)
      const alternate = page.locator('head link[rel=alternate][type="application/atom+xml"]')
      await expect(alternate).toHaveAttribute('href', at(language, '/feeds/13/security.atom'))
      await html.validate()
      await a11y.audit()
    })

    test('are calendars with each event once', async ({ page }) => {
      const lines = await linesOf(await page.request.get(at(language, '/feeds/all/all.ics')))
      const uids = lines.filter((line) => line.startsWith('UID:'))
      expect(uids.length).toBeGreaterThan(50)
      expect(new Set(uids).size).toBe(uids.length)
      expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(uids.length)
      expect(lines.some((line) => line === 'STATUS:CANCELLED')).toBe(true)
    })

    test('are calendars to ical.js too', async ({ page }) => {
      const answer = await page.request.get(at(language, '/feeds/all/all.ics'))
      const calendar = new ICAL.Component(ICAL.parse(await answer.text()))
      const events = calendar.getAllSubcomponents('vevent')
      expect(events.length).toBeGreaterThan(50)
      for (const event of events) {
        expect(String(event.getFirstPropertyValue('uid'))).toMatch(/^event-.+@/)
        expect(String(event.getFirstPropertyValue('summary'))).not.toBe('')
        expect(Number(event.getFirstPropertyValue('sequence'))).toBeGreaterThanOrEqual(0)
      }
    })

    test('are well-formed XML to the browser, the newest first', { tag: '@script' }, async ({ page, visit }) => {
      await visit(at(language, '/events'))
      const read = await page.evaluate(async (path) => {
        const answer = await fetch(path)
        const document = new DOMParser().parseFromString(await answer.text(), 'application/xml')
        return {
          isBroken: document.querySelector('parsererror') !== null,
          language: document.documentElement.getAttribute('xml:lang'),
          updated: [...document.querySelectorAll('entry > updated')].map((updated) => updated.textContent ?? ''),
          ids: [...document.querySelectorAll('entry > id')].map((id) => id.textContent ?? ''),
        }
      }, at(language, '/feeds/all/all.atom'))
      expect(read.isBroken).toBe(false)
      expect(read.language).toBe(language)
      expect(read.updated.length).toBeGreaterThan(50)
      expect(read.updated).toEqual([...read.updated].sort().reverse())
      expect(new Set(read.ids).size).toBe(read.ids.length)
    })

    test('that there are not lead back to the events', async ({ page, watch, visit }) => {
      void watch
      const answer = await page.request.get(at(language, '/feeds/atlantis/all.ics'))
      expect(answer.status()).toBe(404)
      expect(answer.headers()['content-type']).toBe('application/problem+json')
      await visit(at(language, '/feeds/47/all.ics/'))
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    })
  })
}

test('a program reads all events page after page, and next time only whether there is more', async ({ page }) => {
  let address: string | null = '/open-data/events.json?per_page=200'
  const codes = new Set<string>()
  let total = -1
  while (address !== null) {
    const answer: APIResponse = await page.request.get(address)
    expect(answer.status()).toBe(200)
    const body = (await answer.json()) as { total: number; next: string | null; events: { code: string }[] }
    total = body.total
    for (const event of body.events) codes.add(event.code)
    address = body.next
  }
  expect(codes.size).toBe(total)
  const first = await page.request.get('/open-data/events.csv')
  const tag = first.headers().etag ?? ''
  const again = await page.request.get('/open-data/events.csv', { headers: { 'if-none-match': tag } })
  expect(again.status()).toBe(304)
})

test('search engines find every page that is public, and nothing else', async ({ page }) => {
  const robots = await (await page.request.get('/robots.txt')).text()
  const sitemap = /^Sitemap: (\S+)$/m.exec(robots)?.[1] ?? ''
  const list = await (await page.request.get(new URL(sitemap).pathname)).text()
  const addresses = [...list.matchAll(/<loc>([^<]+)<\/loc>/g)].map((found) => found[1] ?? '')
  expect(addresses.length).toBeGreaterThan(100)
  expect(addresses.filter((address) => /\/my\/[^f]/.test(address))).toEqual([])
  for (const address of addresses.filter((_, at) => at % 97 === 0)) {
    expect((await page.request.get(new URL(address).pathname)).status(), address).toBe(200)
  }
})
