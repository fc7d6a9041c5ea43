import { describe, expect, test } from 'vitest'
import type { Component, ConditionGroup, FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'

/*
 * The library is what a council starts from and what officers learn from: whatever a form can have, one of its forms has. Whoever adds
 * a type of question or a part of a journey uses it here.
 */

const documents = libraryForms().map(({ document }) => document)

function componentsOf(components: readonly Component[]): Component[] {
  return components.flatMap((one) => [one, ...componentsOf(one.components ?? [])])
}

const components = documents.flatMap(({ definition }) => componentsOf(definition.components))
const conditionals = components.flatMap(({ conditional }) => (conditional ? [conditional] : []))
const settings = documents.flatMap((document) => (document.settings ? [document.settings] : []))
const lines = documents.flatMap(({ pricing }) => pricing?.lines ?? [])
const notifications = documents.flatMap((document) => document.notifications ?? [])

test('The library has ten services or more', () => {
  expect(documents.length).toBeGreaterThanOrEqual(10)
})

test('Every type of question is used', () => {
  const used = new Set(components.map(({ type }) => type))
  expect(Object.keys(questionTypes).filter((type) => !used.has(type))).toEqual([])
})

const looksAtLookUp = (group: ConditionGroup): boolean =>
  group.conditions.some(({ component }) => component.startsWith('lookup.')) ||
  (group.groups ?? []).some(looksAtLookUp)

const rulesOf = ({ pricing }: FormDocument) =>
  JSON.stringify([pricing?.define, pricing?.refuse, pricing?.lines])

const uses: Record<string, boolean> = {
  'a condition on a page': components.some(({ type, conditional }) => type === 'panel' && conditional),
  'groups of conditions inside conditions': conditionals.some(({ groups }) => groups?.length),
  'conditions with a name': conditionals.some(({ named }) => named?.length),
  'a condition inside the items of a list': components.some(
    ({ type, components: inside }) => type === 'editgrid' && inside?.some(({ conditional }) => conditional),
  ),
  sections: documents.some(({ sections }) => sections?.length),
  'a task list': settings.some(({ taskList }) => taskList),
  'a page that ends the form': components.some(({ exit }) => exit),
  'a list inside a list': components.some(
    ({ type, components: inside }) => type === 'editgrid' && inside?.some((one) => one.type === 'editgrid'),
  ),
  'a day and time to open': settings.some(({ opens }) => opens),
  'a day and time to close': settings.some(({ closes }) => closes),
  'a limit of submissions': settings.some(({ limit }) => limit),
  'words for when it is closed': settings.some(({ closedMessage }) => closedMessage),
  'saving and coming back': settings.some(({ saveAndReturn, savedDays }) => saveAndReturn && savedDays),
  'no saving and coming back': settings.some(({ saveAndReturn }) => saveAndReturn === false),
  'a declaration above the last button': settings.some(({ declaration }) => declaration),
  'a brand of its own': settings.some(({ brand }) => brand),
  'a limit of uses by an answer': settings.some(({ useLimits }) => useLimits?.length),
  'a limit of uses by an address': documents.some((document) =>
    document.settings?.useLimits?.some(({ question }) =>
      componentsOf(document.definition.components).some(
        ({ key, type }) => key === question && type === 'address',
      ),
    ),
  ),
  retention: settings.some(({ retentionDays }) => retentionDays),
  'a message by email to the resident': notifications.some(
    ({ channel, to }) => channel === 'email' && 'question' in to,
  ),
  'a message by email to the council': notifications.some(({ to }) => 'address' in to),
  'a message by text': notifications.some(({ channel }) => channel === 'text'),
  'a look-up with a second factor': components.some(({ lookup }) => lookup?.factor),
  'what a look-up found in a condition': conditionals.some(looksAtLookUp),
  'what a look-up found in a price': documents.some((document) => rulesOf(document).includes('lookup.')),
  'an address found by its postcode': components.some(({ findByPostcode }) => findByPostcode),
  'help below a question': components.some(({ help }) => help),
  'error words for one rule': components.some(({ validate }) => validate?.customMessages),
  'none of these': components.some(({ noneOption }) => noneOption),
  'a select that is searched': components.some(({ searchEnabled }) => searchEnabled),
  'a check digit': components.some(({ scheme, checkDigit }) => scheme ?? checkDigit),
  'fees by their day': documents.some(({ pricing }) =>
    Object.values(pricing?.fees ?? {}).some((fee) => fee[1]),
  ),
  'a price by number': lines.some(({ quantity }) => quantity),
  'a line that takes something off': lines.some(({ amount }) => amount.startsWith('0 -')),
  'a line that costs nothing': lines.some(({ amount }) => amount === '0'),
  'an own amount with a maximum': components.some(
    ({ type, validate }) => type === 'currency' && validate?.max,
  ),
  'a form without a price': documents.some(({ pricing }) => !pricing),
  'VAT of 20%': lines.some(({ vat }) => vat === 'standard'),
  'exempt from VAT': lines.some(({ vat }) => vat === 'exempt'),
  'outside the scope of VAT': lines.some(({ vat }) => vat === 'outside-scope'),
}

test.each(Object.entries(uses).map(([use, used]) => ({ use, used })))('Some form has $use', ({ used }) => {
  expect(Boolean(used)).toBe(true)
})

test('Four forms or more are in Welsh', () => {
  const welsh = documents.filter(({ title }) => typeof title === 'object' && title.cy)
  expect(welsh.length).toBeGreaterThanOrEqual(4)
})

describe.each(libraryForms())('$slug', ({ document }) => {
  test('says how to get help, what happens next and how long answers are kept', () => {
    expect(document.settings?.contact).toBeTruthy()
    expect(document.settings?.retentionDays).toBeGreaterThan(0)
    expect(document.confirmation?.whatHappensNext).toBeTruthy()
  })

  test('has a fund and a ledger code for each line, and a case with and one without each that has a condition', () => {
    const { lines: rules = [], tests = [] } = document.pricing ?? {}
    const priced = tests.filter(({ refused }) => !refused)
    for (const { code, when, fund, ledger } of rules) {
      expect(fund, code).toBeTruthy()
      expect(ledger, code).toBeTruthy()
      expect(
        priced.some((one) => one.lines && code in one.lines),
        `${code} is charged`,
      ).toBe(true)
      if (when === undefined) continue
      expect(
        priced.some((one) => one.lines && !(code in one.lines)),
        `${code} is not charged`,
      ).toBe(true)
    }
  })
})
