import { join } from 'node:path'

import type { Page } from '@playwright/test'

import type { Accessibility, Html } from '../audit.ts'
import { whatSticksOut } from '../fit.ts'
import { picture } from '../picture.ts'
import { PLACES, type Place } from '../places.ts'
import { expect, test } from '../test.ts'
import { LANGUAGES, at, onceEach, words } from '../words.ts'

/** Each page as it is sent, and to axe. A phone is sent what a desk is: the validator reads it once. */
async function isSound(page: Page, place: Place, html: Html | null, a11y: Accessibility): Promise<void> {
  await expect(page.getByRole('heading', { level: 1 })).toHaveCount(1)
  // The gallery's forms are specimens: nothing sends them.
  await html?.validate(place.name === 'gallery' ? ['wcag/h32'] : [])

  // A block of data is run by nobody.
  const scripts = await page.locator('script:not([type="application/ld+json"])').count()
  if (place.hasIsland) {
    expect(scripts).toBeGreaterThan(0)
    await expect(page.locator('html')).toHaveAttribute('data-islands', 'awake')
  } else {
    expect(scripts, 'a page without an island loads no script').toBe(0)
    expect(await page.locator('link[rel=modulepreload], link[rel=preload]').count()).toBe(0)
  }
  await a11y.audit()
}

/** 320 pixels wide; with letters twice as large; printed. */
async function fits(page: Page): Promise<void> {
  await page.setViewportSize({ width: 320, height: 640 })
  expect(await whatSticksOut(page), 'at 320 pixels').toEqual([])

  await page.setViewportSize({ width: 1280, height: 900 })
  await page.evaluate(() => (document.documentElement.style.fontSize = '200%'))
  expect(await whatSticksOut(page), 'with letters twice as large').toEqual([])
  await page.evaluate(() => (document.documentElement.style.fontSize = ''))

  await page.emulateMedia({ media: 'print' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  await expect(page.locator('.site-header nav')).toBeHidden()
  expect(await page.locator('main .button').filter({ visible: true }).count(), 'buttons on paper').toBe(0)
  await page.emulateMedia({ media: 'screen' })
}

/** With colours of one's own, and with less motion. */
async function yields(page: Page, a11y: Accessibility): Promise<void> {
  await page.emulateMedia({ forcedColors: 'active' })
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
  // Where surfaces lose their colour a button must keep an edge.
  const withEdge = page.locator('.button:not(.button-text), .choice-card, .chip-remove').filter({ visible: true })
  const edgeless = await withEdge.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const style = getComputedStyle(element)
        return style.borderTopStyle === 'none' || style.borderTopWidth === '0px'
      })
      .map((element) => `${element.className}: ${element.textContent?.trim().slice(0, 20)}`),
  )
  expect(edgeless, 'edges where colours are one’s own').toEqual([])
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
  expect(moving, 'what moves although less motion was asked for').toEqual([])
  await expect(page.locator('html')).toHaveCSS('scroll-behavior', 'auto')
  await page.emulateMedia({ reducedMotion: 'no-preference' })
}

for (const language of LANGUAGES) {
  for (const place of PLACES) {
    const title = `${place.name} (${language}) is sound to axe and the validator, fits every screen, and yields to its reader's settings`
    test(title, { tag: onceEach(language) }, async ({
      page,
      a11y,
      html,
      isMobile,
      publish,
      somebodyElse,
    }, info) => {
      await place.open({ page, language, publish, somebodyElse })
      // To be looked at: test-results/screens/.
      const path = join(info.project.outputDir, 'screens', `${place.name}.${language}.${isMobile ? 'phone' : 'desktop'}.png`)
      await picture(page, { path, fullPage: true })
      await expect(page.locator('html')).toHaveAttribute('lang', language)
      await expect(page).toHaveTitle(new RegExp(words[language].site))
      await isSound(page, place, isMobile ? null : html, a11y)
      if (isMobile) return
      await fits(page)
      // Colours and motion know no language.
      if (language === 'ja') await yields(page, a11y)
    })
  }

  test(`fingers find every target (${language})`, { tag: '@phone' }, async ({ page, visit }) => {
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

  test(`one's record prints on one sheet (${language})`, { tag: '@once' }, async ({ page, publish, somebodyElse }) => {
    await PLACES.find(({ name }) => name === 'my')?.open({ page, language, publish, somebodyElse })
    const sheet = (await page.pdf({ preferCSSPageSize: true, format: 'A4' })).toString('latin1')
    expect(sheet.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
  })
}

test('every link of our own leads somewhere', { tag: '@once' }, async ({ page }) => {
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
