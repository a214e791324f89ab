import type { Page } from '@playwright/test'

import type { Program } from '../program.ts'
import { signIn } from '../staff.ts'
import { awake, expect, test } from '../test.ts'

/** Opens the door of today's event as its helper. */
async function atTheDoor(page: Page, program: Program): Promise<void> {
  await signIn(page, program, 'helper')
  await page.getByRole('link', { name: '受付を始める' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(/^受付：/)
}

const expected = '.door-guest[data-in=no]:not([hidden])'

test.describe('the door', () => {
  test('somebody is let in, and out again', async ({ page, program, html, a11y }) => {
    await atTheDoor(page, program)
    await html.validate()
    await a11y.audit()
    const before = Number(await page.locator('[data-count]').textContent())
    const line = page.locator(expected).first()
    const number = await line.getAttribute('data-number')
    const people = Number(await line.getAttribute('data-people'))
    await line.getByRole('button', { name: /^受付する/ }).click()
    await expect(page.locator('[data-count]')).toHaveText(String(before + people))
    const there = page.locator(`[data-number="${number}"]`)
    await expect(there).toHaveAttribute('data-in', 'yes')
    await a11y.audit()
    await there.getByRole('button', { name: /^取り消す/ }).click()
    await expect(there).toHaveAttribute('data-in', 'no')
    await expect(page.locator('[data-count]')).toHaveText(String(before))
  })

  test('taps without a connection are kept, and counted once', { tag: ['@script', '@phone'] }, async ({ page, program, context, watch }) => {
    watch.expects(/ERR_INTERNET_DISCONNECTED/)
    await atTheDoor(page, program)
    await awake(page)
    const before = Number(await page.locator('[data-count]').textContent())
    await context.setOffline(true)
    const line = page.locator(expected).first()
    const number = await line.getAttribute('data-number')
    const people = Number(await line.getAttribute('data-people'))
    await line.getByRole('button', { name: /^受付する/ }).click()
    const there = page.locator(`[data-number="${number}"]`)
    await expect(there.getByText('受付しました（送信待ち）')).toBeVisible()
    await expect(page.locator('[data-count]')).toHaveText(String(before + people))
    await expect(page.locator('.door-link')).toContainText('1件を保存中です')
    await context.setOffline(false)
    await page.evaluate(() => window.dispatchEvent(new Event('online')))
    await expect(there).toHaveAttribute('data-in', 'yes')
    await expect(page.locator('[data-count]')).toHaveText(String(before + people))
    await expect(page.locator('.door-link')).not.toContainText('保存中')
    expect(await page.evaluate(() => Object.keys(localStorage).filter((key) => key.startsWith('door:')))).toEqual([])
    await page.reload()
    await expect(page.locator('[data-count]')).toHaveText(String(before + people))
    await there.getByRole('button', { name: /^取り消す/ }).click()
    await expect(there).toHaveAttribute('data-in', 'no')
  })

  test('what was tapped outlives the page', { tag: ['@script', '@phone'] }, async ({ page, program, watch }) => {
    watch.expects(/ERR_FAILED/)
    await atTheDoor(page, program)
    await awake(page)
    const line = page.locator(expected).first()
    const number = await line.getAttribute('data-number')
    await page.route('**/taps', (route) => route.abort())
    await line.getByRole('button', { name: /^受付する/ }).click()
    await expect(page.locator('.door-link')).toContainText('1件を保存中です')
    await page.unroute('**/taps')
    await page.reload()
    const there = page.locator(`[data-number="${number}"]`)
    await expect(there).toHaveAttribute('data-in', 'yes')
    await there.getByRole('button', { name: /^取り消す/ }).click()
    await expect(there).toHaveAttribute('data-in', 'no')
  })

  test('people are found while one types', { tag: ['@script', '@phone'] }, async ({ page, program }) => {
    await atTheDoor(page, program)
    await awake(page)
    const line = page.locator('.door-guest[data-number]').first()
    const number = (await line.getAttribute('data-number')) ?? ''
    await page.locator('#q').fill(`${number.slice(0, 4).toLowerCase()} ${number.slice(4)}`)
    await expect(page.locator('.door-guest[data-number]:not([hidden])')).toHaveCount(1)
    await expect(page.locator('[data-found]')).toHaveText('1組が見つかりました')
    await page.locator('#q').fill('そんな人はいない')
    await expect(page.locator('[data-found]')).toHaveText('該当する人はいません。')
  })

  test('nothing stands out to the side of a phone', { tag: '@phone' }, async ({ page, program }) => {
    await atTheDoor(page, program)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth)
    expect(wide).toBe(false)
  })
})
