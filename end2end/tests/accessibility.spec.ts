import type { Page } from '@playwright/test'

import { PLACES } from '../places.ts'
import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

/** What stands further right than the window, outside of what scrolls by itself. */
async function whatSticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth
    const scrolls = (element: Element | null): boolean =>
      element !== null && (/(auto|scroll|hidden|clip)/.test(getComputedStyle(element).overflowX) || scrolls(element.parentElement))
    if ((document.scrollingElement?.scrollWidth ?? 0) <= width) return []
    return [...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > width + 1 && !scrolls(element.parentElement))
      .map((element) => `${element.tagName.toLowerCase()}.${element.className} to ${Math.round(element.getBoundingClientRect().right)} of ${width}`)
      .slice(0, 8)
  })
}

for (const language of LANGUAGES) {
  test.describe(`every page (${language})`, () => {
    for (const place of PLACES) {
      test(`${place.name}: nothing found by axe, valid HTML, script only for islands`, async ({
        page,
        a11y,
        html,
        script,
        publish,
        somebodyElse,
      }) => {
        await place.open({ page, language, publish, somebodyElse })
        await expect(page.locator('html')).toHaveAttribute('lang', language)
        await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
        await expect(page).toHaveTitle(new RegExp(words[language].site))
        // The gallery's forms are specimens: nothing sends them.
        await html.validate(place.name === 'gallery' ? ['wcag/h32'] : [])

        const scripts = await page.locator('script').count()
        if (place.hasIsland) {
          expect(scripts).toBeGreaterThan(0)
          if (script) await expect(page.locator('html')).toHaveAttribute('data-islands', 'awake')
        } else {
          expect(scripts, 'a page without an island loads no script').toBe(0)
          expect(await page.locator('link[rel=modulepreload], link[rel=preload]').count()).toBe(0)
        }
        // axe is script itself.
        if (script) await a11y.audit()
      })
    }
  })

  test.describe(`every page fits (${language})`, () => {
    test.beforeEach(({ script, isMobile }) => test.skip(!script || isMobile, 'measured once, on the desktop'))

    for (const place of PLACES) {
      test(`${place.name}: 320 pixels wide, with letters twice as large, printed`, async ({ page, publish, somebodyElse }) => {
        await place.open({ page, language, publish, somebodyElse })

        await page.setViewportSize({ width: 320, height: 640 })
        expect(await whatSticksOut(page), 'at 320 pixels').toEqual([])

        await page.setViewportSize({ width: 1280, height: 900 })
        await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
        expect(await whatSticksOut(page), 'with letters twice as large').toEqual([])
        await page.evaluate(() => (document.documentElement.style.fontSize = ''))

        await page.emulateMedia({ media: 'print' })
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        await expect(page.getByRole('navigation', { includeHidden: true }).first()).toBeHidden()
        await expect(page.getByRole('main').locator('.button:visible')).toHaveCount(0)
        await page.emulateMedia({ media: 'screen' })
      })

      test(`${place.name}: colours of one's own, and less motion`, async ({ page, publish, somebodyElse, a11y }) => {
        await place.open({ page, language, publish, somebodyElse })
        await page.emulateMedia({ forcedColors: 'active' })
        await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
        // Where surfaces lose their colour a button must keep an edge.
        const edgeless = await page.locator('.button:visible:not(.button-text), .choice-card:visible, .chip-remove:visible').evaluateAll((elements) =>
          elements
            .filter((element) => {
              const style = getComputedStyle(element)
              return style.borderTopStyle === 'none' || style.borderTopWidth === '0px'
            })
            .map((element) => `${element.className}: ${element.textContent?.trim().slice(0, 20)}`),
        )
        expect(edgeless).toEqual([])
        await a11y.audit()

        await page.emulateMedia({ forcedColors: 'none', reducedMotion: 'reduce' })
        const moving = await page.locator('body *').evaluateAll((elements) =>
          elements
            .filter((element) => {
              const style = getComputedStyle(element)
              return style.animationName !== 'none' || style.transitionDuration.split(',').some((time) => parseFloat(time) > 0)
            })
            .map((element) => `${element.tagName.toLowerCase()}.${element.className}`),
        )
        expect(moving).toEqual([])
        await expect(page.locator('html')).toHaveCSS('scroll-behavior', 'auto')
      })
    }
  })

  test(`fingers find every target (${language})`, async ({ page, isMobile, visit }) => {
    test.skip(!isMobile, 'fingers are on phones')
    for (const path of ['/', '/events', '/events?view=month', '/my/find']) {
      await visit(at(language, path))
      const small = await page.locator('.button:visible, .input:visible, summary:visible, .choice:visible').evaluateAll((elements) =>
        elements
          .map((element) => ({ element, box: element.getBoundingClientRect() }))
          .filter(({ box }) => box.height > 0 && (box.height < 44 || box.width < 24))
          .map(({ element, box }) => `${element.className || element.tagName} ${Math.round(box.width)}×${Math.round(box.height)}`),
      )
      expect(small, path).toEqual([])
    }
  })

  test(`one's record prints on one sheet (${language})`, async ({ page, publish, somebodyElse, script, isMobile }) => {
    test.skip(!script || isMobile, 'printed once')
    await PLACES.find(({ name }) => name === 'my')?.open({ page, language, publish, somebodyElse })
    const sheet = (await page.pdf({ preferCSSPageSize: true, format: 'A4' })).toString('latin1')
    expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  })
}

test('every link of our own leads somewhere', async ({ page, script, isMobile }) => {
  test.skip(!script || isMobile, 'followed once')
  test.slow()
  const known = new Map<string, string>()
  const follow = ['/', '/en', '/events', '/en/events', '/events?view=month', '/my/find']
  const dead: string[] = []
  for (const path of follow) {
    const source = await (await page.request.get(path)).text()
    for (const [, href = ''] of source.matchAll(/<a[^>]* href="([^"]+)"/g)) {
      const link = href.replaceAll('&amp;', '&').split('#')[0] ?? ''
      if (!link.startsWith('/') || known.has(link)) continue
      known.set(link, path)
      const status = (await page.request.get(link)).status()
      if (status >= 400) dead.push(`${link} on ${path}: ${status}`)
    }
  }
  expect(dead).toEqual([])
})
