/**
 * Every page that anybody can come to, each brought to the screen as a person would bring it there.
 */
import type { Page } from '@playwright/test'

import { RegistrationForm, newApplicant } from './applicant.ts'
import { askedBy, checkQuestion, newInquirer } from './inquirer.ts'
import type { CatalogueRow } from './catalogue.ts'
import { toTables } from './tables.ts'
import { awake, expect } from './test.ts'
import { type Language, at, words } from './words.ts'

export interface World {
  page: Page
  language: Language
  publish: (wishes?: Partial<CatalogueRow>) => Promise<CatalogueRow>
  somebodyElse: () => Promise<Page>
}

export interface Place {
  /** The name of the page's screenshot. */
  name: string
  /** Whether script is loaded there. */
  hasIsland: boolean
  open: (world: World) => Promise<void>
}

const address = (name: string, path: string, hasIsland = false): Place => ({
  name,
  hasIsland,
  open: async ({ page, language }) => {
    await page.goto(at(language, path))
    await awake(page)
  },
})

/** An event of the demo, with programme and speakers: the first of the list whose seats are as `seats` says. */
async function demoEvent({ page, language }: World, seats: RegExp): Promise<void> {
  await page.goto(at(language, '/events?kind=combined'))
  await page.locator('.event-row').filter({ has: page.locator('.seats-state').filter({ hasText: seats }) }).first().getByRole('link').click()
  await expect(page.locator('.facts')).toBeVisible()
}

async function check(world: World, event: CatalogueRow): Promise<RegistrationForm> {
  const form = new RegistrationForm(world.page, world.language)
  await form.open(event.code)
  await form.fill(newApplicant())
  await form.check()
  return form
}

async function registered(world: World): Promise<string> {
  const event = await world.publish({ capacity: 20 })
  return (await check(world, event)).send()
}

/** The page of somebody who waits and is offered the seat that the first has given up. */
async function offered(world: World): Promise<void> {
  const event = await world.publish({ capacity: 1 })
  const first = new RegistrationForm(await world.somebodyElse(), world.language)
  const theirs = await first.register(event.code, newApplicant())
  const second = new RegistrationForm(world.page, world.language)
  const mine = await second.register(event.code, newApplicant(), second.words.confirmWaiting)
  await first.page.goto(`${theirs}/cancel`)
  await first.page.getByRole('button', { name: first.words.cancelConfirm }).click()
  await expect(first.page.getByRole('heading', { name: first.words.registrationCancelled })).toBeVisible()
  await open(world, mine)
  await expect(world.page.getByRole('heading', { name: second.words.offerHeading })).toBeVisible()
}

async function open(world: World, path: string): Promise<void> {
  await world.page.goto(path)
  await awake(world.page)
}

