/**
 * Whether a page fits where it is shown.
 */
import type { Page } from '@playwright/test'

/** What stands further right than the window, outside of what scrolls by itself. */
export async function whatSticksOut(page: Page): Promise<string[]> {
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

/** Whether the page itself grows longer than what is seen of it, where its parts scroll by themselves. */
export async function hasEmptySpaceBelow(page: Page): Promise<boolean> {
  return page.evaluate(() => {
    const frame = document.querySelector('.desk')
    return frame !== null && document.documentElement.scrollHeight > Math.ceil(frame.getBoundingClientRect().height) + 1
  })
}
