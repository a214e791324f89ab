import type { Locator, Page } from '@playwright/test'

import { whatSticksOut } from '../fit.ts'
import { Keyboard } from '../keyboard.ts'
import type { Program } from '../program.ts'
import { signIn } from '../staff.ts'
import { awake, expect, test } from '../test.ts'

/** Has the demo's expert take consultations: the secretariat writes what citizens read about them. */
async function becomeAnExpert(page: Page, program: Program): Promise<void> {
  await signIn(page, program, 'secretariat')
  await page.goto('/staff/experts')
  await page.locator('tbody th a').first().click()
  const account = page.locator('select[name=account]')
  if (await account.count() > 0) {
    await account.selectOption({ index: 1 })
    await page.locator('[name=name]').fill('佐伯 真由美')
    await page.locator('[name=title]').fill('情報処理安全確保支援士')
    await page.getByRole('button', { name: '保存する' }).click()
    await expect(page.getByRole('heading', { name: '保存しました' })).toBeVisible()
  }
}

test.describe('experts’ calendars', () => {
  test('an expert writes a week in words, takes a day off, and reads why a time is closed', async ({ page, program, somebodyElse, html, a11y }) => {
    await becomeAnExpert(await somebodyElse(), program)
    await signIn(page, program, 'expert')
    await page.goto('/staff/availability?day=2030-12-10')
    await html.validate()
    await awake(page)
    await a11y.audit()
    await page.locator('[name="hours-2030-12-10"]').fill('17:00-14:00')
    await page.locator('form:has([name="hours-2030-12-10"])').getByRole('button', { name: '保存する' }).click()
    // The page says exactly what is wrong, its island that it cannot be read.
    await expect(page.locator('.cal-words .error-text')).toHaveText(/終わりが始まりより前です|時間を読み取れません/)
    await expect(page.locator('[name="hours-2030-12-10"]')).toHaveValue('17:00-14:00')
    await html.validate()
    await a11y.audit()
    await page.locator('[name="hours-2030-12-10"]').fill('10:00-12:00、14:00-17:00')
    await page.locator('form:has([name="hours-2030-12-10"])').getByRole('button', { name: '保存する' }).click()
    await expect(page.getByText('保存しました').first()).toBeVisible()
    await expect(page.locator('.cal-block[data-kind="once"][data-own]')).toHaveCount(2)

    await page.getByText('休み・いつもと違う日を入れる').click()
    await page.locator('[name=days_from]').fill('2030-12-11')
    await page.locator('#days').locator('xpath=..').getByRole('button').click()
    await expect(page.getByRole('heading', { name: '保存しました' })).toBeVisible()

    await page.locator('[name=at]').fill('2030-12-11')
    await page.getByRole('button', { name: '調べる' }).click()
    await expect(page.locator('.desk-note[role=status]')).toContainText('空いていません')
    await html.validate()
    await a11y.audit()
  })

  test('month, agenda and terms fit where they stand', async ({ page, program, somebodyElse, html, a11y }) => {
    await becomeAnExpert(await somebodyElse(), program)
    await signIn(page, program, 'expert')
    for (const path of ['?view=month', '?view=agenda', '/terms']) {
      await page.goto(`/staff/availability${path}`)
      await html.validate()
      await a11y.audit()
      expect(await whatSticksOut(page)).toEqual([])
    }
    await page.setViewportSize({ width: 360, height: 740 })
    await page.goto('/staff/availability')
    expect(await whatSticksOut(page)).toEqual([])
  })

  test('of two tabs the second sees both versions', async ({ page, program, somebodyElse, html, a11y, script, watch }) => {
    watch.expects(/status of 409/)
    await becomeAnExpert(await somebodyElse(), program)
    await signIn(page, program, 'expert')
    await page.goto('/staff/availability?day=2031-03-14')
    const other = await page.context().newPage()
    await other.goto('/staff/availability?day=2031-03-14')
    const save = async (tab: Page, hours: string) => {
      await awake(tab)
      await tab.locator('[name="hours-2031-03-14"]').fill(hours)
      await tab.locator('form:has([name="hours-2031-03-14"])').getByRole('button', { name: '保存する' }).click()
    }
    await save(other, '9:00-10:00')
    await expect(other.getByText('保存しました').first()).toBeVisible()
    await save(page, '13:00-15:00')
    const versions = script ? page.getByRole('dialog') : page.locator('main')
    await expect(versions.getByRole('heading', { level: 1 })).toHaveText('ほかの人が先に変えていました')
    await html.validate()
    await a11y.audit()
    await versions.getByRole('button', { name: '変更を重ねて保存する' }).click()
    await expect(page.locator('[name="hours-2031-03-14"]')).toHaveValue(/13:00-15:00$/)
    await expect(versions.getByRole('heading', { name: 'ほかの人が先に変えていました' })).toBeHidden()
  })
})

