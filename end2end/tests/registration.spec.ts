import { type Applicant, RegistrationForm, newApplicant, referenceOn } from '../applicant.ts'
import { Keyboard } from '../keyboard.ts'
import { expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`registering (${language})`, () => {
    test('a visitor finds an event, registers, and sees the number, what follows and the way back', async ({
      page,
      visit,
      publish,
      html,
      program,
    }) => {
      const event = await publish({ capacity: 20 })
      const applicant = newApplicant()
      await visit(at(language, `/events/${event.code}`))
      await html.validate()
      const register = page.getByRole('link', { name: new RegExp(`^${said.register}`) })
      await register.locator('visible=true').first().click()
      const form = new RegistrationForm(page, language)
      await expect(form.heading).toHaveText(said.formTitle)
      await html.validate()

      await form.fill(applicant)
      await page.getByRole('checkbox', { name: said.topicIct }).check()
      await form.check()
      await html.validate()
      const answers = page.locator('.answers')
      for (const shown of [applicant.name, applicant.kana, applicant.email, '03-5422-1517', applicant.organisation, said.tokyo, said.topicIct]) {
        await expect(answers).toContainText(shown)
      }
      await expect(answers).toContainText('どの仕事から始めるとよいですか。')

      const link = await form.send()
      await expect(form.heading).toHaveText(said.doneSeated)
      const number = await referenceOn(page)
      await expect(page).toHaveTitle(new RegExp(number))
      await expect(page.getByText(said.stateSeated)).toBeVisible()
      await expect(page.getByRole('main')).toContainText(applicant.email)
      await html.validate()

      await visit(link)
      await expect(form.heading).toHaveText(said.myTitle)
      expect(await referenceOn(page)).toBe(number)
      await visit(at(language, `/events/${event.code}`))
      await expect(page.locator('.facts')).toContainText(said.leftExactly(19))

      await expect.poll(() => program.mailsTo(applicant.email), 'a mail confirms it').toHaveLength(1)
    })

    test('errors come all at once, with a summary that takes the focus and leads to the fields, and all that was typed stays', async ({
      page,
      publish,
      html,
    }) => {
      const event = await publish()
      const form = new RegistrationForm(page, language)
      await form.open(event.code)
      await form.field(said.kana).fill('たかはし ゆき')
      await form.field(said.email).fill('yuki.example.jp')
      await form.field(said.phone).fill('03-5422-1517')
      await form.field(said.organisation).fill('髙橋製作所')
      await form.prefecture.selectOption('47')
      await form.field(said.question).fill('一行目\n\n三行目')
      await form.button(said.toCheck).click()

      await expect(page).toHaveTitle(new RegExp(`^${said.errorTitle}`))
      const summary = page.locator('.error-summary')
      await expect(summary).toBeFocused()
      const links = summary.getByRole('link')
      await expect(links.filter({ hasText: said.nameRequired })).toHaveCount(1)
      await expect(links.filter({ hasText: said.emailWithoutAt })).toHaveCount(1)
      await expect(links.filter({ hasText: said.kindRequired })).toHaveCount(1)
      await expect(links.filter({ hasText: said.mustAgree })).toHaveCount(1)
      await expect(summary.getByRole('heading')).toHaveText(said.errors(await links.count()))
      await html.validate()

      for (const link of await links.all()) {
        const words = (await link.textContent()) ?? ''
        const id = ((await link.getAttribute('href')) ?? '').slice(1)
        await link.click()
        const field = page.locator(`[id="${id}"]`)
        await expect(field, words).toBeFocused()
        await expect(page.locator(`[id="${id}-error"]`), 'the same words stand at the field').toContainText(words)
      }
      await expect(form.field(said.name)).toHaveAttribute('aria-invalid', 'true')
      await expect(form.field(said.name)).toHaveAccessibleDescription(new RegExp(said.nameRequired))

      await expect(form.field(said.kana)).toHaveValue('たかはし ゆき')
      await expect(form.field(said.email)).toHaveValue('yuki.example.jp')
      await expect(form.field(said.phone)).toHaveValue('03-5422-1517')
      await expect(form.field(said.organisation)).toHaveValue('髙橋製作所')
      await expect(form.prefecture).toHaveValue('47')
      await expect(form.field(said.question)).toHaveValue('一行目\n\n三行目')

      await form.fill(newApplicant())
      await form.check()
      await expect(page).not.toHaveTitle(new RegExp(said.errorTitle))
      await form.send()
    })

    test('the check page leads back to each field and keeps the rest', async ({ page, publish }) => {
      const event = await publish()
      const applicant = newApplicant()
      const form = new RegistrationForm(page, language)
      await form.open(event.code)
      await form.fill(applicant)
      await form.check()

      const change = (row: string) => page.getByRole('button', { name: new RegExp(`^${said.change}\\s*：?\\s*${row}$`, 'i') })
      await change(said.organisationRow).click()
      await expect(form.heading).toHaveText(said.formTitle)
      await expect(form.field(said.organisation)).toBeFocused()
      await expect(form.field(said.name)).toHaveValue(applicant.name)
      await expect(form.field(said.question)).toHaveValue(applicant.question)
      await expect(form.consent).toBeChecked()
      await form.field(said.organisation).fill('山田商店')
      await form.check()
      await expect(page.locator('.answers')).toContainText('山田商店')

      await change(said.attendanceRow).click()
      await expect(page.getByRole('radio', { name: new RegExp(`^${said.inPerson}`) })).toBeFocused()
      await form.check()
      await form.button(said.backToForm).click()
      await expect(form.field(said.organisation)).toHaveValue('山田商店')
      await form.check()
      await form.send()
    })

    test('the last seat: the next waits, is offered it when the first gives it back, and takes it', async ({ page, somebodyElse, publish, html, visit }) => {
      const event = await publish({ capacity: 1 })
      const first = new RegistrationForm(await somebodyElse(), language)
      const theirs = await first.register(event.code, newApplicant())

      await visit(at(language, `/events/${event.code}`))
      await expect(page.locator('.facts')).toContainText(said.full)
      const join = page.getByRole('link', { name: said.joinWaitingList }).locator('visible=true')
      await join.first().click()
      const second = new RegistrationForm(page, language)
      await expect(second.heading).toHaveText(said.waitingTitle)
      const mine = await second.register(event.code, newApplicant({ name: '山田 太郎', kana: 'ヤマダ タロウ' }), said.confirmWaiting)
      await expect(second.heading).toHaveText(said.doneWaiting)
      await expect(page.getByRole('main')).toContainText(said.position(1))
      await html.validate()

      await first.page.goto(theirs)
      await first.page.getByRole('link', { name: said.cancelIt }).click()
      await first.page.getByRole('button', { name: said.cancelConfirm }).click()
      await expect(first.page.getByRole('heading', { name: said.registrationCancelled })).toBeVisible()

      await visit(mine)
      await expect(page.getByRole('heading', { name: said.offerHeading })).toBeVisible()
      await expect(page.getByText(said.stateSeated)).toHaveCount(0)
      await html.validate()
      await page.getByRole('button', { name: said.offerAccept }).click()
      await expect(page.getByRole('heading', { name: said.offerAccepted })).toBeVisible()
      await expect(page.getByText(said.stateSeated)).toBeVisible()
      await expect(page.getByText(said.stateWaiting(1))).toHaveCount(0)
    })

    test('full while the form was open: says so, and offers the waiting list', async ({ page, somebodyElse, publish, html }) => {
      const event = await publish({ capacity: 1 })
      const form = new RegistrationForm(page, language)
      await form.open(event.code)
      await form.fill(newApplicant())
      await form.check()
      await new RegistrationForm(await somebodyElse(), language).register(event.code, newApplicant())

      await form.button(said.confirm).click()
      await expect(page.getByRole('heading', { name: said.onlyWaiting })).toBeVisible()
      await html.validate()
      await form.send(said.confirmWaiting)
      await expect(form.heading).toHaveText(said.doneWaiting)
    })

    test('called off while the form was open: says so, sends nothing, offers others', async ({ page, program, publish, html }) => {
      const event = await publish()
      const form = new RegistrationForm(page, language)
      await form.open(event.code)
      await form.fill(newApplicant())
      await form.check()
      await program.publish({ ...event, cancelled: '大雪のため' })
      await form.button(said.confirm).click()
      await expect(page.getByRole('heading', { name: said.cancelledMeanwhile })).toBeVisible()
      await expect(page.getByRole('link', { name: said.otherEvents })).toBeVisible()
      await html.validate()
    })

    test('the keyboard alone is enough, from the list to the number', { tag: '@desktop' }, async ({ page, visit, publish }) => {
      const event = await publish()
      const applicant: Applicant = newApplicant({ question: 'キーボードだけで' })
      await visit(at(language, `/events?q=${event.code}`))
      const keyboard = new Keyboard(page)
      await page.keyboard.press('Tab')
      await expect(page.getByRole('link', { name: said.skip })).toBeFocused()
      await page.keyboard.press('Enter')
      await keyboard.press(page.locator('.event-row').getByRole('link'))
      await keyboard.press(page.locator('.facts').getByRole('link', { name: said.register, exact: true }))

      const form = new RegistrationForm(page, language)
      await expect(form.heading).toHaveText(said.formTitle)
      const radio = (name: string) => page.getByRole('main').getByRole('radio', { name: new RegExp(`^${name}`) })
      await keyboard.choose(radio(said.inPerson), page.locator('fieldset[role=radiogroup]', { has: radio(said.inPerson) }))
      await keyboard.type(form.field(said.name), applicant.name)
      await keyboard.type(form.field(said.kana), applicant.kana)
      await keyboard.type(form.field(said.email), applicant.email)
      await keyboard.type(form.field(said.phone), applicant.phone)
      await keyboard.type(form.field(said.organisation), applicant.organisation)
      await keyboard.choose(radio(said.smallCompany), page.locator('fieldset[role=radiogroup]', { has: radio(said.smallCompany) }))
      await keyboard.pick(form.prefecture, '13')
      await expect(form.prefecture).toHaveValue('13')
      await keyboard.type(form.field(said.question), applicant.question)
      await keyboard.choose(form.consent, page.locator('.field', { has: form.consent }))
      await keyboard.press(form.button(said.toCheck))
      await expect(form.heading).toHaveText(said.checkTitle)
      await keyboard.press(form.button(said.confirm))
      await form.registered()
      await expect(form.heading).toHaveText(said.doneSeated)
    })
  })
}

