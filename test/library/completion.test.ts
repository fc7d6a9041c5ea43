import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import type { Language } from '../../form-schemas/words.ts'
import { deliveryAttempt, delivery as deliveryRow } from '../../server/db/schema/index.ts'
import { sampleDay, sampleInstant } from '../../server/delivery/deliverable-submission.ts'
import { furnish } from '../../server/demonstration/furnish.ts'
import { formatPence } from '../../server/money.ts'
import { openStoryHouse, type StoryHouse, until } from '../stories/story-house.ts'
import { fillIn } from './fill-in.ts'
import { createPlainBrowser, type PlainBrowser, type PlainPage } from './plain-browser.ts'
import { totalOn } from './total-on.ts'

/*
 * Every form of the library, filled in over HTTP by a browser without JavaScript: questions, lists, files, payment, confirmation. What
 * its mapping cases say is what the back office must get, so the answers typed are theirs.
 */

const sampleReference = 'SAMPLE1234'

/** One whole journey, for each mapping case; a form in Welsh goes through the first of them in Welsh, too. */
const journeys = libraryForms().flatMap(({ slug, document }) =>
  (document.deliveries ?? []).flatMap((settings) =>
    settings.tests.flatMap(({ name, answers, output }, n) =>
      (n === 0 && isWelsh(document) ? (['en', 'cy'] as const) : (['en'] as const)).map((language) => ({
        title: `${slug}, ${language}: ${name}`,
        ...{ slug, document, deliveryId: settings.id, answers, output, language },
      })),
    ),
  ),
)

function isWelsh({ title }: FormDocument): boolean {
  return typeof title === 'object' && title.cy !== undefined
}

describe('every form of the library, without JavaScript', () => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse()
    await furnish(story.house, story.organisation.id)
    for (const { text } of libraryForms()) await story.publish(text)
  }, 120_000)
  afterAll(() => story?.close())

  test.each(journeys)('$title', async ({ slug, document, deliveryId, answers, output, language }) => {
    const browser = createPlainBrowser(story.baseUrl)
    const check = await fillIn(browser, {
      document,
      answers,
      start: `/exampleshire/${slug}`,
      language: language as Language,
    })
    const shownPence = totalOn(check)
    const confirmation = await sendAndPay(browser, check, shownPence)
    const reference = referenceOn(confirmation)

    const { submissions, payments, ledger, atSandbox } = await story.books(reference)
    expect(submissions).toHaveLength(1)
    expect(submissions[0]).toMatchObject({ state: 'completed', language })
    const pence = shownPence ?? 0
    expect(payments.map(({ amountPence }) => amountPence)).toEqual(pence === 0 ? [] : [pence])
    expect(atSandbox.map(({ amountPence }) => amountPence)).toEqual(pence === 0 ? [] : [pence])
    expect(ledger.reduce((sum, { grossPence }) => sum + grossPence, 0)).toBe(pence)
    const funds = new Set((document.pricing?.lines ?? []).map(({ fund }) => fund))
    for (const { fund } of ledger) expect(funds).toContain(fund)

    const delivered = await deliveredTo(story, submissions[0]!.id, deliveryId)
    expectLike(delivered, output, reference)
    for (const found of penceIn(delivered)) expect(found).toBe(pence)
  })
})

/** Sends the answers; pays at the sandbox when there is something to pay; gives the confirmation. */
async function sendAndPay(
  browser: PlainBrowser,
  check: PlainPage,
  shownPence: number | undefined,
): Promise<PlainPage> {
  let page = await browser.submit(check)
  if (shownPence) {
    expect(page.url.pathname).toMatch(/^\/sandbox\//)
    expect(page.text).toContain(formatPence(shownPence))
    page = await browser.submit(page, {}, { name: 'outcome', value: 'pay' })
  }
  return until('the confirmation', async () => {
    if (/\/confirmation\//.test(page.url.pathname) && page.status === 200) return page
    page = await browser.open(page.url)
    return undefined
  })
}

function referenceOn({ url, text }: PlainPage): string {
  const reference = /\b([A-HJ-NP-Z2-9]{10})\b/.exec(text)?.[1]
  if (!reference) throw new Error(`${url} names no reference: ${text}`)
  return reference
}

async function deliveredTo({ house }: StoryHouse, submissionId: string, code: string): Promise<unknown> {
  return until(`the delivery ${code}`, async () => {
    const rows = await house.db.select().from(deliveryRow).where(eq(deliveryRow.submissionId, submissionId))
    const row = rows.find(({ deliveryCode }) => deliveryCode === code)
    if (row?.state !== 'delivered') return undefined
    const [sent] = await house.db.select().from(deliveryAttempt).where(eq(deliveryAttempt.deliveryId, row.id))
    return JSON.parse(sent!.payload!) as unknown
  })
}

/** As the mapping case says, but for what every submission has of its own: reference, times, ids. */
function expectLike(actual: unknown, expected: unknown, reference: string, at = ''): void {
  if (expected === sampleReference) expect(actual, at).toBe(reference)
  else if (expected === sampleInstant) expect(actual, at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
  else if (expected === sampleDay) expect(actual, at).toMatch(/^\d{4}-\d\d-\d\d$/)
  else if (/\/id$/.test(at)) expect(actual, at).toMatch(/^[\w-]{8,}$/)
  else if (expected === null || typeof expected !== 'object') expect(actual, at).toBe(expected)
  else expectAlike(actual as Parts, expected as Parts, reference, at)
}

type Parts = Record<string, unknown>

function expectAlike(given: Parts, wanted: Parts, reference: string, at: string): void {
  expect(Object.keys(given ?? {}).sort(), at).toEqual(Object.keys(wanted).sort())
  for (const [key, value] of Object.entries(wanted)) expectLike(given[key], value, reference, `${at}/${key}`)
}

/** The amounts that a back office is told, wherever its own format has them. */
function penceIn(value: unknown): number[] {
  if (value === null || typeof value !== 'object') return []
  return Object.entries(value as Answers).flatMap(([key, part]) =>
    typeof part === 'number' && /^(?:paidPence|amountPence|pence)$/.test(key) && !('code' in value)
      ? [part]
      : penceIn(part),
  )
}
