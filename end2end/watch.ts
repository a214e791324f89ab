/**
 * Looks on while a test runs, and complains of what a visitor would never see: messages in the console, requests that
 * fail, answers of 500 and more, and any request to another host.
 */
import { type BrowserContext, type ConsoleMessage, type Request, expect } from '@playwright/test'

export class Watch {
  private readonly complaints: { text: string; address: string }[] = []
  /** Pages that were refused on purpose: the browser notes their status in the console. */
  private readonly refusedPages = new Set<string>()
  private readonly expected: RegExp[] = []

  constructor(
    private readonly home: string,
    private readonly script: boolean,
  ) {}

  /** Looks on at `context` too. */
  on(context: BrowserContext): void {
    context.on('console', (message: ConsoleMessage) => {
      if (['error', 'warning'].includes(message.type())) {
        this.complain(`console ${message.type()}: ${message.text()}`, message.location().url)
      }
    })
    context.on('weberror', (error) => this.complain(`uncaught: ${error.error().message}`))
    context.on('requestfailed', (request) => {
      const reason = request.failure()?.errorText ?? ''
      // Leaving a page ends what it was still loading; a download ends the request that began as a page; and a browser
      // without script preloads none.
      const isMeant = reason === 'net::ERR_ABORTED' || (!this.script && reason === 'csp' && request.url().endsWith('.js'))
      if (!isMeant) this.complain(`${request.method()} ${request.url()} failed: ${reason}`)
    })
    context.on('request', (request: Request) => {
      const address = new URL(request.url())
      if (['http:', 'https:', 'ws:', 'wss:'].includes(address.protocol) && address.origin !== this.home) {
        this.complain(`asked another host: ${request.url()}`)
      }
    })
    context.on('response', (response) => {
      const request = response.request()
      if (response.status() >= 500) this.complain(`${request.method()} ${request.url()} was answered ${response.status()}`)
      if (response.status() >= 400 && request.isNavigationRequest()) this.refusedPages.add(request.url())
    })
  }

  /** Whatever says this is meant to happen in this test. */
  expects(text: RegExp): void {
    this.expected.push(text)
  }

  private complain(text: string, address = ''): void {
    this.complaints.push({ text, address })
  }

  /** Fails where there was anything to complain of. */
  finish(): void {
    const left = this.complaints.filter(({ text, address }) => {
      const isRefusedPage = this.refusedPages.has(address) && /status of 4\d\d/.test(text)
      return !isRefusedPage && !this.expected.some((expected) => expected.test(text))
    })
    expect(left.map(({ text }) => text), 'what the visitor does not see is in order too').toEqual([])
  }
}
