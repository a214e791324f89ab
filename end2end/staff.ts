/**
 * Somebody who works here: signing in as one of the demo's accounts.
 */
import { type Page, expect } from '@playwright/test'

import type { Program } from './program.ts'
import { awake } from './test.ts'

export type Role = 'secretariat' | 'expert' | 'helper'

/** Signs in, and stays on the first page of the desk. */
export async function signIn(page: Page, program: Program, role: Role, language: 'ja' | 'en' = 'ja'): Promise<void> {
  const { email, password } = program.account(role)
  await page.goto(`${program.url}${language === 'en' ? '/en' : ''}/staff/sign-in`)
  await awake(page)
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.locator('main form button').first().click()
  await expect(page).toHaveURL(/\/staff$/)
}
