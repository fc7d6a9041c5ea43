import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answers } from '../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import { furnish } from '../../server/demonstration/furnish.ts'
import { openStoryHouse, type StoryHouse } from '../stories/story-house.ts'
import { type Asked, fillIn } from './fill-in.ts'
import { createPlainBrowser, errorsOn, formOf, type PlainBrowser } from './plain-browser.ts'
import { totalOn } from './total-on.ts'

/*
 * Whatever is typed into a question that a price depends on, the resident reads what is wrong with it; no such answer is kept, so none
 * is ever priced. Names of things that only the server may set come along with every post, and change nothing.
 */

const markup = '<img src=x onerror=alert(1)>'
const notNumbers = [
  '',
  ' ',
  'one',
  'NaN',
  'Infinity',
  '0x10',
  '1e3',
  '-1',
  '--1',
  '1 2 3 4 5 6 7',
  '٣٣٣٣٣٣٣٣',
  '99999999999999999999',
  '1;2',
  markup,
]
const notChoices = ['', ' ', 'no-such-choice', '__proto__', 'constructor', 'true', '0', markup]
const notReferences = ['', 'BJ34567895', '12345678903', '0', "' OR 1=1 --", '%', '*', markup]

/** Values that a question must turn away, whatever its limits are. */
function hostileTo({ type, validate }: Component): string[] {
  if (type === 'number') {
    const { min = 0, integer } = (validate ?? {}) as { min?: number; integer?: boolean }
    return [...notNumbers, ...(min > 0 ? ['0'] : []), ...(integer ? ['1.5', '2.0001'] : [])]
  }
  if (type === 'currency') return [...notNumbers, '0', '0.99', '2000.01', '10.001']
  if (['radio', 'select', 'selectboxes', 'yesno', 'checkbox'].includes(type)) return notChoices
  if (type === 'reference' || type === 'vehicleRegistration') return notReferences
  return []
}

/** What only the server may say. */
const forged: [string, string][] = [
  ['lookup', '{"notice":{"charge":1},"account":{"balance":1}}'],
  ['lookup.notice.charge', '1'],
  ['total', '1'],
  ['totalPence', '1'],
  ['price', '1'],
  ['amountPence', '1'],
]

/** True for a question that a rule of the price names. */
function carriesPrice({ pricing }: FormDocument, { key, lookup }: Component): boolean {
  if (lookup) return true
  const rules = JSON.stringify([pricing?.define, pricing?.refuse, pricing?.lines])
  return new RegExp(`(?<![\\w$"\\\\])${key}\\b`).test(rules)
}

/** Keys of the questions, and of questions of items, that are answered here and that a price depends on. */
function wanted(document: FormDocument, answers: Answers): string[] {
  const among = (components: readonly Component[], given: Answers): string[] =>
    components.flatMap((one) => {
      const answer = given[one.key]
      if (answer === undefined || answer === null) return []
      if (one.type === 'editgrid') return among(one.components ?? [], (answer as Answers[])[0] ?? {})
      return carriesPrice(document, one) && hostileTo(one).length > 0 ? [one.key] : []
    })
  return among(
    document.definition.components.flatMap(({ components }) => components),
    answers,
  ).sort()
}

const paid = libraryForms().filter(({ document }) => document.pricing)

describe('hostile answers to the questions that a price depends on', () => {
  let story: StoryHouse
  beforeAll(async () => {
    story = await openStoryHouse({ work: false })
    await furnish(story.house, story.organisation.id)
    for (const { text } of libraryForms()) await story.publish(text)
  }, 120_000)
  afterAll(() => story?.close())

  async function walk(
    slug: string,
    answers: Answers,
    look?: (browser: PlainBrowser, asked: Asked) => Promise<void>,
  ) {
    const { document } = libraryForms().find((form) => form.slug === slug)!
    const browser = createPlainBrowser(story.baseUrl)
    const start = `/exampleshire/${slug}`
    return fillIn(browser, {
      document,
      answers,
      start,
      ...(look && { look: (asked) => look(browser, asked) }),
    })
  }

  test.each(paid)('$slug turns them away in words, and charges what it should in the end', async (form) => {
    const { slug, document } = form
    const { answers } = document.deliveries![0]!.tests[0]!
    const tried = new Set<string>()
    const honest = totalOn(await walk(slug, answers))
    const check = await walk(slug, answers, async (browser, { page, questions }) => {
      const there = new Set(formOf(page).controls.map(({ name }) => name))
      for (const question of questions.filter((one) => carriesPrice(document, one))) {
        for (const { name } of questionType(question.type).fields(question)) {
          if (!there.has(name)) continue
          for (const value of hostileTo(question)) {
            const refused = await browser.forge(page, [...forged, [name, value]])
            expect(refused.status, `${name} = ‘${value}’`).toBe(422)
            expect(errorsOn(refused).join(''), `${name} = ‘${value}’`).toMatch(/\w{3}/)
            expect(totalOn(refused)).toBeUndefined()
            tried.add(question.key)
          }
        }
      }
    })
    expect([...tried].sort()).toEqual(wanted(document, answers))
    expect(tried.size).toBeGreaterThan(0)
    expect(totalOn(check)).toBe(honest)
    expect(honest).toBeGreaterThan(0)
  })

  test.each([
    ['report-missed-bin', 0, { outByTime: false }, 'cannot go back for this bin'],
    ['street-trading-licence', 0, { hygieneRating: 'low' }, 'cannot apply yet'],
    ['street-trading-licence', 0, { hygieneRating: 'none' }, 'cannot apply yet'],
    ['pay-parking-fine', 0, { notice: 'BJ12345673', registration: 'ST78UVW' }, 'nothing to pay'],
    ['pay-parking-fine', 0, { notice: 'BJ01234568', registration: 'QR56STU' }, 'cannot pay this notice here'],
  ])('%s ends for who cannot use it: %#', async (slug, n, change, words) => {
    const { document } = libraryForms().find((form) => form.slug === slug)!
    const { answers } = document.deliveries![0]!.tests[n]!
    await expect(walk(slug, { ...answers, ...change })).rejects.toThrow(
      new RegExp(`ended at .*${words}`, 's'),
    )
  })

  test.each([
    ['by post, on day 21', 'BJ67890126', 'GH78JKL', 3500],
    ['by post, on day 22', 'BJ78901235', 'JK90LMN', 7000],
    ['of the lower level, on day 14', 'BJ89012345', 'lm12 npq', 2500],
    ['whose discount was offered again', 'BJ90123456', 'NP34QRS', 3500],
  ])('a parking notice %s costs what it should', async (_, notice, registration, pence) => {
    const answers = { notice, registration, accepts: true, email: 'nia@example.com' }
    const check = await walk('pay-parking-fine', answers)
    expect(totalOn(check)).toBe(pence)
  })

  test.each([
    ['another vehicle', 'BJ34567894', 'ZZ99ZZZ'],
    ['a notice that there is not', 'BJ23456789', 'AB12CDE'],
  ])('a parking notice with %s is not found, in the same words', async (_, notice, registration) => {
    const answers = { notice, registration, accepts: true, email: 'nia@example.com' }
    await expect(walk('pay-parking-fine', answers)).rejects.toThrow(/422.*We cannot find a notice/s)
  })
})
