import type { AddressInfo } from 'node:net'
import { serve } from '@hono/node-server'
import { eq } from 'drizzle-orm'
import { Hono } from 'hono'
import type { Browser as Chromium, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plannedPublication } from '../../../server/db/schema/index.ts'
import { brandAssets } from '../../../server/web/brand-assets.ts'
import { axeViolations, launch, scrollsSideways, watchConsole } from '../../support/browser.ts'
import type { Browser, Office } from './an-office.ts'
import { twoOfficers } from './two-officers.ts'

let office: Office
let ada: Browser
let ben: Browser
let chromium: Chromium
let server: ReturnType<typeof serve>
let base: string
/** Forms in the states whose screens have most on them. */
let preview: string
const form = { versions: '', planned: '', waiting: '', refused: '', takenBack: '' }

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ office, ada, ben } = all)
  chromium = await launch()
  // Residents' pages, which a preview is made of, wear the council's colours.
  const web = new Hono().route('/assets/brands', brandAssets(office.house.people)).route('/', office.app)
  server = serve({ fetch: web.fetch, port: 0, hostname: '127.0.0.1' })
  await new Promise((resolve) => server.once('listening', resolve))
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const { forms, payments, db } = office.house
  const { id } = office.organisation
  const actor = `officer:${ada.officer.id}`
  await payments.accounts.add({
    organisationId: id,
    name: 'real',
    gateway: 'govuk-pay',
    mode: 'live',
    settings: { apiKey: 'api_live_0123456789abcdef' },
  })
  const publish = async (slug: string, more: object = {}) => {
    const outcome = await forms.publish(
      id,
      slug,
      { note: 'Dearer from April 2028', mode: 'test', ...more },
      actor,
    )
    if (outcome.kind !== 'published' && outcome.kind !== 'planned') throw new Error(JSON.stringify(outcome))
  }
  const dearer = async (slug: string) => {
    const { document, revision } = await all.draft(slug)
    const pricing = structuredClone(document.pricing!)
    pricing.fees.upTo3!.push({ from: '2028-04-01', pence: 2800 })
    pricing.lines[0]!.vat = 'standard'
    const payment = { ...document.payment!, gateway: 'real' }
    await forms.saveDraftPart(id, slug, { revision, part: { pricing, payment } }, actor)
  }
  for (const name of Object.keys(form) as (keyof typeof form)[]) {
    form[name] = await all.makeForm()
    await publish(form[name])
    await dearer(form[name])
  }
  preview = `/officer/previews/${(await forms.previewLinks.make(id, form.versions, actor)).token}`
  const at = new Date(Date.now() + 90 * 86_400_000)
  await publish(form.versions, { mode: 'live' })
  await publish(form.planned, { mode: 'live', at })
  await forms.publications.setSecondPerson(id, true, actor)
  await publish(form.waiting, { mode: 'live', at })
  await forms.publications.setSecondPerson(id, false, actor)
  await publish(form.refused, { mode: 'live', at })
  await publish(form.refused, { mode: 'live', note: 'Meanwhile' })
  const refused = (await forms.publications.plan(id, form.refused))!
  await db.update(plannedPublication).set({ dueAt: new Date() }).where(eq(plannedPublication.id, refused.id))
  await forms.publications.publishDue(new Date())
  await forms.publications.unpublish(id, form.takenBack, 'Our lorries are away until Monday.', actor)
})
afterAll(async () => {
  await chromium?.close()
  server?.close()
  await office?.close()
})

async function open(browser: Browser, path: string, width = 1280, javaScriptEnabled = true) {
  const context = await chromium.newContext({ viewport: { width, height: 900 }, javaScriptEnabled })
  const [name, value] = browser.cookie.split('=') as [string, string]
  await context.addCookies([{ name, value, url: base }])
  const page = await context.newPage()
  const watch = watchConsole(page, base)
  await page.goto(base + path)
  return { page, watch, close: () => context.close() }
}

const screens: [string, () => string][] = [
  ['overview-planned', () => `/officer/forms/${form.planned}`],
  ['overview-taken-back', () => `/officer/forms/${form.takenBack}`],
  ['publish-differences', () => `/officer/forms/${form.takenBack}/publish`],
  ['publish-beside-a-plan', () => `/officer/forms/${form.planned}/publish?mode=live`],
  ['versions', () => `/officer/forms/${form.versions}/versions`],
  ['versions-compared', () => `/officer/forms/${form.versions}/versions?from=1&to=2`],
  ['restore', () => `/officer/forms/${form.versions}/versions/1/publication`],
  ['plan-planned', () => `/officer/forms/${form.planned}/plan`],
  ['plan-waiting', () => `/officer/forms/${form.waiting}/plan`],
  ['plan-refused', () => `/officer/forms/${form.refused}/plan`],
  ['unpublish', () => `/officer/forms/${form.versions}/unpublication`],
  ['price-approval', () => '/officer/price-approval'],
  ['preview-links', () => `/officer/forms/${form.versions}/previews`],
  ['preview-start', () => preview],
  ['preview-page', () => `${preview}/who-you-are`],
]

describe.each([1280, 320])('at %d pixels', (width) => {
  test.each(screens)('%s is accessible, silent and no wider than the window', async (_, path) => {
    const { page, watch, close } = await open(ben, path(), width)
    await page.waitForLoadState('networkidle')
    expect(await axeViolations(page)).toEqual([])
    expect(await scrollsSideways(page)).toBe(false)
    expect(watch).toEqual({ messages: [], outside: [], failed: [] })
    await close()
  })
})

/** Presses Tab until the thing is reached, as somebody without a mouse does. */
async function tabTo(page: Page, selector: string) {
  for (let n = 0; n < 80; n++) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`${selector} is not reached by keyboard`)
}

test.each([true, false])(
  'with the keyboard alone a second officer approves (JavaScript %s)',
  async (script) => {
    const slug = script ? form.waiting : form.planned
    const { publications } = office.house.forms
    if (!script) {
      await publications.setSecondPerson(office.organisation.id, true, 'system')
      const about = { organisationId: office.organisation.id, slug, actor: `officer:${ada.officer.id}` }
      const plan = (await publications.plan(office.organisation.id, slug))!
      await publications.cancel({ ...about, planId: plan.id })
      await office.house.forms.publish(
        about.organisationId,
        slug,
        { note: 'Again', mode: 'live' },
        about.actor,
      )
    }
    const { page, close } = await open(ben, `/officer/forms/${slug}/plan`, 1280, script)
    await tabTo(page, 'form[action$="/approval"] button')
    await page.keyboard.press('Enter')
    await page.waitForURL(script ? /plan\?approved/ : /published=2/)
    const plan = await publications.plan(office.organisation.id, slug)
    expect(plan).toMatchObject({
      state: script ? 'planned' : 'published',
      approvedBy: `officer:${ben.officer.id}`,
    })
    await close()
  },
)

test.each([true, false])(
  'a colleague turns the pages of a draft and meets its checks (JavaScript %s)',
  async (script) => {
    const context = await chromium.newContext({ javaScriptEnabled: script })
    const page = await context.newPage()
    await page.goto(base + preview)
    await page.getByRole('link', { name: 'How we can contact you' }).click()
    await page.locator('input[name=email]').fill('nobody')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.getByText('There is a problem').waitFor()
    await page.locator('input[name=email]').fill('ada@example.com')
    await page.getByRole('button', { name: 'Continue' }).click()
    await page.waitForURL(/collection-address$/)
    await context.close()
  },
)
