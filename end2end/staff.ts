/**
 * Somebody who works here: signing in as one of the demo's accounts.
 */
import { type Page, expect } from '@playwright/test'

import { awake } from './test.ts'

export type Role = 'secretariat' | 'expert' | 'helper'

/** The address and the password of a role, as the demo has printed them: TELEWORK_STAFF holds `{"secretariat": ["address", "password"], …}`. */
function credentials(role: Role): [email: string, password: string] {
  const known = JSON.parse(process.env['TELEWORK_STAFF'] ?? '{}') as Partial<Record<Role, [string, string]>>
  const own = known[role]
  if (!own) throw new Error(`TELEWORK_STAFF names no account of the role ${role}`)
  return own
}

/** Signs in, and stays on the first page of the desk. */
export async function signIn(page: Page, role: Role): Promise<void> {
  const [email, password] = credentials(role)
  await page.goto('/staff/sign-in')
  await awake(page)
  await page.locator('[name=email]').fill(email)
  await page.locator('[name=password]').fill(password)
  await page.locator('main form button').first().click()
  await expect(page).toHaveURL(/\/staff$/)
}
