import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`questions and answers (${language})`, () => {
    test('are found in any width, kana and case, the best first', async ({ page, visit, html }) => {
      await visit(at(language, '/faq'))
      const questions = page.locator('.question')
      const all = await questions.count()
      expect(all).toBeGreaterThanOrEqual(24)
      const found: string[][] = []
      for (const spelling of ['VPN', 'ｖｐｎ']) {
        await page.getByRole('searchbox', { name: said.faqSearch }).fill(spelling)
        await page.getByRole('button', { name: said.faqSearchButton, exact: true }).click()
        await expect(page.getByRole('heading', { level: 2, name: spelling })).toBeVisible()
        await expect(page.getByRole('searchbox', { name: said.faqSearch })).toHaveValue(spelling)
        found.push(await questions.locator('summary').allTextContents())
      }
      expect(found[0]).toEqual(found[1])
      expect(found[0]?.length).toBeLessThan(all)
      expect(found[0]?.[0]).toContain('VPN')
      await html.validate()
    })

    test('unfold by the keyboard and by a press', async ({ page, visit, a11y }) => {
      await visit(at(language, '/faq?topic=security'))
      const first = page.locator('.question').first()
      await expect(first.locator('.prose')).toBeHidden()
      await first.locator('summary').focus()
      await page.keyboard.press('Enter')
      await expect(first.locator('.prose')).toBeVisible()
      await page.locator('.question').nth(1).locator('summary').click()
      await expect(page.locator('.question').nth(1).locator('.prose')).toBeVisible()
      await a11y.audit()
    })

    test('are opened by a link, whether it asks or only points', async ({ page, visit }) => {
      for (const path of ['/faq?open=byod#byod', '/faq#byod']) {
        await visit(at(language, path))
        const answer = page.locator('#byod')
        await expect(answer.locator('.prose'), path).toBeVisible()
        await expect(page.locator('.question', { has: answer }).locator('summary'), path).toBeInViewport()
      }
      await expect(page.locator('#byod').getByRole('link', { name: said.faqLink })).toHaveAttribute('href', at(language, '/faq?open=byod#byod'))
    })

    test('are by topic', async ({ page, visit }) => {
      await visit(at(language, '/faq'))
      await page.getByRole('navigation', { name: said.faqTopics }).getByRole('link', { name: said.topicSecurity }).click()
      await expect(page).toHaveURL(/topic=security/)
      await expect(page.getByRole('navigation', { name: said.faqTopics }).locator('[aria-current]')).toContainText(said.topicSecurity)
      await expect(page.locator('main h2', { hasText: said.topicSecurity })).toBeVisible()
    })

    test('offer whom to ask where nothing is found', async ({ page, visit, html }) => {
      await visit(at(language, '/faq?q=%E5%AE%87%E5%AE%99%E6%97%85%E8%A1%8C'))
      await expect(page.getByRole('heading', { level: 2, name: said.faqNothing })).toBeVisible()
      const main = page.getByRole('main')
      await expect(main.getByRole('link', { name: said.faqAsk })).toHaveAttribute('href', at(language, '/inquiries/new'))
      await expect(main.getByRole('link', { name: '03-5422-1517' })).toHaveAttribute('href', 'tel:+81354221517')
      await html.validate()
    })

    test('ask whether they helped, and thank at that place', async ({ page, visit, html }) => {
      await visit(at(language, '/faq?open=mfa#mfa'))
      const answer = page.locator('#mfa')
      await answer.getByRole('group', { name: said.faqHelped }).getByRole('button', { name: said.faqYes, exact: true }).dblclick()
      await expect(answer.locator('.helped-thanks')).toBeInViewport()
      await expect(answer.getByRole('button')).toHaveCount(0)
      await html.validate()
      await page.reload()
      await expect(answer.locator('.helped-thanks')).toBeVisible()
    })
  })
}
