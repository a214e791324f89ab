/**
 * What a person does, tried in three ways: with script, without it, and on a phone.
 *
 * `cargo xtask test` runs this with the release build in TELEWORK_PROGRAM and the browser in TELEWORK_CHROMIUM; by
 * hand, `npx playwright test --project=script tests/my.spec.ts` takes the release build of the usual target folder.
 */
import { existsSync } from 'node:fs'

import { defineConfig } from '@playwright/test'

const installed = [process.env['TELEWORK_CHROMIUM'], '/usr/bin/chromium-headless-shell', '/usr/bin/chromium'].find((path) => path && existsSync(path))

/** Nothing but the pages: no updates, no services of the browser's maker, and no sandbox, which containers forbid. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

const desktop = { width: 1280, height: 900 }

/** Pages to read, in the other language: the first project has seen them, and the same bytes are sent to all. */
const READ_BEFORE = /(about|event|faq|feeds|home|organisations)\.spec\.ts.*\(en\)/

export default defineConfig({
  testDir: 'tests',
  outputDir: 'test-results',
  reporter: 'list',
  fullyParallel: true,
  // Two cores: more browsers only wait for each other.
  workers: 2,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 90_000,
  expect: { timeout: 10_000 },
  use: {
    browserName: 'chromium',
    launchOptions: { ...(installed ? { executablePath: installed } : {}), args: flags },
    locale: 'ja-JP',
    // Dates are Japan's wherever the visitor is: a page that asked the browser's clock would show it here.
    timezoneId: 'America/New_York',
    // Nobody waits for a page that glides; the tests of motion ask for it.
    contextOptions: { reducedMotion: 'reduce' },
    screenshot: 'only-on-failure',
  },
  // A test says by its tag where it means something: @once in the first project alone, @script wherever there is script,
  // @desktop not on a phone, @phone nowhere else. So nothing is skipped but what a machine lacks.
  projects: [
    { name: 'script', use: { viewport: desktop }, grepInvert: /@phone\b/ },
    // Pictures are taken with script; without it the pages look the same.
    {
      name: 'noscript',
      use: { viewport: desktop, javaScriptEnabled: false },
      grepInvert: [/@(once|script|phone)\b/, READ_BEFORE],
      testIgnore: 'screens.spec.ts',
    },
    {
      name: 'phone',
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 },
      grepInvert: [/@(once|desktop)\b/, READ_BEFORE],
    },
  ],
})