/** A sheet as somebody edits it. */
class Sheet {
  constructor(readonly page: Page) {}

  get said(): Locator {
    return this.page.locator('[data-said]')
  }

  get cursor(): Locator {
    return this.page.locator('[data-cursor]')
  }

  get unsaved(): Locator {
    return this.page.locator('[data-unsaved]')
  }

  /** What is carried or chosen is drawn once a frame. */
  async drawn(): Promise<void> {
    await this.page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))))
  }

  async save(): Promise<void> {
    await this.unsaved.getByRole('button', { name: '保存する' }).click()
    await expect(this.said).toHaveText(/保存しました/)
    await expect(this.unsaved).toBeHidden()
  }
}

/** The week as somebody edits it. */
class Week extends Sheet {
  /** The week of a day, from which on there are no weekly hours. */
  static async of(page: Page, program: Program, helper: Page, day: string): Promise<Week> {
    await becomeAnExpert(helper, program)
    await signIn(page, program, 'expert')
    await page.goto(`/staff/availability?day=${day}`)
    await page.getByText('毎週の時間を決める').click()
    const form = page.locator('form', { has: page.locator('[name=weekly_from]') })
    for (const weekday of await form.locator('[name=weekly_weekday]').all()) await weekday.check()
    await form.locator('[name=weekly_plan][value=clear]').check()
    await form.locator('[name=weekly_from]').fill('2032-01-01')
    await form.getByRole('button', { name: 'この内容で変える' }).click()
    // Where an earlier test has done it, nothing changes.
    await page.goto(`/staff/availability?day=${day}`)
    await awake(page)
    return new Week(page)
  }

  hours(day: string): Locator {
    return this.page.locator(`[name="hours-${day}"]`)
  }

  column(day: string): Locator {
    return this.page.locator(`[data-date="${day}"] .cal-times`)
  }

  /** Where a time of a day is on the screen. */
  async point(day: string, time: string): Promise<{ x: number, y: number }> {
    const box = await this.column(day).boundingBox()
    const week = this.page.locator('.cal-week')
    const [first, last] = [Number(await week.getAttribute('data-first')), Number(await week.getAttribute('data-last'))]
    const [hour = 0, minute = 0] = time.split(':').map(Number)
    if (!box) throw new Error(`no such day: ${day}`)
    return { x: box.x + box.width / 2, y: box.y + (hour + minute / 60 - first) / (last - first) * box.height }
  }

  async drag(from: [string, string], to: [string, string]): Promise<void> {
    const { mouse } = this.page
    const [begin, end] = [await this.point(...from), await this.point(...to)]
    await mouse.move(begin.x, begin.y)
    await mouse.down()
    await mouse.move((begin.x + end.x) / 2, (begin.y + end.y) / 2, { steps: 4 })
    await mouse.move(end.x, end.y, { steps: 4 })
    await this.drawn()
  }
}

