/**
 * A person who uses the keyboard alone: Tab, Shift+Tab, Enter, Space and letters. No call here points at anything.
 */
import { type Locator, type Page, expect } from '@playwright/test'

/** More stops than any page has. */
const STOPS = 400

export class Keyboard {
  constructor(private readonly page: Page) {}

  /** Tabs on until `wanted` has the focus. */
  async reach(wanted: Locator): Promise<void> {
    await expect(wanted).toBeVisible()
    for (let stop = 0; stop < STOPS; stop += 1) {
      if (await wanted.evaluate((element) => element === document.activeElement)) return
      await this.page.keyboard.press('Tab')
    }
    throw new Error(`no Tab leads to ${wanted}`)
  }

  /** Tabs to `wanted`, which shows that it has the focus, and opens or presses it. */
  async press(wanted: Locator): Promise<void> {
    await this.reach(wanted)
    await expect.poll(async () => wanted.evaluate(showsFocus), 'the focus is seen').toBe(true)
    await this.page.keyboard.press('Enter')
  }

  async type(wanted: Locator, text: string): Promise<void> {
    await this.reach(wanted)
    await this.page.keyboard.type(text)
  }

  /** Picks an entry of a list by its value, going down from where it stands. */
  async pick(wanted: Locator, value: string): Promise<void> {
    await this.reach(wanted)
    for (let step = 0; step < STOPS && (await wanted.inputValue()) !== value; step += 1) {
      await this.page.keyboard.press('ArrowDown')
    }
  }

  /** Chooses a radio button or ticks a box: by Space where the focus comes to it, by arrows within a group. */
  async choose(wanted: Locator, group: Locator): Promise<void> {
    const inGroup = group.getByRole('radio')
    if ((await inGroup.count()) === 0) await this.reach(wanted)
    else {
      for (let stop = 0; stop < STOPS; stop += 1) {
        if (await group.evaluate((element) => element.contains(document.activeElement))) break
        await this.page.keyboard.press('Tab')
      }
      for (let step = 0; step < (await inGroup.count()); step += 1) {
        if (await wanted.evaluate((element) => element === document.activeElement)) break
        await this.page.keyboard.press('ArrowDown')
      }
    }
    if (!(await wanted.isChecked())) await this.page.keyboard.press('Space')
    await expect(wanted).toBeChecked()
  }
}

/** Whether an outline stands around the element, or around what it stretches over. */
function showsFocus(element: Element): boolean {
  return [null, '::before', '::after'].some((part) => getComputedStyle(element, part).outlineStyle !== 'none')
}
