/**
 * Somebody who asks: what they write, and the way from the form to the number.
 */
import { type Page, expect } from '@playwright/test'

import { awake } from './test.ts'
import { type Language, at, words } from './words.ts'

export interface Inquirer {
  email: string
  message: string
}

let people = 0

/** Somebody whose address nobody else in this run has. */
export function newInquirer(wishes: Partial<Inquirer> = {}): Inquirer {
  people += 1
  return {
    email: `ask.${Date.now().toString(36)}${process.pid.toString(36)}${people}@example.jp`,
    message: '社外から図面を見る方法を知りたいです。28名の会社です。',
    ...wishes,
  }
}

/** Fills the form of a new inquiry and goes on to its check page. */
export async function checkQuestion(page: Page, language: Language, inquirer: Inquirer): Promise<void> {
  const said = words[language]
  await page.goto(at(language, '/inquiries/new?topic=security'))
  await awake(page)
  await page.getByLabel(said.inquiryMessage).fill(inquirer.message)
  await page.getByRole('main').getByLabel(said.email).fill(inquirer.email)
  await page.getByLabel(said.inquiryConsent).check()
  await page.getByRole('button', { name: said.toCheckQuestion }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.checkQuestion)
}

/** Asks, and stays on the page with the number. */
export async function askedBy(page: Page, language: Language, inquirer: Inquirer): Promise<void> {
  const said = words[language]
  await checkQuestion(page, language, inquirer)
  await page.getByRole('button', { name: said.sendQuestion }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(said.questionReceived)
}
