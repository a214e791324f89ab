import { awake, expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

const SEATS_STATE = '.event-row .seats-state'

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`the list of events (${language})`, () => {
    /** On a phone the filters are folded. */
    const openFilters = async (page: import('@playwright/test').Page) => {
      const search = page.getByRole('searchbox', { name: said.searchWords })
      if (!(await search.isVisible())) await page.getByText(said.filters).click()
      await expect(search).toBeVisible()
    }

    test('shows what is to come, with place, seats in words and deadline', async ({ page, visit, html }) => {
      await visit(at(language, '/events'))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.listTitle)
      const rows = page.locator('.event-row')
      await expect(rows).toHaveCount(50)
      await expect(page.locator(SEATS_STATE).filter({ hasText: said.left }).first()).toBeVisible()
      await expect(page.locator(SEATS_STATE).filter({ hasText: said.full }).first()).toBeVisible()
      await expect(page.locator(SEATS_STATE).filter({ hasText: said.onlyFew }).first()).toBeVisible()
      const days = await rows.locator('time').evaluateAll((times) => times.map((time) => time.getAttribute('datetime') ?? ''))
      expect(days, 'in the order of their days').toEqual([...days].sort())
      expect(days.every((day) => day >= '2026-11-24')).toBe(true)
      await html.validate()
    })

    test('finds by prefecture, kind, topic, audience, way and words, and each chip takes one wish away', async ({ page, visit, html }) => {
      await visit(at(language, '/events'))
      await openFilters(page)
      await page.getByRole('combobox', { name: said.prefecture }).selectOption('13')
      await page.getByRole('group', { name: said.kind }).getByLabel(said.seminar, { exact: true }).check()
      await page.getByRole('button', { name: said.apply }).click()

      await expect(page).toHaveURL(/prefecture=13/)
      await expect(page).toHaveURL(/kind=seminar/)
      await expect(page).toHaveTitle(new RegExp(said.tokyo))
      const found = page.locator('.event-row')
      await expect(found.first()).toBeVisible()
      for (const chip of await found.locator('.chip').allTextContents()) expect(chip).toBe(said.seminar)
      await html.validate()

      await page.getByRole('link', { name: said.removeFilter(said.seminar) }).click()
      await expect(page).not.toHaveURL(/kind=/)
      await expect(page).toHaveURL(/prefecture=13/)
      await openFilters(page)
      await expect(page.getByRole('combobox', { name: said.prefecture })).toHaveValue('13')
      await page.getByRole('link', { name: said.clearAll }).click()
      await expect(page).toHaveURL(new RegExp(`${at(language, '/events')}$`))

      await openFilters(page)
      await page.getByLabel(said.topicSecurity, { exact: true }).check()
      await page.getByLabel(said.forLocalGovernments, { exact: true }).check()
      await page.getByRole('main').getByLabel(said.online, { exact: true }).check()
      await page.getByRole('button', { name: said.apply }).click()
      await expect(page).toHaveURL(/audience=governments/)
      await expect(page).toHaveURL(/topic=security/)
      await expect(page).toHaveURL(/format=online/)
      for (const meta of await page.locator('.event-meta').allTextContents()) expect(meta).toContain(said.online)
    })

    test('finds words in any width, kana and case', async ({ page, visit, publish }) => {
      const event = await publish()
      for (const typed of [event.code, event.code.toLowerCase().replace('-', '－'), `てれわーく ${event.code}`]) {
        await visit(at(language, '/events'))
        await openFilters(page)
        await page.getByRole('searchbox', { name: said.searchWords }).fill(typed)
        await page.getByRole('searchbox', { name: said.searchWords }).press('Enter')
        await expect(page.locator('.event-row')).toHaveCount(1)
        await expect(page.locator('.event-row')).toContainText(event.code)
      }
    })

    test('offers what comes closest where nothing matches, and keeps its word', async ({ page, visit, html }) => {
      await visit(at(language, '/events?prefecture=13&q=%E5%AE%87%E5%AE%99%E6%97%85%E8%A1%8C'))
      await expect(page.getByRole('heading', { name: said.nothingFound })).toBeVisible()
      await html.validate()
      const offers = page.locator('.banner').getByRole('link')
      await expect(offers.first()).toBeVisible()
      for (const offer of await offers.all()) {
        const name = (await offer.textContent()) ?? ''
        const promised = said.alternative.exec(name)?.[1]
        const answer = await page.request.get((await offer.getAttribute('href')) ?? '')
        expect(await answer.text(), name).toContain(`<strong>${promised}</strong>`)
      }
      await offers.first().click()
      await expect(page.locator('.event-row').first()).toBeVisible()
    })

    test('goes on page by page, and Back comes back', async ({ page, visit }) => {
      await visit(at(language, '/events'))
      const pages = page.getByRole('navigation', { name: said.pages, exact: true })
      const first = page.locator('.event-row').first()
      const firstTitle = (await first.textContent()) ?? ''
      await expect(pages.getByText(said.previousPage)).toHaveCount(0)
      await pages.getByRole('link', { name: said.nextPage }).click()
      await expect(page).toHaveURL(/page=2/)
      await expect(pages.locator('[aria-current=page]')).toContainText('2')
      await expect(first).not.toHaveText(firstTitle)
      await page.goBack()
      await expect(page).not.toHaveURL(/page=2/)
      await expect(first).toHaveText(firstTitle)
    })

    test('shows a whole month, and moves with Back', async ({ page, visit, script, html }) => {
      await visit(at(language, '/events'))
      await page.getByRole('link', { name: said.viewMonth, exact: true }).click()
      await expect(page).toHaveURL(/view=month/)
      await awake(page)
      await html.validate()
      const heading = page.locator('#month-heading')
      await expect(heading).toContainText(said.november)
      await expect(page).toHaveTitle(new RegExp(said.november))

      const documents: string[] = []
      page.on('request', (request) => {
        if (request.isNavigationRequest()) documents.push(request.url())
      })
      await page.getByRole('link', { name: new RegExp(`^${said.nextMonth}`) }).click()
      await expect(heading).toContainText(said.december)
      await expect(page).toHaveURL(/month=2026-12/)
      await expect(page).toHaveTitle(new RegExp(said.december))
      if (script) {
        await expect(heading).toBeFocused()
        expect(documents, 'the month moves without a reload').toEqual([])
      }
      await expect(page.locator('.month-event').first()).toBeVisible()

      await page.goBack()
      await expect(heading).toContainText(said.november)
      await expect(page).toHaveTitle(new RegExp(said.november))
      await page.goForward()
      await expect(heading).toContainText(said.december)
      await page.getByRole('link', { name: new RegExp(`^${said.previousMonth}`) }).click()
      await expect(heading).toContainText(said.november)
      // The month is an address of its own: it can be sent to somebody.
      await page.reload()
      await expect(heading).toContainText(said.november)
    })

    test('keeps the filters while the month moves, and the list opens again with them', async ({ page, visit }) => {
      await visit(at(language, '/events?prefecture=13&view=month'))
      await page.getByRole('link', { name: new RegExp(`^${said.nextMonth}`) }).click()
      await expect(page).toHaveURL(/prefecture=13.*month=2026-12/)
      await page.getByRole('link', { name: said.viewList, exact: true }).click()
      await expect(page).toHaveURL(/prefecture=13/)
      await expect(page).not.toHaveURL(/view=month/)
    })
  })

  test.describe(`the page of an event (${language})`, () => {
    test('says when, where, for whom, how many seats, until when and what it costs', async ({ page, visit, publish, html }) => {
      const event = await publish({ capacity: 40, deadline: { day: '2026-12-16', time: '17:00' } })
      await visit(at(language, `/events/${event.code}`))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(language === 'ja' ? event.title : event.titleInEnglish)
      const facts = page.locator('.facts')
      const fact = (label: string) => facts.locator('dl > div').filter({ has: page.locator('dt', { hasText: label }) }).locator('dd')
      await expect(fact(said.when)).toContainText(language === 'ja' ? '2026年12月18日（金）' : 'Friday 18 December 2026')
      await expect(fact(said.when)).toContainText(/14:00[〜–]16:00/)
      await expect(fact(said.where)).toContainText('千代田産業会館')
      await expect(fact(said.seats)).toContainText(said.leftExactly(40))
      await expect(fact(said.deadline)).toContainText(language === 'ja' ? '12月16日（水）17:00' : 'Wednesday 16 December, 17:00')
      await expect(fact(said.fee)).toContainText(said.free)
      await expect(page.getByRole('heading', { name: said.access })).toBeVisible()
      await expect(page.getByText('〒100-0001')).toBeVisible()
      await expect(page.getByRole('heading', { name: said.organiser })).toBeVisible()
      await html.validate()
      await page.getByRole('link', { name: new RegExp(`^${said.register}`) }).first().click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.formTitle)
    })

    test('is reached from the list by its title, with programme and speakers', async ({ page, visit, html }) => {
      await visit(at(language, '/events'))
      const row = page.locator('.event-row').filter({ has: page.locator('.seats-state').filter({ hasText: said.left }) }).first()
      const title = (await row.getByRole('heading').textContent()) ?? ''
      await row.getByRole('link').click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(title)
      await expect(page).toHaveURL(new RegExp(`${at(language, '/events')}/[A-Z2-9]{3}-[A-Z2-9]{4}$`))
      await expect(page.locator('.programme li').first()).toBeVisible()
      await html.validate()
    })

    test('goes into a calendar', async ({ page, visit, publish }) => {
      const event = await publish()
      await visit(at(language, `/events/${event.code}`))
      const downloading = page.waitForEvent('download')
      await page.getByRole('link', { name: said.addToCalendar }).click()
      const download = await downloading
      expect(download.suggestedFilename()).toBe(`${event.code}.ics`)
      const calendar = await page.request.get(at(language, `/events/${event.code}.ics`))
      expect(calendar.headers()['content-type']).toContain('text/calendar')
      const text = (await calendar.text()).replaceAll('\r\n ', '')
      expect(text).toContain('BEGIN:VCALENDAR')
      expect(text).toMatch(/DTSTART[^\r\n]*(20261218T140000|20261218T050000Z)/)
      expect(text).toContain(language === 'ja' ? event.title : event.titleInEnglish)
    })

    test('says why an event was called off, and takes nobody', async ({ page, visit, publish, html }) => {
      const event = await publish({ cancelled: '会場の設備の故障のため' })
      await visit(at(language, `/events/${event.code}`))
      await expect(page.getByRole('heading', { name: said.cancelledBanner })).toBeVisible()
      await expect(page.getByText('会場の設備の故障のため').first()).toBeVisible()
      await expect(page.locator('.facts')).toContainText(said.cancelled)
      await expect(page.getByRole('link', { name: new RegExp(`^${said.register}`) })).toHaveCount(0)
      await html.validate()
      await visit(at(language, `/events/${event.code}/register`))
      await expect(page.getByRole('heading', { name: said.cancelledMeanwhile })).toBeVisible()
      await expect(page.getByRole('main').getByRole('textbox')).toHaveCount(0)
      await expect(page.getByRole('link', { name: said.otherEvents })).toBeVisible()
      await html.validate()
    })

    test('stays when it is over, and leads on', async ({ page, visit, publish, html }) => {
      const event = await publish({ day: '2026-10-02' })
      await visit(at(language, `/events/${event.code}`))
      await expect(page.getByRole('heading', { name: said.pastBanner })).toBeVisible()
      await expect(page.locator('.facts')).toContainText(said.past)
      await expect(page.getByRole('link', { name: new RegExp(`^${said.register}`) })).toHaveCount(0)
      await html.validate()
      await visit(at(language, `/events/${event.code}/register`))
      await expect(page.getByRole('heading', { name: said.closed })).toBeVisible()
    })

    test('has one address, however its code is written', async ({ page, visit, publish }) => {
      const event = await publish()
      await visit(at(language, `/events/${event.code.toLowerCase().replace('-', '')}`))
      await expect(page).toHaveURL(new RegExp(`${at(language, `/events/${event.code}`)}$`))
    })

    test('that nobody knows is told kindly', async ({ page, html }) => {
      const answer = await page.goto(at(language, '/events/ZZ9-ZZ9Z'))
      expect(answer?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.notFound)
      await html.validate()
    })
  })
}