test.describe('the week as it is edited in place', { tag: '@script' }, () => {
  test('is kept by keyboard alone', { tag: '@desktop' }, async ({ page, program, somebodyElse, a11y }) => {
    const week = await Week.of(page, program, await somebodyElse(), '2032-02-10')
    const keyboard = new Keyboard(page)
    await keyboard.reach(week.cursor)
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect(week.said).toContainText('2月10日')
    for (const key of ['Shift+ArrowDown', 'Shift+ArrowDown', 'Shift+ArrowDown']) await page.keyboard.press(key)
    await expect(week.said).toContainText('選んでいます')
    await page.keyboard.press('Enter')
    await expect(week.said).toContainText('塗りました')
    await expect(week.hours('2032-02-10')).toHaveValue('09:00-10:00')
    await expect(week.cursor).toBeFocused()
    await a11y.audit()

    await page.keyboard.press('m')
    await expect(week.said).toContainText('つかみました')
    for (const key of ['PageDown', 'ArrowRight', 'Shift+ArrowDown']) await page.keyboard.press(key)
    await a11y.audit()
    await page.keyboard.press('Enter')
    await expect(week.hours('2032-02-10')).toHaveValue('')
    await expect(week.hours('2032-02-11')).toHaveValue('10:00-11:15')
    await page.keyboard.press('c')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('v')
    await expect(week.hours('2032-02-12')).toHaveValue('10:00-11:15')
    await page.keyboard.press('Control+z')
    await expect(week.hours('2032-02-12')).toHaveValue('')
    await page.keyboard.press('Control+Shift+Z')
    await expect(week.hours('2032-02-12')).toHaveValue('10:00-11:15')
    await page.keyboard.press('Delete')
    await expect(week.said).toContainText('消しました')
    await expect(week.hours('2032-02-12')).toHaveValue('')

    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toContainText('Shift＋↑↓')
    await a11y.audit()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('dialog')).toBeHidden()
    await keyboard.press(week.unsaved.getByRole('button', { name: '保存する' }))
    await expect(week.said).toHaveText(/保存しました/)
    await page.reload()
    await expect(week.hours('2032-02-11')).toHaveValue('10:00-11:15')
  })

  test('is painted, moved and drawn out by mouse', { tag: '@desktop' }, async ({ page, program, somebodyElse, a11y }) => {
    const week = await Week.of(page, program, await somebodyElse(), '2032-03-09')
    await week.drag(['2032-03-09', '9:05'], ['2032-03-09', '10:50'])
    await expect(page.locator('[data-hand]'), 'it is seen at once').toHaveText('9:00〜11:00')
    await a11y.audit()
    await page.mouse.up()
    await expect(week.hours('2032-03-09')).toHaveValue('09:00-11:00')
    await expect(week.unsaved).toContainText('未保存の変更 1件')
    await a11y.audit()

    await week.drag(['2032-03-09', '10:00'], ['2032-03-11', '14:30'])
    await page.mouse.up()
    await expect(week.hours('2032-03-09')).toHaveValue('')
    await expect(week.hours('2032-03-11')).toHaveValue('13:30-15:30')
    await week.drag(['2032-03-11', '15:29'], ['2032-03-11', '17:00'])
    await page.mouse.up()
    await expect(week.hours('2032-03-11')).toHaveValue('13:30-17:00')
    await week.drag(['2032-03-11', '13:31'], ['2032-03-11', '13:00'])
    await page.keyboard.press('Escape')
    await page.mouse.up()
    await expect(week.hours('2032-03-11')).toHaveValue('13:30-17:00')

    // Meant for every week from then on.
    await page.locator('[name=week_scope][value=following]').check()
    await expect(week.said).toContainText('いつに使うか')
    await week.save()
    await page.goto('/staff/availability?day=2032-03-18')
    await expect(week.hours('2032-03-18')).toHaveValue('13:30-17:00')
  })

  test('is edited by single clicks and by what is typed, and discarded', { tag: '@desktop' }, async ({ page, program, somebodyElse, a11y }) => {
    const week = await Week.of(page, program, await somebodyElse(), '2032-04-06')
    const place = await week.point('2032-04-06', '13:00')
    await page.mouse.click(place.x, place.y + 2)
    await page.getByRole('button', { name: '塗る' }).click()
    await expect(week.hours('2032-04-06')).toHaveValue('13:00-13:15')
    await page.getByRole('button', { name: '移す' }).click()
    const there = await week.point('2032-04-07', '15:00')
    await page.mouse.click(there.x, there.y + 2)
    await expect(week.hours('2032-04-07')).toHaveValue('15:00-15:15')

    await week.hours('2032-04-08').fill('１０時〜１２時、14:00-17:00')
    await week.hours('2032-04-08').press('Tab')
    await expect(week.column('2032-04-08').locator('[data-own]')).toHaveCount(2)
    await week.hours('2032-04-08').fill('明日')
    await week.hours('2032-04-08').press('Tab')
    await expect(week.hours('2032-04-08')).toHaveAttribute('aria-invalid', 'true')
    await a11y.audit()
    await week.hours('2032-04-08').fill('10:00-12:00')
    await week.hours('2032-04-08').press('Tab')
    await page.locator('select[data-plan]').selectOption('leave:vacation')
    await expect(week.said).toContainText('対応しない日')
    await page.getByRole('button', { name: '変更をやめる' }).click()
    await expect(week.unsaved).toBeHidden()
    await page.getByRole('button', { name: '元に戻す' }).click()
    await expect(week.unsaved).toBeVisible()
    await a11y.audit()
  })

  test('stays on screen without a connection, and is sent again', { tag: '@desktop' }, async ({ page, program, context, somebodyElse, watch, a11y }) => {
    watch.expects(/ERR_INTERNET_DISCONNECTED/)
    const week = await Week.of(page, program, await somebodyElse(), '2032-05-11')
    await week.drag(['2032-05-11', '9:05'], ['2032-05-11', '9:50'])
    await page.mouse.up()
    await context.setOffline(true)
    await week.unsaved.getByRole('button', { name: '保存する' }).click()
    await expect(week.said).toContainText('つながりません')
    await expect(week.hours('2032-05-11')).toHaveValue('09:00-10:00')
    await a11y.audit()
    await context.setOffline(false)
    await week.save()
    await page.reload()
    await expect(week.hours('2032-05-11')).toHaveValue('09:00-10:00')
  })

  test('shows what is saved in another tab, and keeps what is not saved', { tag: '@desktop' }, async ({ page, program, somebodyElse }) => {
    const week = await Week.of(page, program, await somebodyElse(), '2032-06-08')
    await week.drag(['2032-06-08', '9:05'], ['2032-06-08', '9:50'])
    await page.mouse.up()
    const tab = await page.context().newPage()
    await tab.goto('/staff/availability?day=2032-06-08')
    await awake(tab)
    const other = new Week(tab)
    await other.drag(['2032-06-10', '13:05'], ['2032-06-10', '13:50'])
    await tab.mouse.up()
    await other.save()
    await page.bringToFront()
    await page.evaluate(() => window.dispatchEvent(new Event('focus')))
    await expect(week.hours('2032-06-10')).toHaveValue('13:00-14:00')
    await expect(week.hours('2032-06-08')).toHaveValue('09:00-10:00')
    await expect(week.unsaved).toContainText('1件')
    await week.save()
  })

  test('a finger that rests paints, one that moves scrolls', { tag: '@phone' }, async ({ page, program, somebodyElse, a11y }) => {
    // A page that glides to what was tapped is elsewhere when the finger comes down.
    await page.emulateMedia({ reducedMotion: 'reduce' })
    const week = await Week.of(page, program, await somebodyElse(), '2032-07-06')
    const head = page.locator('[data-date="2032-07-06"] h2')
    await head.scrollIntoViewIfNeeded()
    await head.tap()
    await expect(page.locator('[data-date="2032-07-06"]')).toHaveClass(/is-at/)
    expect(await whatSticksOut(page)).toEqual([])
    const place = await week.point('2032-07-06', '9:05')
    const column = week.column('2032-07-06')
    const at = { clientX: place.x, clientY: place.y, pointerId: 7, pointerType: 'touch', button: 0, bubbles: true }
    await column.dispatchEvent('pointerdown', at)
    await column.dispatchEvent('pointermove', { ...at, clientY: at.clientY + 40 })
    await column.dispatchEvent('pointerup', at)
    await expect(week.hours('2032-07-06')).toHaveValue('')
    await column.dispatchEvent('pointerdown', at)
    await expect(week.said).toContainText('つかみました')
    await column.dispatchEvent('pointermove', { ...at, clientY: (await week.point('2032-07-06', '10:20')).y })
    await column.dispatchEvent('pointerup', at)
    await expect(week.hours('2032-07-06')).toHaveValue('09:00-10:30')
    await a11y.audit()
    await week.save()
  })
})

