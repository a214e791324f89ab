import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`the pages of words (${language})`, () => {
    test('are reached from the foot of any page, which says where one is', async ({ page, visit }) => {
      for (const [path, name] of said.wordPages) {
        await visit(at(language, '/events'))
        const foot = page.getByRole('navigation', { name: said.aboutThisSite })
        await foot.getByRole('link', { name, exact: true }).click()
        await expect(page).toHaveURL(new RegExp(`${at(language, path)}$`))
        await expect(page).toHaveTitle(new RegExp(`^${name} \\|`))
        await expect(foot.locator('[aria-current=page]')).toHaveText(name)
      }
    })

    test('lead to each of their parts, and the part is in view', async ({ page, visit }) => {
      for (const [path] of said.wordPages) {
        await visit(at(language, path))
        const last = page.locator('.contents a').last()
        const part = await last.getAttribute('href')
        await last.click()
        await expect(page).toHaveURL(new RegExp(`${part}$`))
        await expect(page.locator(`${part} > h2`)).toBeInViewport()
      }
    })

    test('tell what the tests found, and with which tools', async ({ page, visit }) => {
      await visit(at(language, '/accessibility'))
      const result = page.getByRole('region', { name: said.testResult, exact: true })
      for (const tool of ['axe-core', 'html-validate', 'Playwright', 'Chromium']) {
        await expect(result.getByRole('rowheader', { name: tool })).toBeVisible()
      }
    })
  })

  test(`the header leads to events, inquiries and questions (${language})`, async ({ page, visit, isMobile }) => {
    await visit(at(language, '/about'))
    if (isMobile) await page.getByText(said.menu, { exact: true }).tap()
    const header = page.locator('.site-header nav')
    for (const name of [said.events, said.ask, said.questions]) {
      await expect(header.getByRole('link', { name, exact: true })).toBeVisible()
    }
  })
}

test('readings stand above the kanji of the easy page and leave its lines apart', { tag: '@once' }, async ({ page, visit }) => {
  await visit('/easy')
  const ruby = page.locator('main .prose ruby').first()
  const [kanji, reading] = await ruby.evaluate((element) => {
    const range = document.createRange()
    range.selectNode(element.firstChild as Node)
    return [range.getBoundingClientRect().top, element.querySelector('rt')?.getBoundingClientRect().bottom ?? Infinity]
  })
  expect(reading).toBeLessThanOrEqual((kanji ?? 0) + 8)
  await expect(page.locator('main rp').first()).toBeHidden()
})
