import { RegistrationForm, newApplicant, referenceOn } from '../applicant.ts'
import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

const UNKNOWN = `/my/${'A'.repeat(43)}`

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`an applicant's own page (${language})`, () => {
    test('shows the number, what follows, the record and what one can do', async ({ page, publish, visit, html }) => {
      const event = await publish()
      const applicant = newApplicant()
      const link = await new RegistrationForm(page, language).register(event.code, applicant)
      await visit(link)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.myTitle)
      await referenceOn(page)
      const record = page.locator('.answers')
      for (const shown of [applicant.name, applicant.email, applicant.organisation, event.code]) await expect(record).toContainText(shown)
      await expect(page.locator('.dated li')).not.toHaveCount(0)
      for (const action of [said.addToCalendar, said.changeIt, said.cancelIt, said.eventPage]) {
        await expect(page.getByRole('main').getByRole('link', { name: action })).toBeVisible()
      }
      await html.validate()
      const answer = await page.request.get(link)
      expect(answer.headers()['cache-control']).toBe('no-store')
      expect(answer.headers()['x-robots-tag']).toContain('noindex')
    })

    test('goes into a calendar under its number', async ({ page, publish, visit }) => {
      const event = await publish()
      const link = await new RegistrationForm(page, language).register(event.code, newApplicant())
      await visit(link)
      const number = (await referenceOn(page)).replace(' ', '')
      const downloading = page.waitForEvent('download')
      await page.getByRole('link', { name: said.addToCalendar }).click()
      expect((await downloading).suggestedFilename()).toBe(`${number}.ics`)
      const calendar = (await (await page.request.get(`${link}.ics`)).text()).replaceAll('\r\n ', '')
      expect(calendar).toContain('BEGIN:VEVENT')
      expect(calendar).toMatch(/DTSTART[^\r\n]*(20261218T140000|20261218T050000Z)/)
    })

    test('changes, and the link is new; the old one opens nothing', async ({ page, publish, visit, html }) => {
      const event = await publish()
      const applicant = newApplicant()
      const form = new RegistrationForm(page, language)
      const link = await form.register(event.code, applicant)
      await visit(link)
      const number = await referenceOn(page)
      await page.getByRole('link', { name: said.changeIt }).click()
      await expect(form.heading).toHaveText(said.changeTitle)
      await html.validate()
      await expect(form.field(said.name)).toHaveValue(applicant.name)
      await expect(form.field(said.question)).toHaveValue(applicant.question)
      await expect(form.field(said.email), 'the address stays').toHaveCount(0)
      await form.field(said.name).fill('高橋 由紀子')
      await form.check()
      await html.validate()
      await form.button(said.confirmChange).click()
      await expect(page.getByRole('heading', { name: said.changedBanner })).toBeVisible()
      await expect(page.locator('.answers')).toContainText('高橋 由紀子')
      expect(await referenceOn(page), 'the number stays').toBe(number)
      expect(new URL(page.url()).pathname).not.toBe(link)
      await html.validate()

      const old = await page.goto(link)
      expect(old?.status()).toBe(404)
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.notFound)
      await expect(page.getByRole('main').getByRole('link', { name: said.getLinks })).toBeVisible()
    })

    test('cancels by a button only, after it has asked, and once', async ({ page, publish, visit, html }) => {
      const event = await publish({ capacity: 10 })
      const link = await new RegistrationForm(page, language).register(event.code, newApplicant())
      await visit(link)
      await page.getByRole('link', { name: said.cancelIt }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.cancelTitle)
      await html.validate()
      await page.getByRole('link', { name: said.keep }).click()
      await expect(page.getByText(said.stateSeated), 'looking at the question cancels nothing').toBeVisible()

      await page.getByRole('link', { name: said.cancelIt }).click()
      await page.getByRole('button', { name: said.cancelConfirm }).dblclick()
      await expect(page.getByRole('heading', { name: said.registrationCancelled })).toBeVisible()
      await expect(page.getByRole('link', { name: said.cancelIt })).toHaveCount(0)
      await expect(page.getByRole('link', { name: said.changeIt })).toHaveCount(0)
      await html.validate()
      await visit(at(language, `/events/${event.code}`))
      await expect(page.locator('.facts')).toContainText(said.leftExactly(10))
    })

    test('is the same friendly 404 for every link that opens nothing', async ({ page, html }) => {
      const sources: string[] = []
      for (const path of [UNKNOWN, '/my/short', `${UNKNOWN}/change`, `${UNKNOWN}/cancel`, `${UNKNOWN}/registered`, `${UNKNOWN}.ics`]) {
        const answer = await page.goto(at(language, path))
        expect(answer?.status(), path).toBe(404)
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.notFound)
        sources.push((await page.getByRole('main').innerHTML()).replaceAll(/\s+/g, ' '))
      }
      expect(new Set(sources).size).toBe(1)
      await html.validate()
    })

    test('sends its links by mail, and answers the same for every address', async ({ page, publish, visit, html, program }) => {
      const event = await publish()
      const known = newApplicant().email
      await new RegistrationForm(page, language).register(event.code, newApplicant({ email: known }))
      const answers: string[] = []
      for (const address of [known, `nobody.${known}`]) {
        await visit(at(language, '/my/find'))
        await html.validate()
        await page.getByRole('main').getByRole('textbox').fill(address)
        await page.getByRole('button', { name: said.find }).click()
        await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.findDone)
        await html.validate()
        answers.push(((await page.getByRole('main').textContent()) ?? '').replaceAll(address, '…'))
      }
      expect(answers[0]).toBe(answers[1])
      await expect.poll(() => program.mailsTo(known), 'the confirmation, then the links').toHaveLength(2)
      expect(await program.mailsTo(`nobody.${known}`)).toHaveLength(0)
    })

    test('asks for an address that can be one', async ({ page, visit, html }) => {
      await visit(at(language, '/my/find'))
      await page.getByRole('main').getByRole('textbox').fill('yuki.example.jp')
      await page.getByRole('button', { name: said.find }).click()
      await expect(page).toHaveTitle(new RegExp(`^${said.errorTitle}`))
      await expect(page.locator('.error-summary')).toBeFocused()
      await expect(page.locator('.error-summary').getByRole('link')).toHaveText([said.emailWithoutAt])
      await expect(page.getByRole('main').getByRole('textbox')).toHaveValue('yuki.example.jp')
      await html.validate()
    })
  })
}