/** The month as somebody edits it. */
class Month extends Sheet {
  static async of(page: Page, program: Program, helper: Page, day: string): Promise<Month> {
    await becomeAnExpert(helper, program)
    await signIn(page, program, 'expert')
    await page.goto(`/staff/availability?view=month&day=${day}`)
    await awake(page)
    return new Month(page)
  }

  day(day: string): Locator {
    return this.page.locator(`[data-date="${day}"]`)
  }

  /** Where nothing but the day itself is under the pointer. */
  async point(day: string): Promise<{ x: number, y: number }> {
    await this.day(day).scrollIntoViewIfNeeded()
    const box = await this.day(day).boundingBox()
    if (!box) throw new Error(`no such day: ${day}`)
    return { x: box.x + box.width - 6, y: box.y + box.height - 6 }
  }

  async drag(from: string, to: string): Promise<void> {
    const { mouse } = this.page
    const [begin, end] = [await this.point(from), await this.point(to)]
    await mouse.move(begin.x, begin.y)
    await mouse.down()
    await mouse.move(end.x, end.y, { steps: 4 })
    await this.drawn()
    await mouse.up()
  }
}

test.describe('the month as it is edited in place', { tag: '@script' }, () => {
  test('days over several weeks are taken off by mouse, and undone', { tag: '@desktop' }, async ({ page, program, somebodyElse, html, a11y }) => {
    const month = await Month.of(page, program, await somebodyElse(), '2033-08-10')
    await html.validate()
    await a11y.audit()
    await month.drag('2033-08-10', '2033-08-18')
    await expect(month.said).toContainText('8月18日（木）までを選んでいます')
    await expect(page.locator('.is-at')).toHaveCount(9)
    await a11y.audit()
    await page.locator('select[data-plan]').selectOption('leave:vacation')
    await expect(month.said).toContainText('対応しない日')
    await expect(month.unsaved).toContainText('未保存の変更 9件')
    await a11y.audit()
    await month.save()
    await page.reload()
    await awake(page)
    await expect(month.day('2033-08-18')).toHaveAttribute('data-plan', 'leave:vacation')
    await expect(month.day('2033-08-19')).not.toHaveAttribute('data-plan')

    await month.drag('2033-08-10', '2033-08-18')
    await page.locator('select[data-plan]').selectOption('weekly')
    await month.save()
    await page.getByRole('button', { name: '元に戻す' }).click()
    await expect(month.unsaved).toContainText('未保存の変更 9件')
    await page.getByRole('button', { name: 'やり直す' }).click()
    await expect(month.unsaved).toBeHidden()
  })

  test('is kept by keyboard alone', { tag: '@desktop' }, async ({ page, program, somebodyElse, a11y }) => {
    const month = await Month.of(page, program, await somebodyElse(), '2033-09-06')
    const keyboard = new Keyboard(page)
    await keyboard.reach(month.cursor)
    for (const key of ['ArrowDown', 'ArrowRight', 'Shift+ArrowRight']) await page.keyboard.press(key)
    await expect(month.said).toHaveText(/9月14日（水）から.*9月15日（木）までを選んでいます/)
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('選んだ日の時間')).toBeFocused()
    await page.keyboard.type('明日')
    await page.keyboard.press('Enter')
    await expect(page.getByLabel('選んだ日の時間')).toHaveAttribute('aria-invalid', 'true')
    await a11y.audit()
    await page.keyboard.press('Control+a')
    await page.keyboard.type('14:00-17:00、10:00-12:00')
    await page.keyboard.press('Enter')
    await expect(month.cursor).toBeFocused()
    await expect(month.said).toContainText('10:00〜12:00, 14:00〜17:00')
    await expect(month.day('2033-09-15').locator('.cal-block[data-kind=once]')).toHaveCount(2)
    for (const key of ['c', 'ArrowDown', 'v']) await page.keyboard.press(key)
    await expect(month.day('2033-09-21').locator('.cal-block[data-kind=once]')).toHaveCount(2)
    for (const key of ['ArrowRight', 'x']) await page.keyboard.press(key)
    await expect(month.said).toContainText('対応しない日')
    await page.keyboard.press('?')
    await expect(page.getByRole('dialog')).toContainText('Shift＋矢印')
    await page.keyboard.press('Escape')
    await keyboard.press(month.unsaved.getByRole('button', { name: '保存する' }))
    await expect(month.said).toHaveText(/保存しました/)
    await page.reload()
    await expect(month.day('2033-09-15')).toHaveAttribute('data-plan', 'hours:10:00-12:00,14:00-17:00')
    await expect(month.day('2033-09-22')).toHaveAttribute('data-plan', 'closed')
  })

  test('hours that are typed while it is being saved stay typed', { tag: '@desktop' }, async ({ page, program, somebodyElse }) => {
    const month = await Month.of(page, program, await somebodyElse(), '2033-11-08')
    let answer = () => {}
    const answered = new Promise<void>((resolve) => {
      answer = resolve
    })
    await page.route('**/staff/availability*', async (route) => {
      if (route.request().method() === 'POST') await answered
      await route.continue()
    })
    const { x, y } = await month.point('2033-11-08')
    await page.mouse.click(x, y)
    await expect(month.day('2033-11-08')).toHaveClass(/is-at/)
    await page.locator('select[data-plan]').selectOption('closed')
    const sent = page.waitForRequest((request) => request.method() === 'POST')
    await month.unsaved.getByRole('button', { name: '保存する' }).click()
    await sent

    const hours = page.getByLabel('選んだ日の時間')
    await hours.fill('10:00-12:00')
    await hours.press('Enter')
    await expect(month.said).toHaveText('前の操作の答えを待っています。')
    await expect(hours).toHaveValue('10:00-12:00')
    await expect(hours).toBeFocused()
    answer()
    await expect(month.unsaved).toBeHidden()

    await hours.press('Enter')
    await expect(month.said).toContainText('10:00〜12:00')
    await expect(hours).toHaveValue('')
    await month.save()
    await expect(month.day('2033-11-08')).toHaveAttribute('data-plan', 'hours:10:00-12:00')
  })

  test('days are chosen by single taps and by a finger that rests', { tag: '@phone' }, async ({ page, program, somebodyElse, a11y }) => {
    const month = await Month.of(page, program, await somebodyElse(), '2033-10-05')
    expect(await whatSticksOut(page)).toEqual([])
    await month.day('2033-10-05').tap({ position: { x: 40, y: 60 } })
    await expect(month.day('2033-10-05')).toHaveClass(/is-at/)
    const at = async (day: string) => {
      const { x, y } = await month.point(day)
      return { clientX: x, clientY: y, pointerId: 7, pointerType: 'touch', button: 0, bubbles: true }
    }
    await month.day('2033-10-04').dispatchEvent('pointerdown', await at('2033-10-04'))
    await expect(page.locator('.is-at')).toHaveAttribute('data-date', '2033-10-04')
    await month.day('2033-10-04').dispatchEvent('pointermove', await at('2033-10-12'))
    await expect(page.locator('.is-at')).toHaveCount(9)
    await month.day('2033-10-04').dispatchEvent('pointerup', await at('2033-10-12'))
    await page.locator('select[data-plan]').selectOption('closed')
    await a11y.audit()
    await month.save()
    await expect(month.day('2033-10-12')).toHaveAttribute('data-plan', 'closed')
  })
})

