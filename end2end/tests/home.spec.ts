import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`the home page (${language})`, () => {
    test('answers where one is with the next events there', async ({ page, visit, html }) => {
      await visit(at(language, '/'))
      await html.validate()
      await page.getByRole('combobox', { name: said.yourPrefecture }).selectOption('13')
      await page.getByRole('button', { name: said.showNext }).click()
      await expect(page).toHaveURL(/prefecture=13#next$/)
      await expect(page.getByRole('heading', { level: 2, name: said.nextIn(said.tokyo) })).toBeInViewport()
      await expect(page.locator('#next .event-row')).toHaveCount(3)
      await expect(page.getByRole('combobox', { name: said.yourPrefecture })).toHaveValue('13')
      await html.validate()
    })

    test('leads to the list of a prefecture by the map', { tag: '@desktop' }, async ({ page, visit }) => {
      await visit(at(language, '/'))
      const tile = page.locator('.tile.p13 a')
      await tile.click()
      await expect(page).toHaveURL(/prefecture=13/)
      await expect(page.locator('.event-row').first()).toBeVisible()
    })

    test('shows phone, hours and the mail address with its note', async ({ page, visit }) => {
      await visit(at(language, '/'))
      const contact = page.getByRole('contentinfo')
      await expect(contact.getByRole('link', { name: '03-5422-1517' })).toHaveAttribute('href', 'tel:+81354221517')
      await expect(contact).toContainText('jimukyoku_atmark_teleworksupport.go.jp')
      await expect(contact).toContainText(language === 'ja' ? '「_atmark_」を「@」に' : 'please change “_atmark_” to “@”')
    })

    test('copies the real mail address, where script runs', async ({ page, context, visit, script }) => {
      await context.grantPermissions(['clipboard-read', 'clipboard-write'])
      await visit(at(language, '/'))
      const button = page.getByRole('button', { name: said.copyAddress })
      if (script) {
        await button.click()
        await expect(page.getByText(said.copied)).toBeVisible()
        expect(await page.evaluate(() => navigator.clipboard.readText())).toBe('jimukyoku@teleworksupport.go.jp')
      } else {
        await expect(button).toBeHidden()
      }
    })
  })
}

test.describe('the language', () => {
  const pages = ['/', '/events', '/events?prefecture=13&view=month', '/my/find', '/events?q=VPN&page=1']

  for (const path of pages) {
    test(`has a link to the same page in the other: ${path}`, async ({ page, visit }) => {
      await visit(path)
      const before = new URL(page.url())
      await page.getByRole('link', { name: words.ja.otherLanguage, exact: true }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', 'en')
      const there = new URL(page.url())
      expect(there.pathname).toBe(before.pathname === '/' ? '/en' : `/en${before.pathname}`)
      expect(there.search).toBe(before.search)
      await page.getByRole('link', { name: words.en.otherLanguage, exact: true }).click()
      await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
      await expect(page).toHaveURL(before.href)
    })
  }

  test('is English at the first visit of a browser that prefers it, and Japanese when that is chosen', async ({ browser, watch }) => {
    const context = await browser.newContext({ locale: 'en-US' })
    watch.on(context)
    const page = await context.newPage()
    await page.goto('/')
    await expect(page).toHaveURL(/\/en$/)
    await page.getByRole('link', { name: words.en.otherLanguage, exact: true }).click()
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
    await page.reload()
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
    await context.close()
  })

  test('stays Japanese for a browser that prefers it, and where a page is asked for by its address', async ({ browser, page, watch }) => {
    await page.goto('/')
    await expect(page.locator('html')).toHaveAttribute('lang', 'ja')
    const context = await browser.newContext({ locale: 'en-US' })
    watch.on(context)
    const other = await context.newPage()
    await other.goto('/events')
    await expect(other.locator('html')).toHaveAttribute('lang', 'ja')
    await context.close()
  })
})

test('a phone opens the menu without script', { tag: '@phone' }, async ({ page, visit }) => {
  await visit('/')
  const link = page.locator('.site-header').getByRole('link', { name: words.ja.events })
  await expect(link).toBeHidden()
  await page.getByText(words.ja.menu, { exact: true }).tap()
  await expect(link).toBeVisible()
  await link.tap()
  await expect(page).toHaveURL(/\/events$/)
})
