import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sampleAnswers } from '../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import { formatDocument, parseDocument } from '../../form-schemas/parse.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { Draft } from '../../server/forms/index.ts'
import { compileForm } from '../../server/journey/index.ts'
import { createAssets } from '../../server/web/govuk/assets.ts'
import { createTemplates } from '../../server/web/govuk/templates.ts'
import { previewedScreen } from '../../server/web/officer/design/previewed-screen.ts'
import { previewDeps } from '../../server/web/preview-wiring.ts'
import { fillIn } from '../library/fill-in.ts'
import { createPlainBrowser, type PlainBrowser, type PlainPage } from '../library/plain-browser.ts'
import { typedBrand } from '../people/a-brand.ts'
import { anOfficer } from '../stories/officers.ts'
import { messagesSent } from '../stories/outbox.ts'
import { openStoryHouse, type StoryHouse, until } from '../stories/story-house.ts'
import { launch } from '../support/browser.ts'
import { readPdf } from '../support/pdf-tags.ts'
import { xssCorpus } from '../support/xss-corpus.ts'
import { comesTo, nothing } from './comes-to.ts'
import { innocentForm, poisoned, prosePayloads } from './poisoned-form.ts'

/*
 * Stored words that would run: as every word of a form, as every word of a brand, and as answers. They are looked at in a real
 * Chromium, under the pages' own content security policy, on every page of residents and officers that shows them. Nothing of them may
 * run, none may become an element, and the policy must have had nothing to refuse: it is the second wall, not the first.
 */

const all = xssCorpus.join(' ')

test('The corpus has 300 payloads, each its own', () => {
  expect(new Set(xssCorpus).size).toBe(300)
})

describe('the door', () => {
  const innocent = innocentForm()
  const [first] = innocent.definition.components
  const small = {
    ...innocent,
    definition: { display: 'wizard', components: [{ ...first, components: first!.components.slice(0, 1) }] },
    notifications: [],
  }
  const isLetIn = (change: object) => parseDocument({ ...small, ...change }).ok

  test('lets no markup into words: what it lets in has no tag', () => {
    expect(isLetIn({})).toBe(true)
    const letIn = xssCorpus.filter((title) => isLetIn({ title }))
    for (const payload of letIn) expect(payload).not.toMatch(/<[a-z/!?]/i)
    expect(letIn.length).toBeLessThan(60)
  })

  test('lets no markup that runs into the HTML of content', () => {
    for (const payload of prosePayloads) expect(payload).not.toMatch(/<[a-z/!?]/i)
    expect(prosePayloads.length).toBeLessThan(60)
  })

  test('lets none in as an address', () => {
    for (const privacyUrl of xssCorpus) expect(isLetIn({ settings: { privacyUrl } }), privacyUrl).toBe(false)
  })
})