const said = words.ja

test('sending twice, reloading and going back make one registration', async ({ page, visit, publish }) => {
  const event = await publish({ capacity: 10 })
  const form = new RegistrationForm(page, 'ja')
  await form.open(event.code)
  await form.fill(newApplicant())
  await form.check()
  await form.button(said.confirm).dblclick()
  const link = await form.registered()
  const number = await referenceOn(page)

  await page.reload()
  expect(await referenceOn(page)).toBe(number)

  await page.goBack()
  await expect(page).toHaveURL(/\/register$/)
  const again = form.button(said.confirm)
  if (await again.isVisible()) {
    await again.click()
    expect(await form.registered()).toBe(link)
    expect(await referenceOn(page)).toBe(number)
  }
  await visit(`/events/${event.code}`)
  await expect(page.locator('.facts')).toContainText(said.leftExactly(9))
})

test('the same address again takes no second seat and tells nothing', async ({ page, visit, publish }) => {
  const event = await publish({ capacity: 10 })
  const applicant = newApplicant()
  const form = new RegistrationForm(page, 'ja')
  await form.register(event.code, applicant)
  await form.register(event.code, { ...applicant, email: applicant.email.toUpperCase() })
  await expect(form.heading).toHaveText(said.doneSeated)
  await visit(`/events/${event.code}`)
  await expect(page.locator('.facts')).toContainText(said.leftExactly(9))
})

