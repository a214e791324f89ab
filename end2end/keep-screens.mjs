/**
 * Keeps small pictures of every page in docs/screens/, from the whole ones that the browser tests have just taken:
 *
 *     cargo xtask test && node end2end/keep-screens.mjs
 *
 * Japanese, on a desktop and on a phone; the top of each page, as one comes to it.
 */
import { existsSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

import { chromium } from '@playwright/test'

const here = import.meta.dirname
const taken = join(here, 'test-results', 'screens')
const kept = join(here, '..', 'docs', 'screens')
/** The width of the kept picture, and how much higher than wide it may be. */
const sizes = { desktop: { width: 520, tallest: 0.8 }, phone: { width: 200, tallest: 2.1 } }

const installed = [process.env.TELEWORK_CHROMIUM, '/usr/bin/chromium'].find((path) => path && existsSync(path))
const browser = await chromium.launch({ ...(installed ? { executablePath: installed } : {}), args: ['--no-sandbox'] })
const page = await browser.newPage()
const names = readdirSync(taken).flatMap((file) => /^(.+)\.ja\.(desktop|phone)\.png$/.exec(file) ?? [])
for (let index = 0; index < names.length; index += 3) {
  const [file, name, device] = names.slice(index, index + 3)
  const source = `data:image/png;base64,${readFileSync(join(taken, file)).toString('base64')}`
  const shrunk = page.evaluate(
    async ([source, { width, tallest }]) => {
      const picture = new Image()
      picture.src = source
      await picture.decode()
      const scale = width / picture.width
      const canvas = document.createElement('canvas')
      canvas.width = width
      canvas.height = Math.min(Math.round(picture.height * scale), Math.round(width * tallest))
      const brush = canvas.getContext('2d')
      brush.imageSmoothingQuality = 'high'
      brush.drawImage(picture, 0, 0, picture.width, canvas.height / scale, 0, 0, width, canvas.height)
      return canvas.toDataURL('image/webp', 0.7).split(',')[1]
    },
    [source, sizes[device]],
  )
  // A page of a hundred thousand pixels is more than a browser opens as one picture; what was kept of it before stays.
  const small = await shrunk.catch(() => console.error(`${file} is too tall`))
  if (!small) continue
  writeFileSync(join(kept, `${name}-${device}.webp`), Buffer.from(small, 'base64'))
}
await browser.close()

// What was kept before stays listed: a run of some tests takes pictures of some pages.
const pages = new Map()
for (const file of readdirSync(kept)) {
  const [, name, device] = /^(.+)-(desktop|phone)\.webp$/.exec(file) ?? []
  if (name && device) pages.set(name, [...(pages.get(name) ?? []), device])
}
const picture = (name, device) => `![${name}, ${device}](${name}-${device}.webp)`
const rows = [...pages].sort().map(([name, devices]) => {
  const shown = ['desktop', 'phone'].map((device) => (devices.includes(device) ? picture(name, device) : ''))
  return `| ${name} | ${shown.join(' | ')} |`
})
const head = '# Every page\n\nMade by `node end2end/keep-screens.mjs` from the pictures of the browser tests.\n\n| page | desktop | phone |\n|---|---|---|\n'
writeFileSync(join(kept, 'README.md'), `${head}${rows.join('\n')}\n`)
console.log(`${names.length / 3} pictures are new; ${pages.size} pages are listed`)
