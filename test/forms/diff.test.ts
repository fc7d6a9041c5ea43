import { expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { differences } from '../../server/forms/index.ts'
import { bulkyWaste } from './a-form-room.ts'

function after(change: (document: FormDocument) => void): string[] {
  const document = structuredClone(bulkyWaste.document)
  change(document)
  return differences(bulkyWaste.document, document)
}

test('the same document has no differences', () => {
  expect(after(() => {})).toEqual([])
})

test('a fee is said with its day, before and after', () => {
  const [code, dated] = Object.entries(bulkyWaste.document.pricing!.fees)[0]!
  const said = after((document) => {
    document.pricing!.fees[code]![0]!.pence = 2600
  })
  expect(said).toEqual([
    expect.stringMatching(
      new RegExp(`^Fee ${code} from \\d+ \\w+ \\d{4}: £${(dated[0]!.pence / 100).toFixed(2)} → £26\\.00$`),
    ),
  ])
})

test('questions are added, removed, renamed and moved by name', () => {
  const said = after((document) => {
    const [first, second] = document.definition.components
    first!.components[0]!.label = 'Who are you?'
    first!.components.push({ type: 'textfield', key: 'fresh', label: 'Fresh' })
    document.definition.components.splice(1, 1)
    expect(second?.title).toBe('About the landlord')
  })
  expect(said).toContain('Question ‘Are you the resident or the landlord?’ is now ‘Who are you?’')
  expect(said).toContain('Question ‘Fresh’ added')
  expect(said).toContain('Page ‘About the landlord’ removed')
  expect(said).toContain('Question ‘Your reference’ removed')
})

test('a price line is said field by field', () => {
  const { label, amount } = bulkyWaste.document.pricing!.lines[0]!
  const said = after((document) => {
    document.pricing!.lines[0]!.amount = '3000'
    document.pricing!.lines[0]!.vat = 'standard'
  })
  const name = typeof label === 'string' ? label : label.en
  expect(said).toContain(`Price line ‘${name}’, amount: ${amount} → 3000`)
  expect(said).toContain(`Price line ‘${name}’, VAT: outside-scope → standard`)
})

test('whatever changes, something is said', () => {
  const changes: ((document: FormDocument) => void)[] = [
    (document) => {
      document.title = { en: 'Book a bulky waste collection', cy: 'Cymraeg' }
    },
    (document) => void document.definition.components.reverse(),
    (document) => void document.pricing!.tests.pop(),
    (document) => void document.pricing!.define.pop(),
    (document) => {
      document.pricing!.refuse = "'No'"
    },
    (document) => {
      document.pricing!.lines[0]!.narrative = 'x'
    },
    (document) => void document.pricing!.lines.reverse(),
    (document) => {
      document.deliveries![0]!.mapping = '{}'
    },
    (document) => {
      document.deliveries![0]!.schema = {}
    },
    (document) => void document.deliveries![0]!.tests.pop(),
    (document) => void delete document.deliveries,
    (document) => void delete document.pricing,
    (document) => {
      document.payment!.reference = 'X-{reference}'
    },
    (document) => {
      document.settings = { retentionDays: 1 }
    },
    (document) => {
      document.confirmation = { whatHappensNext: 'x' }
    },
    (document) => {
      document.definition.components[0]!.components[0]!.description = 'A hint'
    },
  ]
  for (const change of changes) expect(after(change), String(change)).not.toEqual([])
})
