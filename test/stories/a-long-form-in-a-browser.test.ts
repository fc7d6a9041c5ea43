import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { pngLogo, typedBrand } from '../people/a-brand.ts'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../support/browser.ts'
import { pressOn, typeInto } from '../support/keyboard.ts'
import { bilingualPermitText } from './journeys.ts'
import { messagesSent } from './outbox.ts'
import { openStoryHouse, type StoryHouse, until } from './story-house.ts'

/** The permit as a long form: sections to work through, a declaration, VAT, a way out for who cannot use it. */
function longForm(change: (document: FormDocument) => void = () => {}): string {
  const document = JSON.parse(bilingualPermitText()) as FormDocument
  const [howLong] = document.definition.components
  const name = howLong!.components.pop()!
  document.sections = [
    { key: 'who', title: { en: 'About you', cy: 'Amdanoch chi' } },
    { key: 'what', title: { en: 'About the permit', cy: 'Am y drwydded' } },
  ]
  document.definition.components = [
    {
      type: 'panel',
      key: 'lives',
      section: 'who',
      title: { en: 'Where you live', cy: 'Ble rydych yn byw' },
      components: [
        {
          type: 'yesno',
          key: 'livesHere',
          label: { en: 'Do you live in Exampleshire?', cy: 'Ydych chi’n byw yn Sir Esiampl?' },
          validate: { required: true },
        },
      ],
    },
    {
      type: 'panel',
      key: 'elsewhere',
      section: 'who',
      exit: true,
      title: { en: 'You cannot use this form', cy: 'Ni allwch ddefnyddio’r ffurflen hon' },
      conditional: {
        show: true,
        conjunction: 'all',
        conditions: [{ component: 'livesHere', operator: 'isEqual', value: false }],
      },
      components: [
        {
          type: 'content',
          key: 'why',
          html: { en: '<p>Ask your own council.</p>', cy: '<p>Gofynnwch i’ch cyngor.</p>' },
        },
      ],
    },
    {
      type: 'panel',
      key: 'you',
      section: 'who',
      title: { en: 'Your name', cy: 'Eich enw' },
      components: [{ ...name, autocomplete: 'name', validate: { required: true } }],
    },
    { ...howLong!, section: 'what' },
  ]
  document.settings = {
    ...document.settings,
    taskList: true,
    declaration: { en: 'What I have said is true.', cy: 'Mae’r hyn a ddywedais yn wir.' },
  }
  document.pricing!.lines[0]!.vat = 'standard'
  document.confirmation = {
    whatHappensNext: { en: 'We post the permit.', cy: 'Byddwn yn postio’r drwydded.' },
    feedbackUrl: '/exampleshire/cookies',
  }
  change(document)
  return JSON.stringify(document)
}

let browser: Browser
beforeAll(async () => {
  browser = await launch()
})
afterAll(() => browser?.close())

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const link = (page: Page, name: string | RegExp) => page.getByRole('link', { name })

/** One h1, no sideways scrolling at 320 px, nothing for axe to find at either width. axe needs timers, so scripts. */
async function expectUsable(page: Page): Promise<void> {
  const where = page.url()
  expect(await page.locator('h1').count(), `${where} has one h1`).toBe(1)
  for (const width of [320, 1280]) {
    await page.setViewportSize({ width, height: 900 })
    expect(await scrollsSideways(page), `${where} scrolls sideways at ${width} px`).toBe(false)
    const hasScripts = await page.evaluate(() => document.body.classList.contains('js-enabled'))
    if (hasScripts) expect(await axeViolations(page), `${where} at ${width} px`).toEqual([])
  }
}

