/**
 * What others show of the site: link previews, search results, the icon on a phone.
 */
import type { Page } from '@playwright/test'

import { expect, test } from '../test.ts'
import { LANGUAGES, at } from '../words.ts'

const content = (page: Page, property: string) => page.locator(`head meta[property="${property}"]`).getAttribute('content')

/** The path of an address that names the site as others reach it. */
const pathOf = (address: string | null) => {
  const { pathname, search } = new URL(address ?? '')
  return pathname + search
}

for (const language of LANGUAGES) {
  test(`an event has a link preview with a picture, and data for programs (${language})`, { tag: '@once' }, async ({ page, visit, publish, html }) => {
    const event = await publish({ capacity: 20 })
    await visit(at(language, `/events/${event.code}`))
    await html.validate()

    expect(pathOf(await page.locator('head link[rel=canonical]').getAttribute('href'))).toBe(at(language, `/events/${event.code}`))
    const size = await page.evaluate(async (source) => {
      const picture = new Image()
      picture.src = source
      await picture.decode()
      return [picture.naturalWidth, picture.naturalHeight]
    }, pathOf(await content(page, 'og:image')))
    expect(size).toEqual([1200, 630])

    const blocks = await page.locator('script[type="application/ld+json"]').allTextContents()
    const data = blocks.map((block) => JSON.parse(block) as Record<string, unknown>)
    expect(data.map((block) => block['@type'])).toEqual(['Event', 'BreadcrumbList'])
    expect(data[0]).toMatchObject({ identifier: event.code, remainingAttendeeCapacity: 20 })
  })

  test(`the icons and the manifest are there (${language})`, { tag: '@once' }, async ({ page, visit }) => {
    await visit(at(language, '/events'))
    const links = page.locator('head link[rel=icon], head link[rel="apple-touch-icon"], head link[rel=manifest]')
    const addresses = await links.evaluateAll((found) => found.map((link) => link.getAttribute('href') ?? ''))
    expect(addresses).toHaveLength(4)
    for (const address of addresses) expect((await page.request.get(address)).status(), address).toBe(200)
    const manifest = (await (await page.request.get(addresses.at(-1) ?? '')).json()) as { lang: string; icons: { src: string }[] }
    expect(manifest.lang).toBe(language)
    for (const { src } of manifest.icons) expect((await page.request.get(src)).status(), src).toBe(200)
  })
}

test('the list is not laid out before its styles are there, and they are asked for once', { tag: '@once' }, async ({ page }) => {
  const asked: string[] = []
  let arrive = () => {}
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve
  })
  await page.route('**/*.css', async (route) => {
    asked.push(route.request().url())
    await arrived
    await route.continue()
  })
  const answer = await page.goto(at('ja', '/events'), { waitUntil: 'commit' })
  await answer?.finished()
  expect(await page.evaluate(() => document.querySelector('main'))).toBeNull()
  arrive()
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  expect(asked).toHaveLength(1)
})
