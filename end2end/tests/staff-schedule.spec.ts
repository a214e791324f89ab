import type { Locator, Page } from '@playwright/test'

import { RegistrationForm, newApplicant } from '../applicant.ts'
import { Keyboard } from '../keyboard.ts'
import { signIn } from '../staff.ts'
import { awake, expect, test } from '../test.ts'

const MONTH = '/staff/schedule?view=month&month=2027-02'
const WEEK = '/staff/schedule?view=week&week=2027-02-17'

/** The sheet as somebody sees it. */
class Schedule {
  constructor(readonly page: Page) {}

  async open(address: string): Promise<void> {
    await this.page.goto(address)
    await awake(this.page)
  }

  event(code: string): Locator {
    return this.page.locator(`a[data-event="${code}"]`)
  }

  /** The cell of a day, in a week that of an hour. */
  cell(day: string, hour?: number): Locator {
    const at = hour === undefined ? '' : `[data-hour="${String(hour)}"]`
    return this.page.locator(`td[data-day="${day}"]${at}`).first()
  }

  get said(): Locator {
    return this.page.locator('[data-said]')
  }

  get dialog(): Locator {
    return this.page.getByRole('dialog')
  }

  /** Drags an event over a cell, `share` of the way down it, and lets go unless told otherwise. */
  async drag(code: string, to: Locator, { share = 0.5, keeps = false } = {}): Promise<void> {
    await this.event(code).scrollIntoViewIfNeeded()
    const [from, over] = [await this.event(code).boundingBox(), await to.boundingBox()]
    if (!from || !over) throw new Error('nothing to drag')
    const { mouse } = this.page
    await mouse.move(from.x + 20, from.y + 6)
    await mouse.down()
    await mouse.move(from.x + 30, from.y + 12, { steps: 2 })
    await mouse.move(over.x + over.width / 2, over.y + over.height * share, { steps: 4 })
    if (!keeps) await mouse.up()
  }

  /** The event stands there, and the server has said so. */
  async standsAt(code: string, cell: Locator, revision: number): Promise<void> {
    await expect(cell.locator(`a[data-event="${code}"][data-revision="${String(revision)}"]`)).toBeVisible()
  }
}

