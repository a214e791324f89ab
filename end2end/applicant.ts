/**
 * Somebody who registers: what they type, and the way from the form to the confirmation.
 */
import { type Locator, type Page, expect } from '@playwright/test'

import { awake } from './test.ts'
import { type Language, type Words, at, words } from './words.ts'

export interface Applicant {
  name: string
  kana: string
  email: string
  phone: string
  organisation: string
  /** JIS X 0401. */
  prefecture: string
  question: string
}

let people = 0

/** Somebody whose address nobody else in this run has. */
export function newApplicant(wishes: Partial<Applicant> = {}): Applicant {
  people += 1
  const unique = `${Date.now().toString(36)}${process.pid.toString(36)}${people}`
  return {
    name: '高橋 由紀',
    kana: 'タカハシ ユキ',
    email: `yuki.${unique}@example.jp`,
    phone: '０３（５４２２）１５１７',
    organisation: '髙橋製作所',
    prefecture: '13',
    question: 'どの仕事から始めるとよいですか。\n紙の伝票が残っています。',
    ...wishes,
  }
}

/** The registration form by the names a person sees. */
export class RegistrationForm {
  readonly words: Words

  constructor(
    readonly page: Page,
    readonly language: Language,
  ) {
    this.words = words[language]
  }

  /** A field whose label begins with `label`; whether it is required stands after it. */
  field(label: string): Locator {
    return this.page.getByRole('main').getByRole('textbox', { name: new RegExp(`^${label} (※|required|optional)`) })
  }

  get prefecture(): Locator {
    return this.page.getByRole('main').getByRole('combobox', { name: new RegExp(`^${this.words.prefecture}`) })
  }

  get consent(): Locator {
    return this.page.getByRole('checkbox', { name: this.words.consent })
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true })
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  async open(code: string): Promise<void> {
    await this.page.goto(at(this.language, `/events/${code}/register`))
    await awake(this.page)
  }

  /** Everything that must be filled, and the question. */
  async fill(applicant: Applicant): Promise<void> {
    const inPerson = this.page.getByRole('main').getByRole('radio', { name: new RegExp(`^${this.words.inPerson}`) })
    if ((await inPerson.count()) > 0) await inPerson.check()
    await this.field(this.words.name).fill(applicant.name)
    await this.field(this.words.kana).fill(applicant.kana)
    await this.field(this.words.email).fill(applicant.email)
    await this.field(this.words.phone).fill(applicant.phone)
    await this.field(this.words.organisation).fill(applicant.organisation)
    await this.page.getByRole('radio', { name: this.words.smallCompany }).check()
    await this.prefecture.selectOption(applicant.prefecture)
    await this.field(this.words.question).fill(applicant.question)
    await this.consent.check()
  }

  /** From the filled form to the check page. */
  async check(): Promise<void> {
    await this.button(this.words.toCheck).click()
    await expect(this.heading).toHaveText(this.words.checkTitle)
  }

  /** From the check page to the confirmation; gives the secret link of the registration. */
  async send(button = this.words.confirm): Promise<string> {
    await this.button(button).click()
    return this.registered()
  }

  /** The secret link, once the confirmation is there. */
  async registered(): Promise<string> {
    await expect(this.page).toHaveURL(/\/my\/[\w-]{43}\/registered$/)
    return new URL(this.page.url()).pathname.replace(/\/registered$/, '')
  }

  /** The whole way; gives the secret link of the registration. */
  async register(code: string, applicant: Applicant, button = this.words.confirm): Promise<string> {
    await this.open(code)
    await this.fill(applicant)
    await this.check()
    return this.send(button)
  }
}

/** The reference number of the page, in its two groups. */
export async function referenceOn(page: Page): Promise<string> {
  const number = page.locator('.reference')
  await expect(number).toHaveText(/^\s*[A-Z2-9]{4}\s+[A-Z2-9]{4}\s*$/)
  return ((await number.textContent()) ?? '').trim().replace(/\s+/g, ' ')
}