test('what looks like markup, quotes and right-to-left text stay text', async ({ page, publish, html, visit }) => {
  const event = await publish()
  const hostile = newApplicant({
    name: `O'Brien "&lt;" <b>太郎</b>`,
    organisation: `<img src=x onerror=alert(1)> "株式会社" 'א' & مرحبا`,
    question: `</textarea><script>document.title = 'taken over'</script>\n<!-- ]]> {{name}} \${1} مرحبا "`,
  })
  const dialogs: string[] = []
  page.on('dialog', (dialog) => {
    dialogs.push(dialog.message())
    void dialog.dismiss()
  })
  const form = new RegistrationForm(page, 'ja')
  await form.open(event.code)
  await form.fill({ ...hostile, email: 'no address' })
  await form.button(said.toCheck).click()
  await expect(page.locator('.error-summary')).toBeVisible()
  await expect(form.field(said.question)).toHaveValue(hostile.question)
  await expect(form.field(said.name)).toHaveValue(hostile.name)
  await expect(form.field(said.organisation)).toHaveValue(hostile.organisation)
  await html.validate()

  await form.field(said.email).fill(hostile.email)
  await form.check()
  const shown = page.locator('.answers')
  for (const text of [hostile.name, hostile.organisation, ...hostile.question.split('\n')]) await expect(shown).toContainText(text)
  await expect(page.locator('main script, main img, main b:has-text("太郎")')).toHaveCount(0)
  const link = await form.send()
  await visit(link)
  for (const text of [hostile.name, hostile.organisation, ...hostile.question.split('\n')]) await expect(shown).toContainText(text)
  await expect(page.locator('main script, main img')).toHaveCount(0)
  await html.validate()
  await visit(`${link}/change`)
  await expect(form.field(said.question)).toHaveValue(hostile.question)
  await expect(page).not.toHaveTitle(/taken over/)
  expect(dialogs).toEqual([])
})