test.describe('the schedule', () => {
  test.describe('by mouse', { tag: ['@script', '@desktop'] }, () => {
    test('an event is dragged to another day, undone and done again', async ({ page, program, publish, a11y }) => {
      const { code } = await publish({ day: '2027-02-17', place: 'ひとつの会場／オンライン' })
      await signIn(page, program, 'secretariat')
      const schedule = new Schedule(page)
      await schedule.open(MONTH)
      await a11y.audit()
      const [before, after] = [schedule.cell('2027-02-17'), schedule.cell('2027-02-24')]
      await schedule.drag(code, after, { keeps: true })
      await expect(after.locator(`a[data-event="${code}"]`), 'it is seen at once').toBeVisible()
      await a11y.audit()
      await page.mouse.up()
      await schedule.standsAt(code, after, 1)
      await expect(page.getByText('日時を変えました').first()).toBeVisible()
      await a11y.audit()
      await page.keyboard.press('Control+z')
      await schedule.standsAt(code, before, 2)
      await page.getByRole('button', { name: 'やり直す' }).click()
      await schedule.standsAt(code, after, 3)
    })

    test('with Alt a copy is made, and the event stays', async ({ page, program, publish }) => {
      const { code } = await publish({ day: '2027-02-16', place: '写しの会場／オンライン' })
      await signIn(page, program, 'secretariat')
      const schedule = new Schedule(page)
      await schedule.open(MONTH)
      const there = schedule.cell('2027-02-25')
      const count = await there.locator('a[data-event]').count()
      await schedule.drag(code, there, { keeps: true })
      await page.keyboard.down('Alt')
      const over = await there.boundingBox()
      if (!over) throw new Error('no such day')
      await page.mouse.move(over.x + over.width / 2 + 4, over.y + over.height / 2)
      await page.mouse.up()
      await page.keyboard.up('Alt')
      await expect(there.locator('a[data-event]')).toHaveCount(count + 1)
      await schedule.standsAt(code, schedule.cell('2027-02-16'), 0)
      await expect(page.getByText('下書きを作りました').first()).toBeVisible()

      await page.keyboard.press('Control+z')
      await expect(there.locator('a[data-event]')).toHaveCount(count)
      await expect(page.getByText('下書きを捨てました').first()).toBeVisible()
      await page.keyboard.press('Control+Shift+z')
      await expect(there.locator('a[data-event]')).toHaveCount(count + 1)
    })

    test('in a week it is dragged to another hour by quarters, and its end is drawn out', async ({ page, program, publish, a11y }) => {
      const { code } = await publish({ day: '2027-02-17', place: '週の会場／オンライン' })
      await signIn(page, program, 'secretariat')
      const schedule = new Schedule(page)
      await schedule.open(WEEK)
      await a11y.audit()
      await schedule.drag(code, schedule.cell('2027-02-18', 10), { share: 0.3 })
      await schedule.standsAt(code, schedule.cell('2027-02-18', 10), 1)
      const moved = schedule.event(code)
      expect(Number(await moved.getAttribute('data-begins')) % 15).toBe(0)
      const box = await moved.boundingBox()
      if (!box) throw new Error('it is not there')
      await page.mouse.move(box.x + 30, box.y + box.height - 3)
      await page.mouse.down()
      await page.mouse.move(box.x + 30, box.y + box.height + 60, { steps: 5 })
      await page.mouse.up()
      await schedule.standsAt(code, schedule.cell('2027-02-18', 10), 2)
      const length = async () =>
        Number(await moved.getAttribute('data-ends')) - Number(await moved.getAttribute('data-begins'))
      expect(await length()).toBeGreaterThan(120)
    })

    test('whoever is registered is counted and shown the mail before it is sent', async ({
      page,
      program,
      publish,
      somebodyElse,
      a11y,
    }) => {
      const { code } = await publish({ day: '2027-02-15', capacity: 5, place: '申込の会場／オンライン' })
      await new RegistrationForm(await somebodyElse(), 'ja').register(code, newApplicant())
      await signIn(page, program, 'secretariat')
      const schedule = new Schedule(page)
      await schedule.open(MONTH)
      await schedule.drag(code, schedule.cell('2027-02-26'))
      await expect(schedule.dialog).toContainText('1人にかかわります')
      await a11y.audit()
      await page.keyboard.press('Escape')
      await expect(schedule.dialog).toBeHidden()
      await schedule.standsAt(code, schedule.cell('2027-02-15'), 0)
      await schedule.drag(code, schedule.cell('2027-02-26'))
      await schedule.dialog.getByRole('button').first().click()
      await schedule.standsAt(code, schedule.cell('2027-02-26'), 1)
    })
  })

  test('by keyboard alone: chosen, carried, warned of a holiday, given up, put down', { tag: ['@script', '@desktop'] }, async ({
    page,
    program,
    publish,
    a11y,
  }) => {
    const { code } = await publish({ day: '2027-02-18', place: '鍵盤の会場／オンライン' })
    await signIn(page, program, 'secretariat')
    const schedule = new Schedule(page)
    await schedule.open(MONTH)
    const keyboard = new Keyboard(page)
    await keyboard.reach(page.locator('td[data-at] [tabindex="0"], td[data-at][tabindex="0"]').first())
    // Through days and events, to the one that is meant.
    for (let step = 0; step < 200; step += 1) {
      if (await schedule.event(code).evaluate((element) => element === document.activeElement)) break
      const at = page.locator('td[data-at]:focus, td[data-at]:focus-within')
      await page.keyboard.press(((await at.getAttribute('data-day')) ?? '') < '2027-02-18' ? 'ArrowRight' : 'ArrowDown')
    }
    await expect(schedule.event(code)).toBeFocused()
    await page.keyboard.press('m')
    await expect(schedule.said).toContainText('移します')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    // 11 February is National Foundation Day.
    await expect(schedule.said).toContainText('建国記念の日')
    await a11y.audit()
    await page.keyboard.press('Escape')
    await expect(schedule.said).toContainText('元のまま')
    await schedule.standsAt(code, schedule.cell('2027-02-18'), 0)
    await expect(schedule.event(code)).toBeFocused()
    await page.keyboard.press('m')
    await page.keyboard.press('ArrowLeft')
    await page.keyboard.press('Enter')
    await schedule.standsAt(code, schedule.cell('2027-02-17'), 1)
    await expect(schedule.event(code)).toBeFocused()
    await page.keyboard.press('Control+z')
    await schedule.standsAt(code, schedule.cell('2027-02-18'), 2)
    await expect(schedule.event(code)).toBeFocused()
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(new RegExp(`/staff/events/${code}$`))
  })

  test('two browsers on one event: the second is shown both versions and chooses', { tag: ['@script', '@desktop'] }, async ({
    page,
    program,
    publish,
    somebodyElse,
    a11y,
    watch,
  }) => {
    watch.expects(/status of 409/)
    const { code } = await publish({ day: '2027-02-17', place: 'ふたりの会場／オンライン' })
    const other = await somebodyElse()
    const schedules = [new Schedule(page), new Schedule(other)] as const
    for (const schedule of schedules) {
      await signIn(schedule.page, program, 'secretariat')
      await schedule.open(`${program.url}${MONTH}`)
    }
    const [first, second] = schedules
    await second.drag(code, second.cell('2027-02-24'))
    await second.standsAt(code, second.cell('2027-02-24'), 1)
    await first.drag(code, first.cell('2027-02-25'))
    await expect(first.dialog).toContainText('ほかの人が、先に変更しました')
    await a11y.audit()
    // Theirs stays: the sheet shows it.
    await first.dialog.locator('a.button').click()
    await first.standsAt(code, first.cell('2027-02-24'), 1)
    // And the other way round: what is wanted here comes on top.
    await second.drag(code, second.cell('2027-02-26'))
    await second.standsAt(code, second.cell('2027-02-26'), 2)
    await first.drag(code, first.cell('2027-02-25'))
    await first.dialog.getByRole('button').first().click()
    await first.standsAt(code, first.cell('2027-02-25'), 3)
  })

  test('a finger that rests carries, one that moves scrolls', { tag: ['@script', '@phone'] }, async ({ page, program, publish }) => {
    const { code } = await publish({ day: '2027-02-01', place: '指の会場／オンライン' })
    await signIn(page, program, 'secretariat')
    const schedule = new Schedule(page)
    await schedule.open(MONTH)
    const event = schedule.event(code)
    await event.scrollIntoViewIfNeeded()
    const box = await event.boundingBox()
    if (!box) throw new Error('it is not there')
    const at = { clientX: box.x + 10, clientY: box.y + 10, pointerId: 7, pointerType: 'touch', button: 0, bubbles: true }
    await event.dispatchEvent('pointerdown', at)
    await event.dispatchEvent('pointermove', { ...at, clientY: at.clientY + 40 })
    await event.dispatchEvent('pointerup', at)
    await expect(schedule.said).toBeEmpty()
    await event.dispatchEvent('pointerdown', at)
    await expect(schedule.said).toContainText('移します')
    await event.dispatchEvent('pointercancel', at)
    await expect(schedule.said).toContainText('元のまま')
  })

  test('without dragging anything, by single clicks', async ({ page, program, publish, html, a11y }) => {
    const { code, title } = await publish({ day: '2027-02-19', place: '押しボタンの会場／オンライン' })
    await signIn(page, program, 'secretariat')
    const schedule = new Schedule(page)
    await schedule.open(MONTH)
    await schedule.cell('2027-02-19').locator('li', { has: schedule.event(code) }).locator('.schedule-pick').click()
    await awake(page)
    await expect(page.getByRole('heading', { name: `「${title}」を移します` })).toBeVisible()
    await html.validate()
    await a11y.audit()
    await schedule.cell('2027-02-22').getByRole('button').click()
    await expect(page.getByText('日時を変えました').first()).toBeVisible()
    await schedule.standsAt(code, schedule.cell('2027-02-22'), 1)
    await html.validate()
    await a11y.audit()
  })
})
