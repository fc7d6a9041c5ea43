import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { changesMoney, differences, differencesByPart } from '../../server/forms/index.ts'
import { bulkyWaste } from './a-form-room.ts'

function changedBy(change: (document: FormDocument) => void): FormDocument {
  const document = structuredClone(bulkyWaste.document)
  change(document)
  return document
}
const after = (change: (document: FormDocument) => void) =>
  differences(bulkyWaste.document, changedBy(change))

test('the same document has no differences', () => {
  expect(after(() => {})).toEqual([])
})

test('a price is said by the line that charges it, with both amounts and the day', () => {
  expect(
    after((document) => {
      document.pricing!.fees.upTo3![1]!.pence = 2700
    }),
  ).toEqual(['Price of ‘Collection of up to 3 items’: £26.50 to £27.00 from 1 April 2027'])
})

test('an amount that is new on a day is compared with what would have held on that day', () => {
  const said = after((document) => {
    document.pricing!.fees.upTo3 = [
      { from: '2026-04-01', pence: 2500 },
      { from: '2027-01-01', pence: 2600 },
      { from: '2027-04-01', pence: 2650 },
    ]
  })
  expect(said).toEqual(['Price of ‘Collection of up to 3 items’: £25.00 to £26.00 from 1 January 2027'])
  const later = after((document) => void document.pricing!.fees.upTo3!.pop())
  expect(later).toEqual(['Price of ‘Collection of up to 3 items’: £26.50 to £25.00 from 1 April 2027'])
})

test('a fee that several lines use is said by its code, with the lines', () => {
  const said = after((document) => {
    document.pricing!.lines[1]!.amount = '2 * $fee("upTo3")'
    document.pricing!.fees.upTo3![0]!.pence = 2600
  })
  expect(said).toContain(
    'Fee ‘upTo3’, used in ‘Collection of up to 3 items’ and ‘Collection of 4 to 6 items’: £25.00 to £26.00 from 1 April 2026',
  )
})