test.describe('calendars elsewhere', () => {
  test('an address is refused in words, added, renamed and removed without script', async ({ browser, page, program, somebodyElse, html, a11y }) => {
    await becomeAnExpert(await somebodyElse(), program)
    await signIn(page, program, 'expert')
    await page.goto('/staff/availability')
    await page.getByRole('link', { name: '外部カレンダー' }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('外部カレンダー')
    await html.validate()
    await a11y.audit()
    const context = await browser.newContext({ javaScriptEnabled: false, storageState: await page.context().storageState() })
    const plain = await context.newPage()
    await plain.goto(page.url())
    const add = plain.getByRole('button', { name: '追加して読む' })
    await plain.locator('[name=address]').fill('http://calendar.example.com/a.ics')
    await add.click()
    await expect(plain.getByRole('alert')).toContainText('暗号化されていない')
    await expect(plain.locator('[name=address]')).toHaveValue('http://calendar.example.com/a.ics')
    // Nobody is asked who is not on the public internet.
    await plain.locator('[name=address]').fill(`https://127.0.0.1:1/${crypto.randomUUID()}.ics`)
    await plain.locator('form:has([name=address]) [name=name]').fill('私用')
    await add.click()
    await expect(plain.getByRole('heading', { name: '追加しました' })).toBeVisible()
    await expect(plain.locator('.cal-external')).toContainText('公開されていないサーバー')
    await page.reload()
    await html.validate()
    await a11y.audit()
    expect(await whatSticksOut(page)).toEqual([])

    const own = plain.locator('.cal-external > li').last()
    await own.locator('summary').click()
    await own.locator('[name=name]').fill('仕事')
    await own.getByRole('button', { name: '名前を変える' }).click()
    await expect(plain.locator('.cal-external > li').last()).toContainText('仕事')
    await plain.locator('.cal-external > li').last().locator('summary').click()
    await plain.locator('.cal-external > li').last().getByRole('button', { name: '外す' }).click()
    await expect(plain.getByRole('heading', { name: '外しました' })).toBeVisible()
    await context.close()
  })
})