export const PLACES: Place[] = [
  address('home', '/', true),
  address('home-tokyo', '/?prefecture=13', true),
  address('events', '/events'),
  address('events-filtered', '/events?region=kanto&kind=seminar&topic=security&format=online&from=2026-12-01'),
  address('events-empty', '/events?prefecture=13&q=%E5%AE%87%E5%AE%99%E6%97%85%E8%A1%8C'),
  address('events-last-page', '/events?page=3'),
  address('events-month', '/events?view=month&month=2026-12', true),
  address('consultations', '/consultations'),
  address('consultations-where', '/consultations?topic=security'),
  address('consultations-month', '/consultations?topic=security&where=online', true),
  address('consultations-wait', '/consultations/wait?topic=security&where=online'),
  { name: 'event-tables', hasIsland: false, open: ({ page, language }) => toTables(page, language) },
  address('sign-in', '/staff/sign-in'),
  address('reset', '/staff/reset'),
  { name: 'event', hasIsland: false, open: (world) => demoEvent(world, words[world.language].left) },
  { name: 'event-full', hasIsland: false, open: (world) => demoEvent(world, words[world.language].full) },
  {
    name: 'event-cancelled',
    hasIsland: false,
    open: async (world) => open(world, at(world.language, `/events/${(await world.publish({ cancelled: '会場の設備の故障のため' })).code}`)),
  },
  {
    name: 'event-past',
    hasIsland: false,
    open: async (world) => open(world, at(world.language, `/events/${(await world.publish({ day: '2026-10-02' })).code}`)),
  },
  {
    name: 'register',
    hasIsland: true,
    open: async (world) => {
      await demoEvent(world, words[world.language].left)
      await world.page.getByRole('link', { name: new RegExp(`^${words[world.language].register}`) }).locator('visible=true').first().click()
      await expect(world.page.getByRole('heading', { level: 1 })).toHaveText(words[world.language].formTitle)
      await awake(world.page)
    },
  },
  {
    name: 'register-errors',
    hasIsland: true,
    open: async (world) => {
      const form = new RegistrationForm(world.page, world.language)
      await form.open((await world.publish()).code)
      await form.field(form.words.email).fill('yuki.example.jp')
      await form.button(form.words.toCheck).click()
      await expect(world.page.locator('.error-summary')).toBeFocused()
    },
  },
  { name: 'check', hasIsland: true, open: async (world) => void (await check(world, await world.publish())) },
  {
    name: 'check-only-waiting',
    hasIsland: true,
    open: async (world) => {
      const event = await world.publish({ capacity: 1 })
      const form = await check(world, event)
      await new RegistrationForm(await world.somebodyElse(), world.language).register(event.code, newApplicant())
      await form.button(form.words.confirm).click()
      await expect(world.page.getByRole('heading', { name: form.words.onlyWaiting })).toBeVisible()
    },
  },
  {
    name: 'register-closed',
    hasIsland: true,
    open: async (world) => open(world, at(world.language, `/events/${(await world.publish({ day: '2026-10-02' })).code}/register`)),
  },
  { name: 'confirmation', hasIsland: false, open: async (world) => void (await registered(world)) },
  {
    name: 'confirmation-waiting',
    hasIsland: false,
    open: async (world) => {
      const event = await world.publish({ capacity: 1 })
      await new RegistrationForm(await world.somebodyElse(), world.language).register(event.code, newApplicant())
      const form = new RegistrationForm(world.page, world.language)
      await form.register(event.code, newApplicant(), form.words.confirmWaiting)
    },
  },
  { name: 'my', hasIsland: false, open: async (world) => open(world, await registered(world)) },
  { name: 'my-offered', hasIsland: false, open: offered },
  { name: 'my-change', hasIsland: true, open: async (world) => open(world, `${await registered(world)}/change`) },
  { name: 'my-cancel', hasIsland: false, open: async (world) => open(world, `${await registered(world)}/cancel`) },
  {
    name: 'my-cancelled',
    hasIsland: false,
    open: async (world) => {
      await open(world, `${await registered(world)}/cancel`)
      await world.page.getByRole('button', { name: words[world.language].cancelConfirm }).click()
      await expect(world.page.getByRole('heading', { name: words[world.language].registrationCancelled })).toBeVisible()
    },
  },
  address('organisations', '/organizations'),
  address('organisations-filtered', '/organizations?region=kanto&topic=security'),
  address('organisations-empty', '/organizations?prefecture=12&topic=other'),
  address('find', '/my/find'),
  {
    name: 'find-done',
    hasIsland: false,
    open: async ({ page, language }) => {
      await page.goto(at(language, '/my/find'))
      await page.getByRole('main').getByRole('textbox').fill('yuki@example.jp')
      await page.getByRole('button', { name: words[language].find }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(words[language].findDone)
    },
  },
  address('inquiry-topic', '/inquiries/new'),
  address('inquiry', '/inquiries/new?topic=ict', true),
  {
    name: 'inquiry-errors',
    hasIsland: true,
    open: async (world) => {
      await open(world, at(world.language, '/inquiries/new?topic=ict'))
      await world.page.getByRole('button', { name: words[world.language].toCheckQuestion }).click()
      await expect(world.page.locator('.error-summary')).toBeFocused()
    },
  },
  { name: 'inquiry-check', hasIsland: true, open: async ({ page, language }) => checkQuestion(page, language, newInquirer()) },
  { name: 'inquiry-received', hasIsland: false, open: async ({ page, language }) => askedBy(page, language, newInquirer()) },
  {
    name: 'inquiry-thread',
    hasIsland: false,
    open: async (world) => {
      await askedBy(world.page, world.language, newInquirer())
      await open(world, new URL(world.page.url()).pathname)
    },
  },
  address('faq', '/faq'),
  address('faq-open', '/faq?open=vpn#vpn'),
  address('faq-found', '/faq?q=VPN'),
  address('faq-empty', '/faq?q=%E5%AE%87%E5%AE%99%E6%97%85%E8%A1%8C'),
  address('about', '/about'),
  address('contact', '/contact'),
  address('privacy', '/privacy'),
  address('accessibility', '/accessibility'),
  address('easy', '/easy'),
  address('not-found', '/no/such/page'),
  address('gallery', '/gallery'),
]
