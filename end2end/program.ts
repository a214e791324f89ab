/**
 * The release build as a running service, with a folder and a port of its own.
 */
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

import { type CatalogueRow, catalogue } from './catalogue.ts'

/** The moment at which the demo's clock is held, unless a test asks for another. */
export const NOW = '2026-11-24T09:00'

const STARTS_WITHIN = 60_000

function release(): string {
  const target = process.env['CARGO_TARGET_DIR'] ?? join(homedir(), '.cache/telework-network/target')
  return process.env['TELEWORK_PROGRAM'] ?? join(target, 'release/telework-network')
}

async function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      const port = typeof address === 'object' && address ? address.port : 0
      server.close(() => resolve(port))
    })
  })
}

export interface ProgramOptions {
  /** Where the demo's clock stands, in Japan. */
  now?: string
  /** A catalogue to import before the first start; the demo then adds no events of its own. */
  catalogue?: string
  /** Whether the program shows its demo, with the clock held; otherwise it starts empty and goes with the time. */
  demo?: boolean
  /** What the browser calls the machine: passkeys are bound to a name, and a number is none. */
  host?: '127.0.0.1' | 'localhost'
}

export class Program {
  readonly url: string
  private readonly folder: string
  private readonly serving: ChildProcess
  private readonly said: string[] = []

  private constructor(folder: string, port: number, options: ProgramOptions) {
    this.folder = folder
    this.url = `http://${options.host ?? '127.0.0.1'}:${port}`
    const demo = (options.demo ?? true) ? ['--demo', '--now', options.now ?? NOW] : []
    this.serving = spawn(release(), ['serve', ...demo], { env: this.environment(), cwd: folder })
    for (const stream of [this.serving.stdout, this.serving.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => this.said.push(text))
    }
  }

  static async start(options: ProgramOptions = {}): Promise<Program> {
    const folder = await mkdtemp(join(tmpdir(), 'telework-end2end-'))
    if (options.demo === false) await promisify(execFile)(release(), ['migrate'], { env: settings(folder), cwd: folder })
    if (options.catalogue) await runImport(folder, options.catalogue)
    const program = new Program(folder, await freePort(), options)
    try {
      await program.isReady()
      return program
    } catch (error) {
      program.serving.kill('SIGKILL')
      await rm(folder, { recursive: true, force: true })
      throw error
    }
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...settings(this.folder),
      TELEWORK_LISTEN: `127.0.0.1:${new URL(this.url).port}`,
      TELEWORK_PUBLIC_URL: this.url,
    }
  }

  private async isReady(): Promise<void> {
    const stopped = new Promise<never>((_, reject) => {
      this.serving.once('error', reject)
      this.serving.once('exit', (code) => reject(new Error(`the program ended with ${code} before it was ready:\n${this.log}`)))
    })
    const answering = (async () => {
      for (const end = Date.now() + STARTS_WITHIN; Date.now() < end; ) {
        const ready = await fetch(`${this.url}/readyz`).catch(() => undefined)
        if (ready?.ok) return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
      throw new Error(`the program was not ready within ${STARTS_WITHIN} ms:\n${this.log}`)
    })()
    stopped.catch(() => undefined)
    await Promise.race([answering, stopped])
  }

  /** What the program has written to its terminal. */
  get log(): string {
    return this.said.join('')
  }

  /** The demo's account of a role, with the password that the terminal has shown this one time. */
  account(role: 'secretariat' | 'expert' | 'helper'): { email: string; password: string } {
    const email = `${role}@demo.example`
    const password = new RegExp(`${email}\\s+(\\S+)`).exec(this.log)?.[1]
    if (!password) throw new Error(`the terminal has shown no password for ${email}:\n${this.log}`)
    return { email, password }
  }

  /** Makes an account as an operator does: the link with which its owner takes it up. */
  async employ(email: string, name: string, role: string): Promise<string> {
    const parameters = ['user', 'add', '--email', email, '--name', name, '--role', role]
    const { stdout } = await promisify(execFile)(release(), parameters, { env: this.environment(), cwd: this.folder })
    return stdout.trim()
  }

  /** Adds or changes events while the program runs, as an operator would, and waits until it shows them. */
  async publish(...rows: CatalogueRow[]): Promise<void> {
    const file = join(this.folder, `catalogue-${Date.now()}-${Math.random().toString(36).slice(2)}.csv`)
    await writeFile(file, catalogue(rows))
    await runImport(this.folder, file)
    // The program looks for other programs' writes once a second.
    for (const row of rows) {
      const end = Date.now() + 15_000
      const shown = async () => {
        const page = await fetch(`${this.url}/events/${row.code}`)
        return page.ok && (await page.text()).includes(row.cancelled ?? row.title)
      }
      while (!(await shown())) {
        if (Date.now() > end) throw new Error(`the event ${row.code} did not appear`)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    }
  }

  /** The mails that were written to somebody, oldest first, as they stand in their files. */
  async mailsTo(address: string): Promise<string[]> {
    const folder = join(this.folder, 'mail')
    const names = await readdir(folder).catch(() => [])
    const mails = await Promise.all(names.filter((name) => name.endsWith('.eml')).sort().map((name) => readFile(join(folder, name), 'utf8')))
    return mails.filter((mail) => new RegExp(`^To:.*${address.replaceAll('.', '\\.')}`, 'im').test(mail))
  }

  /** Ends the program as an operator does; what is not a clean end is an error. */
  async stop(): Promise<void> {
    const ended = new Promise<string>((resolve) => {
      if (this.serving.exitCode !== null) resolve(String(this.serving.exitCode))
      this.serving.once('exit', (code, signal) => resolve(String(code ?? signal)))
    })
    this.serving.kill('SIGTERM')
    const outcome = await ended
    await rm(this.folder, { recursive: true, force: true })
    if (outcome !== '0') throw new Error(`the program ended with ${outcome} on SIGTERM, not with 0:\n${this.log}`)
    const panic = /panicked at.*/.exec(this.log)
    if (panic) throw new Error(`the program panicked: ${panic[0]}`)
  }
}

function settings(folder: string): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    TELEWORK_DATABASE_URL: `sqlite://${join(folder, 'telework.db')}`,
    TELEWORK_RATE_LIMITS: 'off',
    TELEWORK_LOG: 'warn',
  }
}

async function runImport(folder: string, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const done = (error: { code?: unknown; message: string } | null, _: string, complaint: string) => {
      // 1 says that some rows were refused; whoever looks for them will notice.
      if (error && error.code !== 1) {
        reject(new Error(`the import failed: ${complaint || error.message}`))
      } else {
        resolve()
      }
    }
    const limits = { env: settings(folder), cwd: folder, maxBuffer: 64 * 1024 * 1024 }
    execFile(release(), ['import', 'events', file], limits, done)
  })
}
