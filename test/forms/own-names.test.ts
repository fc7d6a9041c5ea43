import { describe, expect, test } from 'vitest'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { mapNames, ownNames, takeOver, toBeChosen } from '../../server/forms/index.ts'
import { unchosenNames } from '../../server/forms/own-names/index.ts'

const libraryForm = (slug: string) => libraryForms().find((form) => form.slug === slug)!.document
const nobodyElses = { fund: [], gateway: [], brand: [], destination: [], dataset: [] }

describe('names of an organisation in a document', () => {
  test('are listed once each, with everywhere they are used', () => {
    const names = ownNames(libraryForm('bulky-waste'))
    expect(names).toContainEqual({
      kind: 'fund',
      name: 'BW',
      where: ['price line ‘Collection of up to 3 items’', 'price line ‘Collection of 4 to 6 items’'],
    })
    expect(names.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['ledger', 'gateway', 'destination']),
    )
    expect(ownNames(libraryForm('pay-rent'))).toContainEqual(
      expect.objectContaining({ kind: 'dataset', name: 'rent-accounts' }),
    )
    expect(ownNames(libraryForm('pest-control'))).toContainEqual(
      expect.objectContaining({ kind: 'brand', name: 'public-protection' }),
    )
  })

  test.each(libraryForms().map(({ slug, document }) => ({ slug, document })))(
    'of $slug are all mapped or to be chosen, the rest is as it was, and it still reads',
    ({ document }) => {
      const before = structuredClone(document)
      const taken = takeOver(document, nobodyElses)
      expect(document).toEqual(before)
      expect(ownNames(taken.document).every(({ name }) => name === toBeChosen)).toBe(true)
      expect(parseDocument(taken.document)).toMatchObject({ ok: true })
      expect(taken.unchosen).toBe(ownNames(document).length)
      expect(unchosenNames(taken.document).length).toBeGreaterThanOrEqual(taken.unchosen > 0 ? 1 : 0)
      expect(taken.document.definition.components.map(({ key }) => key)).toEqual(
        document.definition.components.map(({ key }) => key),
      )
      expect(taken.document.settings?.privacyUrl).toBeUndefined()
      expect(taken.document.settings?.contact).toBeUndefined()
    },
  )

  test('a given name is mapped everywhere, one that the new organisation has is kept, and each is said', () => {
    const { document, report } = takeOver(
      libraryForm('bulky-waste'),
      { gateway: ['card'], destination: [] },
      { fund: { BW: 'WA01' }, ledger: { toString: 'x' } },
    )
    expect(document.pricing!.lines.map(({ fund }) => fund)).toEqual(['WA01', 'WA01'])
    expect(document.payment!.gateway).toBe('card')
    expect(report).toContainEqual(expect.stringMatching(/^Fund BW is now WA01 \(price line ‘Collection/))
    expect(report).toContainEqual('Gateway account card is the organisation’s own of that name (payment)')
    expect(report).toContainEqual(expect.stringMatching(/^Ledger code R1234 is to be chosen/))
  })

  test('questions forget the question bank of the other organisation, those of lists too', () => {
    const document = structuredClone(libraryForm('bulky-waste'))
    const bank = { block: 'a'.repeat(32), version: 1, part: 'item' }
    const list = document.definition.components
      .flatMap(({ components }) => components)
      .find((one) => one.components)!
    list.components![0]!.bank = bank
    const taken = takeOver(document, nobodyElses)
    expect(JSON.stringify(taken.document)).not.toContain(bank.block)
    expect(taken.report).toContainEqual(expect.stringContaining('question bank'))
  })

  test('a mapping that has an old code in quotes is pointed at, and not rewritten', () => {
    const document = structuredClone(libraryForm('bulky-waste'))
    document.deliveries![0]!.mapping = '{ "fund": "BW" }'
    const taken = takeOver(document, nobodyElses, { fund: { BW: 'WA01' } })
    expect(taken.document.deliveries![0]!.mapping).toBe('{ "fund": "BW" }')
    expect(taken.report).toContainEqual(expect.stringContaining('have the old code BW'))
  })

  test('an address of a message is a name, too; one that residents type is not', () => {
    const document = structuredClone(libraryForm('bulky-waste'))
    const message = { on: 'completed' as const, channel: 'email' as const, text: 'Sent' }
    document.notifications = [
      { id: 'office', to: { address: 'waste@exampleshire.gov.uk' }, ...message },
      { id: 'resident', to: { question: 'email' }, ...message },
    ]
    const changed = mapNames(document, ({ kind, name }) =>
      kind === 'address' ? 'waste@otherham.gov.uk' : name,
    )
    expect(changed.notifications!.map(({ to }) => to)).toEqual([
      { address: 'waste@otherham.gov.uk' },
      { question: 'email' },
    ])
  })
})
