import { RegistrationForm, newApplicant } from '../applicant.ts'
import { askedBy, newInquirer } from '../inquirer.ts'
import { readable } from '../mail.ts'
import { awake, expect, test } from '../test.ts'
import { LANGUAGES, at, words } from '../words.ts'

for (const language of LANGUAGES) {
  const said = words[language]

  test.describe(`asking (${language})`, () => {
    test('from the topic to the number, the answer’s day, and the thread', async ({ page, visit, html }) => {
      await visit(at(language, '/inquiries/new'))
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.askTitle)
      await page.getByRole('main').getByRole('link', { name: said.topicSecurity }).click()
      await expect(page.getByRole('main').locator('details').first()).toBeVisible()
      await html.validate()
      await awake(page)
      const inquirer = newInquirer()
      await page.getByLabel(said.inquiryMessage).fill(inquirer.message)
      await page.getByRole('main').getByLabel(said.email).fill(inquirer.email)
      await page.getByLabel(said.inquiryConsent).check()
      await page.getByRole('button', { name: said.toCheckQuestion }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.checkQuestion)
      await html.validate()
      await page.getByRole('button', { name: said.sendQuestion }).click()
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.questionReceived)
      await expect(page.locator('.reference')).toHaveText(/^[2-9A-Z]{4} [2-9A-Z]{4}\s*$/)
      await html.validate()
      await page.reload()
      await expect(page.locator('.message')).toHaveCount(1)

      await page.getByRole('textbox', { name: said.message }).fill('もうひとつ伺います。')
      await page.getByRole('button', { name: said.send }).click()
      await expect(page.getByText(said.messageSent)).toBeVisible()
      await expect(page.locator('.message')).toHaveCount(2)
      await html.validate()

      await page.getByRole('radio', { name: new RegExp(`^${said.solved}`) }).check()
      await page.getByRole('button', { name: said.send }).click()
      await expect(page.getByText(said.questionClosed)).toBeVisible()
      await page.getByRole('textbox', { name: said.message }).fill('まだ解決していませんでした。')
      await page.getByRole('button', { name: said.reopen }).click()
      await expect(page.getByText(said.questionReopened)).toBeVisible()
    })

    test('by keyboard alone', { tag: '@desktop' }, async ({ page, visit }) => {
      await visit(at(language, '/inquiries/new'))
      const to = async (target: import('@playwright/test').Locator) => {
        for (let steps = 0; steps < 80; steps += 1) {
          if (await target.evaluate((element) => element === document.activeElement)) return
          await page.keyboard.press('Tab')
        }
        throw new Error('the keyboard does not reach it')
      }
      await to(page.getByRole('main').getByRole('link', { name: said.topicSecurity }))
      await page.keyboard.press('Enter')
      await expect(page.getByLabel(said.inquiryMessage)).toBeVisible()
      await awake(page)
      const inquirer = newInquirer()
      await to(page.getByLabel(said.inquiryMessage))
      await page.keyboard.type(inquirer.message)
      await to(page.getByRole('main').getByLabel(said.email))
      await page.keyboard.type(inquirer.email)
      await to(page.getByLabel(said.inquiryConsent))
      await page.keyboard.press('Space')
      await to(page.getByRole('button', { name: said.toCheckQuestion }))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.checkQuestion)
      await to(page.getByRole('button', { name: said.sendQuestion }))
      await page.keyboard.press('Enter')
      await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.questionReceived)
    })

    test('files come along, a file that lies is named, and nothing typed is lost', async ({ page, visit, html }) => {
      await visit(at(language, '/inquiries/new?topic=ict'))
      await awake(page)
      const inquirer = newInquirer()
      await page.getByLabel(said.inquiryMessage).fill(inquirer.message)
      await page.getByRole('main').getByLabel(said.email).fill(inquirer.email)
      await page.getByLabel(said.inquiryConsent).check()
      const files = page.getByLabel(said.addFiles)
      await files.setInputFiles({ name: '写真.png', mimeType: 'image/png', buffer: Buffer.from('MZ\x90\x00not a picture') })
      await page.getByRole('button', { name: said.toCheckQuestion }).click()
      await expect(page.locator('.error-summary')).toContainText('写真.png')
      await expect(page.getByLabel(said.inquiryMessage)).toHaveValue(inquirer.message)
      await html.validate()
      await files.setInputFiles({ name: 'メモ.txt', mimeType: 'text/plain', buffer: Buffer.from('覚え書き') })
      await page.getByRole('button', { name: said.toCheckQuestion }).click()
      await expect(page.getByRole('main')).toContainText('メモ.txt')
      await page.getByRole('button', { name: said.sendQuestion }).click()
      const download = page.waitForEvent('download')
      await page.locator('.message').getByRole('link', { name: /メモ\.txt/ }).click()
      expect((await download).suggestedFilename()).toBe('メモ.txt')
    })

    test('what was typed is kept on the device until it is sent', { tag: '@script' }, async ({ page, visit }) => {
      await visit(at(language, '/inquiries/new?topic=ict'))
      await awake(page)
      await page.getByLabel(said.inquiryMessage).fill('途中まで書きました。')
      await page.reload()
      await awake(page)
      await expect(page.getByLabel(said.inquiryMessage)).toHaveValue('途中まで書きました。')
    })
  })
}

test('everything under an address: one mailed link opens registrations and questions', async ({ page, program, publish, visit }) => {
  const applicant = newApplicant()
  const event = await publish()
  const form = new RegistrationForm(page, 'ja')
  await form.register(event.code, applicant)
  await askedBy(page, 'ja', newInquirer({ email: applicant.email }))
  await visit('/my/find')
  await page.getByRole('main').getByRole('textbox').fill(applicant.email)
  await page.getByRole('button', { name: words.ja.find }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(words.ja.findDone)
  const mailed = async () => (await program.mailsTo(applicant.email)).map(readable).join('\n').match(/\/my\/all\/[\w-]+/)?.[0]
  await expect.poll(mailed, 'the link comes by mail').toBeTruthy()
  await visit((await mailed()) ?? '')
  await expect(page.locator('.record')).toHaveCount(2)
  await page.locator('.record').first().getByRole('button').click()
  await expect(page).toHaveURL(/\/my\/[\w-]+$/)
})