describe.each([true, false])(
  'by keyboard alone, JavaScript %s,',
  { timeout: 180_000 },
  (javaScriptEnabled) => {
    let story: StoryHouse
    const form = '/exampleshire/permit'
    const contexts: BrowserContext[] = []
    const seen: ReturnType<typeof watchConsole>[] = []

    beforeAll(async () => {
      story = await openStoryHouse()
      const { brands } = story.house.people
      const typed = typedBrand({
        displayName: { en: 'Exampleshire Permits', cy: 'Trwyddedau Sir Esiampl' },
        colour: '#205030',
        footerLinks: [{ text: { en: 'Contact us', cy: 'Cysylltu â ni' }, href: '/exampleshire' }],
        postalAddress: 'County Hall\nExampleton',
        vatNumber: 'GB 123 4567 89',
      })
      await brands.add(story.organisation.id, 'permits', typed, 'system')
      await brands.setLogo(story.organisation.id, 'permits', pngLogo(), 'system')
      await story.publish(longForm())
      await story.publish(
        longForm((document) => {
          document.slug = 'closed'
          document.settings = {
            ...document.settings,
            closes: '2026-01-31T17:00',
            closedMessage: { en: 'We open again in spring.', cy: 'Byddwn yn agor eto yn y gwanwyn.' },
          }
        }),
      )
    })
    afterAll(async () => {
      await Promise.all(contexts.map((context) => context.close()))
      await story?.close()
    })

    async function person(): Promise<Page> {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width: 1280, height: 900 } })
      contexts.push(context)
      const page = await context.newPage()
      page.setDefaultTimeout(20_000)
      seen.push(watchConsole(page, story.baseUrl))
      return page
    }

    /** No page wrote to the console or asked another site for anything. */
    afterEach(() => {
      expect(seen.length).toBeGreaterThan(0)
      for (const { messages, outside } of seen.splice(0)) {
        // What was typed wrong, a link that is over, and a receipt that is somebody's own are answers and no faults.
        expect(messages.filter((text) => !/status of (403|410|422)/.test(text))).toEqual([])
        expect(outside).toEqual([])
      }
    })

    async function choose(page: Page, name: string): Promise<void> {
      await page.getByRole('radio', { name, exact: true }).focus()
      await page.keyboard.press('Space')
      await page.keyboard.press('Enter')
    }

    async function begin(): Promise<Page> {
      const page = await person()
      await page.goto(story.baseUrl + form)
      await expectUsable(page)
      await pressOn(page, button(page, 'Start now'))
      await page.waitForURL(/task-list/)
      await expectUsable(page)
      return page
    }

    const linkSentTo = (to: string) =>
      until(`a link is sent to ${to}`, async () => {
        const found = (await messagesSent(story)).filter((message) => message.to === to).at(-1)
        return found && /http\S+\/resume\/\S+/.exec(found.text)?.[0]
      })

    test('a resident leaves a form in the middle, goes on with it elsewhere in Welsh, pays, and keeps the receipt', async () => {
      const first = await begin()
      await pressOn(first, link(first, 'About you'))
      await first.waitForURL(/lives/)
      await expectUsable(first)
      await choose(first, 'Yes')
      await first.waitForURL(/you$/)
      await expectUsable(first)
      // The name is not typed yet: leaving must not depend on it.
      await pressOn(first, button(first, 'Save and come back later'))
      await first.waitForURL(/save\?unsaved=1/)
      await expectUsable(first)
      await pressOn(first, button(first, 'Save and send me the link'))
      await first.getByText('There is a problem').waitFor()
      expect(await first.title()).toMatch(/^Error: /)
      await expectUsable(first)
      await typeInto(first, first.getByRole('textbox'), 'ada@example.com')
      await first.keyboard.press('Enter')
      await first.waitForURL(/save\/sent/)
      await expectUsable(first)
      await pressOn(first, button(first, 'Leave the form on this device'))
      await button(first, 'Start now').waitFor()

      const page = await person()
      await page.goto(await linkSentTo('ada@example.com'))
      await expectUsable(page)
      await pressOn(page, button(page, 'Go on with the form'))
      await page.waitForURL(/task-list/)
      await page.getByText('In progress').waitFor()
      await expectUsable(page)
      await pressOn(page, link(page, 'Cymraeg'))
      await page.getByText('Ar y gweill').waitFor()
      expect(await page.getAttribute('html', 'lang')).toBe('cy')
      await expectUsable(page)
      await pressOn(page, link(page, 'Amdanoch chi'))
      await page.waitForURL(/you$/)
      await typeInto(page, page.getByRole('textbox'), 'Ada Example')
      await page.keyboard.press('Enter')
      await page.waitForURL(/task-list/)
      await pressOn(page, link(page, 'Am y drwydded'))
      await page.waitForURL(/how-long/)
      await typeInto(page, page.getByRole('textbox'), '4')
      await page.keyboard.press('Enter')
      await page.waitForURL(/task-list/)
      await expectUsable(page)
      await pressOn(page, link(page, 'Gwiriwch eich atebion'))
      await page.getByText('Mae’r hyn a ddywedais yn wir.').waitFor()
      await expectUsable(page)
      await pressOn(page, link(page, 'English'))
      await page.getByText('What I have said is true.').waitFor()
      await expectUsable(page)
      await pressOn(page, button(page, 'Accept and continue to payment'))
      await pressOn(page, button(page, /^Pay £6\.00$/))
      await page.waitForURL(/confirmation/)
      await expectUsable(page)
      const confirmation = page.url()

      await pressOn(page, link(page, 'See your receipt'))
      await page.getByText('VAT receipt').first().waitFor()
      await expectUsable(page)
      const downloads = page.waitForEvent('download')
      await pressOn(page, link(page, 'Download this receipt (PDF)'))
      expect((await downloads).suggestedFilename()).toMatch(/^[A-Z0-9-]+\.pdf$/)

      // A day later, from another browser: the reference, and nothing that is theirs alone.
      await first.goto(confirmation)
      await first.getByText('We post the permit.').waitFor()
      expect(await link(first, 'See your receipt').count()).toBe(0)
      await first.goto(confirmation.replace('/confirmation/', '/receipt/'))
      await first.getByText('Open this receipt where you filled in the form').first().waitFor()
      await expectUsable(first)
      await first.goto(await linkSentTo('ada@example.com'))
      await first.getByText('You have already sent this form').first().waitFor()
      await expectUsable(first)
    })

    test('who cannot use the form is told so, and sees nothing to press', async () => {
      const page = await begin()
      await pressOn(page, link(page, 'About you'))
      await page.waitForURL(/lives/)
      await choose(page, 'No')
      await page.waitForURL(/elsewhere/)
      await page.getByText('Ask your own council.').waitFor()
      expect(await page.getByRole('button').count()).toBe(0)
      await expectUsable(page)
    })

    test('a form that is closed says since when, in the council’s words', async () => {
      const page = await person()
      await page.goto(`${story.baseUrl}/exampleshire/closed`)
      await page.getByText('It closed at 5pm on 31 January 2026.').waitFor()
      await expectUsable(page)
      await pressOn(page, link(page, 'Cymraeg'))
      await page.getByText('Byddwn yn agor eto yn y gwanwyn.').waitFor()
      await expectUsable(page)
    })

    test('the foot of every page leads to pages that can be used in both languages', async () => {
      const page = await person()
      for (const [name, welsh] of [
        ['Privacy', 'Preifatrwydd'],
        ['Cookies', 'Cwcis'],
        ['Accessibility statement', 'Datganiad hygyrchedd'],
      ] as const) {
        await page.goto(`${story.baseUrl}/exampleshire/closed`)
        const href = await link(page, name).getAttribute('href')
        if (href?.startsWith('https:')) continue
        await pressOn(page, link(page, name))
        await page.getByRole('heading', { level: 1, name }).waitFor()
        await expectUsable(page)
        await pressOn(page, link(page, 'Cymraeg'))
        await page.getByRole('heading', { level: 1, name: welsh }).waitFor()
        await expectUsable(page)
      }
      await page.goto(`${story.baseUrl}/exampleshire/privacy`)
      await expectUsable(page)
    })
  },
)
