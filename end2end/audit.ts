/**
 * Two judges of a page: axe for who uses it how, html-validate for what was sent.
 */
import axe from 'axe-core'
import { type Page, type Response, expect, test } from '@playwright/test'
import { type ConfigData, HtmlValidate, StaticConfigLoader } from 'html-validate'

/** Everything that axe can tell of WCAG 2.2 AA, and its own advice. */
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']

const RULES: ConfigData = {
  root: true,
  extends: ['html-validate:recommended', 'html-validate:document', 'html-validate:a11y'],
  rules: {
    // Everything comes from this host, under names with a hash of the content: `integrity` would say the same twice.
    'require-sri': ['error', { target: 'crossorigin' }],
    // A button in a form sends it, as HTML has it; those that do not say so.
    'no-implicit-button-type': 'off',
    // A number is copied and dialled as it stands; CSS keeps it on one line.
    'tel-non-breaking': 'off',
    // Fields of one name are a list: boxes of one question, hidden fields that carry what boxes chose, and a button
    // that says in one press what a field beside it says in letters. The rule knows only the first.
    'form-dup-name': 'off',
    // A list may have a name; the rule only advises against it.
    'aria-label-misuse': ['error', { allowAnyNamable: true }],
    // A summary of errors and a banner come before the h1, with headings of their own, as people are used to.
    'heading-level': ['error', { minInitialRank: 'any' }],
    // Events are called what their organisers call them.
    'long-title': 'off',
  },
  elements: [
    'html5',
    {
      // How islands stand in a page: elements of the framework without a meaning of their own.
      'leptos-island': { flow: true, phrasing: true, transparent: true, attributes: { 'data-component': { required: true } } },
      'leptos-children': { flow: true, phrasing: true, transparent: true },
    },
  ],
}

/** Notes how many faults a judge found: `cargo xtask test` makes docs/accessibility/result.json of these notes. */
function note(type: 'axe' | 'html' | 'browser', description: string): void {
  test.info().annotations.push({ type, description })
}

const validator = new HtmlValidate(new StaticConfigLoader(RULES))

export class Accessibility {
  constructor(
    private readonly page: Page,
    private readonly script: boolean,
  ) {}

  /** Nothing found by axe in the page as it stands; axe is script itself, so without script there is nobody to ask. */
  async audit(): Promise<void> {
    if (!this.script) return
    // No page of ours has frames: axe runs where it is, and tells only what it finds wrong.
    if (!(await this.page.evaluate(() => 'axe' in window))) await this.page.evaluate(axe.source)
    const found = await this.page.evaluate(async (tags) => {
      const { violations } = await (window as unknown as { axe: typeof axe }).axe.run(document, {
        runOnly: { type: 'tag', values: tags },
        resultTypes: ['violations'],
      })
      return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id}: ${help}: ${node.target.join(' ')}`))
    }, TAGS)
    note('axe', String(found.length))
    note('browser', this.page.context().browser()?.version() ?? '')
    expect(found, `axe at ${this.page.url()}`).toEqual([])
  }
}

export class Html {
  private last: Response | undefined

  constructor(private readonly page: Page) {
    page.on('response', (response) => {
      const request = response.request()
      const isPage = request.isNavigationRequest() && request.frame() === page.mainFrame()
      if (isPage && response.headers()['content-type']?.startsWith('text/html')) this.last = response
    })
  }

  /** The page as the server sent it. */
  async source(): Promise<string> {
    await this.page.waitForLoadState()
    return (await this.last?.text()) ?? ''
  }

  /** Nothing wrong in the page as the server sent it, apart from what `pardoned` rules tell. */
  async validate(pardoned: string[] = []): Promise<void> {
    await validate(await this.source(), this.page.url(), pardoned)
  }
}

async function validate(source: string, name: string, pardoned: string[]): Promise<void> {
  expect(source.length, `the source of ${name}`).toBeGreaterThan(0)
  // Between the nodes of a page the framework writes `<!>`; every browser reads it as the empty comment.
  const page = source.replaceAll('<!>', '<!---->')
  const report = await validator.validateString(page, name)
  const lines = page.split('\n')
  const found = report.results.flatMap((result) =>
    result.messages.filter(({ ruleId }) => !pardoned.includes(ruleId)).map(({ ruleId, message, line, column }) => {
      const place = (lines[line - 1] ?? '').slice(Math.max(0, column - 60), column + 60)
      return `${ruleId}: ${message}: …${place}…`
    }),
  )
  note('html', String(found.length))
  expect(found, `the HTML of ${name}`).toEqual([])
}