test('VAT, fund and ledger changes are said in finance’s words', () => {
  const said = after(({ pricing }) => {
    const [line] = pricing!.lines
    line!.vat = 'standard'
    line!.fund = 'GW'
    delete line!.ledger
    line!.amount = '3000'
  })
  expect(said).toEqual([
    'Price of ‘Collection of up to 3 items’: $fee("upTo3") to £30.00',
    'VAT of ‘Collection of up to 3 items’: outside the scope to standard rate, 20%',
    'Fund of ‘Collection of up to 3 items’: BW to GW',
    'Ledger code of ‘Collection of up to 3 items’ removed: R1234',
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
  const title = bulkyWaste.document.definition.components[0]!.title as string
  expect(said).toContain(`Question ‘Fresh’ added to page ‘${title}’`)
  expect(said).toContain('Page ‘About the landlord’ removed')
  expect(said).toContain('Question ‘Your reference’ removed from page ‘About the landlord’')
})

test('of a page that is moved only that page is said to have moved', () => {
  const said = after(({ definition: { components } }) => {
    components.splice(1, 0, components.splice(3, 1)[0]!)
  })
  expect(said).toHaveLength(1)
  expect(said[0]).toMatch(/^Page ‘.*’ moved after ‘.*’$/)
})

test('options and conditions are said in words', () => {
  const said = after(({ definition: { components } }) => {
    const values = components[0]!.components[0]!.values as { value: string; label: string }[]
    values[0]!.label = 'Somebody who lives here'
    values.push({ value: 'agent', label: 'An agent' })
    components[1]!.conditional = {
      show: true,
      conjunction: 'all',
      conditions: [{ component: components[0]!.components[0]!.key, operator: 'isEqual', value: 'agent' }],
    }
  })
  expect(said).toContain('Question ‘Are you the resident or the landlord?’: option ‘An agent’ added')
  expect(said.join('\n')).toMatch(/option: ‘.*’ to ‘Somebody who lives here’/)
  expect(said.join('\n')).toMatch(
    /Page ‘About the landlord’: shown when ‘Are you the resident or the landlord\?’ is ‘.*’ to shown when ‘Are you the resident or the landlord\?’ is ‘An agent’/,
  )
})

test('mapping, messages and settings are said line by line and by name', () => {
  const said = after((document) => {
    const [delivery] = document.deliveries!
    delivery!.mapping = delivery!.mapping.replace('"phone": phone', '"phone": landlordReference')
    document.settings = { ...document.settings, retentionDays: 400, opens: '2027-04-01T00:00' }
    document.notifications = [
      { id: 'thanks', on: 'completed', channel: 'email', to: { question: 'email' }, subject: 'x', text: 'y' },
    ]
  })
  expect(said).toContain('Mapping of ‘waste’ no longer has: "phone": phone')
  expect(said).toContain('Mapping of ‘waste’ now has: "phone": landlordReference')
  expect(said).toContain('Message ‘thanks’ added: e-mail to the answer to ‘email’')
  expect(said).toContain('The form opens added: midnight on 1 April 2027')
})

test('differences stand under the part that they are about', () => {
  const parts = differencesByPart(
    bulkyWaste.document,
    changedBy((document) => {
      document.title = 'Other'
      document.pricing!.lines[0]!.fund = 'X'
    }),
  )
  expect(parts.map(({ part }) => part)).toEqual(['Prices', 'Settings'])
})

test('a second officer is for prices, funds and VAT, and not for words', () => {
  const money = (change: (document: FormDocument) => void) =>
    changesMoney(bulkyWaste.document, changedBy(change))
  expect(
    money(({ pricing }) => {
      pricing!.fees.upTo3![1]!.pence = 1
    }),
  ).toBe(true)
  expect(
    money(({ pricing }) => {
      pricing!.lines[0]!.fund = 'X'
    }),
  ).toBe(true)
  expect(
    money(({ pricing }) => {
      pricing!.lines[0]!.vat = 'zero'
    }),
  ).toBe(true)
  expect(
    money(({ pricing }) => {
      pricing!.define[0]!.value = '1'
    }),
  ).toBe(true)
  expect(money((document) => void delete document.pricing)).toBe(true)
  expect(
    money(({ pricing }) => {
      pricing!.lines[0]!.label = 'X'
    }),
  ).toBe(false)
  expect(money(({ pricing }) => void pricing!.tests.pop())).toBe(false)
  expect(
    money((document) => {
      document.title = 'X'
    }),
  ).toBe(false)
  expect(changesMoney(undefined, bulkyWaste.document)).toBe(true)
})

test('whatever changes, something is said', () => {
  const changes: ((document: FormDocument) => void)[] = [
    (document) => {
      document.title = { en: 'Book a bulky waste collection', cy: 'Cymraeg' }
    },
    (document) => void document.definition.components.reverse(),
    (document) => void document.pricing!.tests.pop(),
    (document) => void document.pricing!.tests.reverse(),
    (document) => void document.pricing!.define.pop(),
    (document) => {
      document.pricing!.refuse = "'No'"
    },
    (document) => {
      document.pricing!.lines[0]!.narrative = 'x'
    },
    (document) => void document.pricing!.lines.reverse(),
    (document) => void document.pricing!.fees.upTo3!.splice(1, 0, { from: '2026-09-01', pence: 2500 }),
    (document) => {
      document.deliveries![0]!.mapping = '{}'
    },
    (document) => {
      document.deliveries![0]!.mapping += ' '
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
    (document) => {
      document.definition.components[0]!.components[0]!.tableView = false
    },
  ]
  for (const change of changes) expect(after(change), String(change)).not.toEqual([])
})

/** Every place of a document that holds a plain value. */
function places(value: unknown, at: string[] = []): string[][] {
  if (typeof value !== 'object' || value === null) return [at]
  return Object.entries(value).flatMap(([key, inner]) => places(inner, [...at, key]))
}

test('no single value of a document can change without a word about it', () => {
  // A text that stands for one of a few words, or for a day, cannot be just anything.
  const oneOfFew = /^(format|slug|vat|from|type|operator|conjunction|on|channel|display)$/
  const all = places(bulkyWaste.document).filter((place) => !oneOfFew.test(place.at(-1)!))
  fc.assert(
    fc.property(fc.constantFrom(...all), (place) => {
      const document = changedBy((made) => {
        let holder = made as unknown as Record<string, unknown>
        for (const key of place.slice(0, -1)) holder = holder[key] as Record<string, unknown>
        const last = place.at(-1)!
        const value = holder[last]
        holder[last] =
          typeof value === 'number' ? value + 1 : typeof value === 'boolean' ? !value : `${String(value)}x`
      })
      expect(differences(bulkyWaste.document, document), place.join('/')).not.toEqual([])
    }),
    { numRuns: 400 },
  )
})