describe('past the door', () => {
  let story: StoryHouse
  let chromium: Browser
  let context: BrowserContext
  let page: Page
  let document: FormDocument
  let resident: PlainBrowser
  let check: PlainPage
  const dialogs: string[] = []
  const refusals: string[] = []
  const asked: string[] = []

  beforeAll(async () => {
    ;[story, chromium] = await Promise.all([openStoryHouse(), launch()])
    const { house, organisation } = story
    const innocent = innocentForm()
    await house.people.brands.add(organisation.id, 'council', typedBrand(), 'system')
    await story.publish(formatDocument(innocent))
    // Each question of one line has a payload of its own in all its places; every other place has the whole corpus.
    document = poisoned(innocent, (question) => {
      const own = xssCorpus[Number(/^t(\d+)$/.exec(question ?? '')?.[1] ?? -1)] ?? all
      return { en: own, cy: own }
    })
    for (const [n, line] of document.pricing!.lines.entries())
      line.label = xssCorpus.slice(n * 50, n * 50 + 50).join(' ')
    document.payment!.description = xssCorpus[32]!
    const published = await house.forms.liveVersion(organisation.slug, innocent.slug)
    Object.assign(published!, { document, compiled: compileForm(document) })
    const [brand] = await house.people.brands.of(organisation.id)
    Object.assign(brand!, {
      displayName: all,
      accessibility: { text: all },
      postalAddress: [all],
      footerLinks: [{ text: all, href: 'https://example.org/' }],
    })

    context = await chromium.newContext()
    await context.addInitScript(() => {
      addEventListener('securitypolicyviolation', (event) => {
        const held = window as unknown as { refused?: string[] }
        held.refused = [...(held.refused ?? []), `${event.violatedDirective} ${event.sample}`]
      })
    })
    page = await context.newPage()
    page.setDefaultTimeout(60_000)
    page.on('dialog', (dialog) => {
      dialogs.push(`${page.url()}: ${dialog.message()}`)
      void dialog.dismiss()
    })
    page.on('console', (message) => {
      if (/content security policy/i.test(message.text())) refusals.push(`${page.url()}: ${message.text()}`)
    })
    page.on('request', (request) => {
      if (!request.url().startsWith(story.baseUrl)) asked.push(request.url())
    })
    resident = createPlainBrowser(story.baseUrl)
  }, 120_000)

  afterAll(async () => {
    await chromium?.close()
    await story?.close()
  })

  /** The page as it stands has come to nothing. */
  async function expectHarmless(): Promise<void> {
    for (const frame of page.frames()) expect(await comesTo(frame), page.url()).toEqual(nothing)
    const where = page.url()
    expect({ dialogs, refusals, asked }, where).toEqual({ dialogs: [], refusals: [], asked: [] })
  }

  async function look(address: string, holds: string | false = xssCorpus[32]!): Promise<void> {
    const answer = await page.goto(new URL(address, story.baseUrl).href)
    expect(answer?.status(), address).toBe(200)
    if (holds) expect(await page.content(), address).toContain(escaped(holds))
    await expectHarmless()
  }

  /** The designer's live preview: what it says when the door refuses the words, and the pages it would show had it not. */
  async function lookAtPreview(light: FormDocument, draft: Draft): Promise<void> {
    await page.locator('[data-view=preview]').click()
    await page.getByText('This page cannot be shown yet.').waitFor()
    await expectHarmless()

    const preview = previewDeps(story.house, createTemplates(createAssets()))
    const form = await preview.form(draft, light)
    await page.route('**/design/preview', (route) => {
      const asked = route.request().postDataJSON() as { page: string; language: Language; errors: boolean }
      const { view, errors } = previewedScreen(form, asked.page, asked.language, asked.errors)
      return route.fulfill({ json: { html: preview.render(view, errors) } })
    })
    const shown = page.frameLocator('.cf-preview__frame')
    for (const language of ['en', 'cy']) {
      await page.locator('#preview-language').selectOption(language)
      await page.locator('#preview-errors').setChecked(language === 'cy')
      for (const [at, { key }] of light.definition.components.entries()) {
        await page.locator('#preview-page').selectOption(String(at))
        await page.locator(`.cf-preview__frame[data-shown="${key}"]`).waitFor()
        expect(page.frames()).toHaveLength(2)
        expect(await shown.locator('main').innerHTML(), key).toContain('alert(')
        await expectHarmless()
      }
    }
    await page.unroute('**/design/preview')
  }

  test('every page of a resident, in both languages, asked and turned away', async () => {
    const answers = answersOf(document)
    const seen: string[] = []
    check = await fillIn(resident, {
      document,
      answers,
      start: '/exampleshire/poisoned',
      look: async ({ page: at }) => void seen.push(at.url.pathname),
    })
    expect(seen.length).toBeGreaterThan(10)
    await context.addCookies(resident.cookies().map((cookie) => ({ ...cookie, domain: '127.0.0.1' })))
    await look('/exampleshire')
    await look('/exampleshire/accessibility-statement')
    await look('/exampleshire/poisoned')
    await look('/exampleshire/poisoned?language=cy')
    for (const path of seen) {
      await look(path)
      await page.evaluate(() => {
        for (const input of globalThis.document.querySelectorAll('main form input, main form textarea')) {
          const held = input as HTMLInputElement
          if (held.type === 'hidden') continue
          if (held.type === 'radio' || held.type === 'checkbox') held.checked = false
          else if (held.type !== 'file') held.value = ''
        }
      })
      await Promise.all([
        page.waitForNavigation(),
        page.evaluate(() => (globalThis.document.querySelector('main form') as HTMLFormElement).submit()),
      ])
      await expectHarmless()
    }
    await look(check.url.pathname, xssCorpus[1])
  }, 240_000)

  test('the gateway’s page, the confirmation, the receipt and its PDF', async () => {
    await look(check.url.pathname)
    const atGateway = await resident.submit(check)
    expect(atGateway.url.pathname).toMatch(/^\/sandbox\//)
    await look(atGateway.url.pathname, false)
    let end = await resident.submit(atGateway, {}, { name: 'outcome', value: 'pay' })
    end = await until('the confirmation', async () => {
      if (end.url.pathname.includes('/confirmation/')) return end
      end = await resident.open(end.url)
      return undefined
    })
    await context.addCookies(resident.cookies().map((cookie) => ({ ...cookie, domain: '127.0.0.1' })))
    await look(end.url.pathname)
    const receipt = end.url.pathname.replace('/confirmation/', '/receipt/')
    await look(receipt)
    const pdf = await context.request.get(`${story.baseUrl}${receipt}/receipt.pdf`)
    expect(pdf.headers()['content-type']).toBe('application/pdf')
    const bytes = await pdf.body()
    expect(bytes.toString('latin1')).not.toMatch(
      /\/(?:JavaScript|JS|Launch|OpenAction|AA|EmbeddedFile|RichMedia)\b/,
    )
    expect(JSON.stringify(readPdf(bytes))).toContain('onerror')
  }, 120_000)

  test('messages are plain text, and hold the words as words', async () => {
    const [message] = await until('the message is sent', async () => {
      const sent = (await messagesSent(story)).filter(({ to }) => to === 'resident@example.com')
      return sent.length > 0 && sent
    })
    expect(Object.keys(message!)).not.toContain('html')
    expect(message!.text).toContain(xssCorpus[32])
    expect(message!.subject).not.toMatch(/[\r\n]/)
  })

  test('every page of an officer that shows the form or the answers', async () => {
    const officer = await anOfficer(story, 'Ada', [
      'author',
      'publisher',
      'integrator',
      'finance',
      'agent',
      'auditor',
      'admin',
    ])
    await context.addCookies([{ name: 'officer', value: officer.session, url: story.baseUrl }])
    const { house, organisation } = story
    const draft = await house.forms.draft(organisation.id, 'poisoned')
    let n = 0
    const light = poisoned(innocentForm(), () => xssCorpus[n++ % xssCorpus.length]!)
    house.forms.draft = async () => ({ ...draft, document: light, text: formatDocument(light) })
    const [submission] = (await story.books()).submissions
    await look(`/officer/submissions/${submission!.reference}`, xssCorpus[0])
    await look('/officer/forms/poisoned', false)
    for (const screen of ['/prices', '/settings', '/back-office', '/publish'])
      await look(`/officer/forms/poisoned${screen}`, 'alert(')
    await page.goto(`${story.baseUrl}/officer/forms/poisoned/design`)
    await page.waitForSelector('#designer[data-ready]')
    await expectHarmless()
    const pages = page.locator('[data-page-action="choose"]')
    expect(await pages.count()).toBe(light.definition.components.length)
    for (let at = 0; at < light.definition.components.length; at++) {
      await pages.nth(at).click()
      await expectHarmless()
    }
    await lookAtPreview(light, draft)
    await look('/officer/submissions', false)
    await look('/officer/payments', false)
    await look('/officer/brands', 'alert(')
    await look('/officer/brands/council', 'alert(')
  }, 240_000)
})

/** A payload to each question of one line; to the others what they take. */
function answersOf(document: FormDocument): Answers {
  const typed = Object.fromEntries(xssCorpus.map((payload, n) => [`t${n}`, payload]))
  const others = sampleAnswers(document)
  const file = (name: string, type: string) => [{ id: 'of-this-test-only', name, size: 1, type }]
  return {
    ...others,
    ...typed,
    fileKind: file(`'>${xssCorpus[2]}.pdf`, 'application/pdf'),
    photoKind: file(`'>${xssCorpus[4]}.jpg`, 'image/jpeg'),
    textareaKind: xssCorpus.slice(0, 30).join('\n'),
    listKind: [{ t0: xssCorpus[32]! }],
    email: 'resident@example.com',
  }
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
