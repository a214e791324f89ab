/**
 * Measures how smoothly hours are painted and moved in an expert's week, with the processor slowed four times, and what
 * the page weighs; the figures stand in docs/benchmarks.md:
 *
 *     cargo xtask build && node end2end/measure-drag.mjs
 *
 * A frame of 60 a second has 16.7 ms. Counted is what the page's own thread works for each move of the pointer, from the
 * browser's trace: how long a machine without graphics then takes to paint says nothing about a phone.
 */
import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'

import { chromium } from '@playwright/test'

const SLOWED = 4
const MOVES = 120
const PORT = 3199
const target = process.env.CARGO_TARGET_DIR ?? join(homedir(), '.cache/telework-network/target')
const program = process.env.TELEWORK_PROGRAM ?? join(target, 'release/telework-network')
const installed = [process.env.TELEWORK_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path))
const url = `http://127.0.0.1:${PORT}`

const folder = mkdtempSync(join(tmpdir(), 'telework-drag-'))
const serving = spawn(program, ['serve', '--demo', '--listen', `127.0.0.1:${PORT}`], {
  cwd: folder,
  env: { PATH: process.env.PATH, TELEWORK_DATABASE_URL: `sqlite://${join(folder, 'telework.db')}`, TELEWORK_LOG: 'warn' },
})
let said = ''
for (const stream of [serving.stdout, serving.stderr]) stream.setEncoding('utf8').on('data', (text) => (said += text))
try {
  while (!(await fetch(`${url}/readyz`).catch(() => undefined))?.ok) {
    if (serving.exitCode !== null) throw new Error(`the program has ended: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  await measure(/expert@demo\.example\s+(\S+)/.exec(said)?.[1] ?? '')
} finally {
  serving.kill('SIGTERM')
  rmSync(folder, { recursive: true, force: true })
}

async function measure(password) {
  const browser = await chromium.launch({ ...(installed ? { executablePath: installed } : {}), args: ['--no-sandbox'] })
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 }, locale: 'ja-JP' })
  await page.goto(`${url}/staff/sign-in`)
  await page.locator('input[type=email]').fill('expert@demo.example')
  await page.locator('input[type=password]').fill(password)
  await page.locator('main form button[type=submit]').first().click()
  await page.waitForURL(/\/staff$/)
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Network.enable')
  let bytes = 0
  const code = new Set()
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    if (/\.(js|wasm)$/.test(new URL(response.url).pathname)) code.add(requestId)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    if (code.has(requestId)) bytes += encodedDataLength
  })
  await devtools.send('Network.setCacheDisabled', { cacheDisabled: true })
  const nextMonday = new Date(Date.now() + 21 * 86_400_000)
  await page.goto(`${url}/staff/availability?day=${nextMonday.toISOString().slice(0, 10)}`)
  await page.locator('html[data-islands=awake]').waitFor()
  console.log(`script and WebAssembly on the wire: ${(bytes / 1000).toFixed(1)} kB`)

  await devtools.send('Emulation.setCPUThrottlingRate', { rate: SLOWED })
  for (const kind of ['paint', 'move']) {
    const columns = await page.locator('.cal-times').all()
    const [first, last] = [await columns[0].boundingBox(), await columns.at(-1).boundingBox()]
    const [from, to] = kind === 'paint' ? [first, { ...first, y: first.y + first.height * 0.6 }] : [first, last]
    await page.mouse.move(from.x + from.width / 2, from.y + 40)
    await page.mouse.down()
    const trace = await traced(browser, page, async () => {
      for (let step = 1; step <= MOVES; step += 1) {
        const share = step / MOVES
        await page.mouse.move(
          from.x + from.width / 2 + (to.x - from.x) * share,
          from.y + 40 + (to.y - from.y) * share + (kind === 'move' ? 3 * (step % 7) : 0),
        )
      }
    })
    await page.keyboard.press('Escape')
    await page.mouse.up()
    const times = workOfFrames(trace)
    const at = (share) => times[Math.min(times.length - 1, Math.floor(times.length * share))]?.toFixed(1)
    const late = times.filter((time) => time > 1000 / 60).length
    console.log(`${kind}: ${times.length} frames, work a frame: median ${at(0.5)} ms, 95 of 100 under ${at(0.95)} ms, longest ${at(1)} ms; ${late} over 16.7 ms`)
  }
  await browser.close()
}

async function traced(browser, page, act) {
  await browser.startTracing(page, { categories: ['devtools.timeline', 'disabled-by-default-devtools.timeline'] })
  await act()
  return JSON.parse((await browser.stopTracing()).toString()).traceEvents
}

/** What the page's thread worked between one frame and the next, in milliseconds, in ascending order. */
function workOfFrames(events) {
  const main = events.find(({ name }) => name === 'Commit')
  if (!main) throw new Error('nothing was drawn')
  const tasks = events.filter((event) => event.name === 'RunTask' && event.tid === main.tid && event.pid === main.pid)
  const frames = events
    .filter((event) => event.name === 'Commit' && event.tid === main.tid && event.pid === main.pid)
    .map((event) => event.ts)
    .sort((one, other) => one - other)
  const work = frames.slice(1).map((end, index) => {
    const within = tasks.filter(({ ts }) => ts >= frames[index] && ts < end)
    return within.reduce((sum, { dur }) => sum + (dur ?? 0), 0) / 1000
  })
  return work.sort((one, other) => one - other)
}
