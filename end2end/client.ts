/**
 * Somebody who books a consultation.
 */
import type { Page } from '@playwright/test'

import { newApplicant } from './applicant.ts'
import { type Language, words } from './words.ts'

/** What the form calls what only it asks for. */
const READ = {
  ja: {
    question: '相談したいこと',
    organisation: '会社・団体の名称',
    consent: 'ご注意と個人情報の扱いに同意します',
  },
  en: {
    question: 'What do you want to talk about?',
    organisation: 'Name of the company or body',
    consent: 'I agree to these notes and this use of my details',
  },
} satisfies Record<Language, Record<string, string>>

/** Fills everything that must be filled. Each visit comes for an organisation of its own. */
export async function fillConsultation(page: Page, language: Language): Promise<void> {
  const [read, said, applicant] = [READ[language], words[language], newApplicant()]
  const field = (label: string) => page.getByRole('main').getByRole('textbox', { name: new RegExp(`^${label.replace('?', '\\?')} (※|required)`) })
  await field(read.question).fill(applicant.question)
  await field(read.organisation).fill(`${applicant.organisation} ${applicant.email.split('@')[0]}`)
  await page.getByRole('radio', { name: said.smallCompany }).check()
  await page.getByRole('combobox', { name: new RegExp(`^${said.prefecture}`) }).selectOption(applicant.prefecture)
  await field(said.name).fill(applicant.name)
  await field(said.kana).fill(applicant.kana)
  await field(said.email).fill(applicant.email)
  await page.getByRole('checkbox', { name: read.consent }).check()
}