test('an address of a page in a name is refused, and said why', async ({ page, publish }) => {
  const event = await publish()
  const form = new RegistrationForm(page, 'ja')
  await form.open(event.code)
  await form.fill(newApplicant({ name: '無料 https://example.com を見て' }))
  await form.button(said.toCheck).click()
  await expect(page.locator('.error-summary').getByRole('link')).toHaveText([said.linkInName])
})

test('a field that machines fill is not there for people', async ({ page, publish }) => {
  const event = await publish()
  const form = new RegistrationForm(page, 'ja')
  await form.open(event.code)
  const trap = page.locator('input[name=website]')
  await expect(trap).toHaveAttribute('tabindex', '-1')
  await expect(trap).not.toBeInViewport()
  await expect(page.getByRole('textbox', { name: 'この欄には' })).toHaveCount(0)
})

test.describe('with script', { tag: '@script' }, () => {

  test('a draft stays on the device until it is sent, and only there', async ({ page, context, publish }) => {
    const event = await publish()
    const applicant = newApplicant()
    const form = new RegistrationForm(page, 'ja')
    await form.open(event.code)
    await expect(page.getByText(said.draftRestored)).toBeHidden()
    await form.fill(applicant)

    const later = new RegistrationForm(await context.newPage(), 'ja')
    await later.open(event.code)
    await expect(later.page.getByText(said.draftRestored)).toBeVisible()
    await expect(later.field(said.name)).toHaveValue(applicant.name)
    await expect(later.field(said.email)).toHaveValue(applicant.email)
    await expect(later.field(said.question)).toHaveValue(applicant.question)
    await expect(later.prefecture).toHaveValue('13')
    await expect(later.page.getByRole('radio', { name: said.smallCompany })).toBeChecked()
    await expect(later.consent, 'consent is given anew each time').not.toBeChecked()
    await later.consent.check()
    await later.check()
    await later.send()

    await later.open(event.code)
    await expect(later.page.getByText(said.draftRestored)).toBeHidden()
    await expect(later.field(said.name)).toHaveValue('')
    expect(await later.page.evaluate(() => JSON.stringify(localStorage))).not.toContain(applicant.email)
  })

  test('a draft can be thrown away', async ({ page, context, publish }) => {
    const event = await publish()
    const form = new RegistrationForm(page, 'ja')
    await form.open(event.code)
    await form.fill(newApplicant())
    const later = new RegistrationForm(await context.newPage(), 'ja')
    await later.open(event.code)
    await later.button(said.draftDiscard).click()
    await expect(later.field(said.name)).toHaveValue('')
    await expect(later.page.getByText(said.draftRestored)).toBeHidden()
    await later.page.goto('/events')
    await later.open(event.code)
    await expect(later.field(said.name)).toHaveValue('')
  })

  test('a lost connection keeps what was typed, says so, and the next press goes on', async ({ page, context, publish, watch }) => {
    watch.expects(/ERR_INTERNET_DISCONNECTED/)
    const event = await publish()
    const applicant = newApplicant()
    const form = new RegistrationForm(page, 'ja')
    await form.open(event.code)
    await form.fill(applicant)
    await context.setOffline(true)
    await form.button(said.toCheck).click()
    await expect(page.getByRole('alert').filter({ hasText: said.connectionLost })).toBeVisible()
    await expect(form.field(said.name)).toHaveValue(applicant.name)
    await context.setOffline(false)
    await form.check()
    await expect(page.getByText(said.connectionLost)).toBeHidden()
    await context.setOffline(true)
    await form.button(said.confirm).click()
    await expect(page.getByText(said.connectionLost)).toBeVisible()
    await context.setOffline(false)
    await form.send()
  })

  test('the form is answered without a page load, and the heading or the summary takes the focus', async ({ page, publish }) => {
    const event = await publish()
    const form = new RegistrationForm(page, 'ja')
    await form.open(event.code)
    const loads: string[] = []
    page.on('request', (request) => {
      if (request.isNavigationRequest()) loads.push(request.url())
    })
    await form.button(said.toCheck).click()
    await expect(page.locator('.error-summary')).toBeFocused()
    await form.fill(newApplicant())
    await form.check()
    await expect(form.heading).toBeFocused()
    expect(loads).toEqual([])
  })
})
