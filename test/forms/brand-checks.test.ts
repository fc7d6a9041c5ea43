import { expect, test } from 'vitest'
import type { FormDocument, VatTreatment } from '../../form-schemas/document.ts'
import { brandChecks } from '../../server/forms/index.ts'
import type { Brand } from '../../server/people/index.ts'

const main = { name: 'main', vatNumber: 'GB123456789', postalAddress: ['Civic Centre'] } as Brand
const playhouse = { name: 'playhouse', vatNumber: null, postalAddress: [] as string[] } as Brand

async function problemsOf(document: object, known: Brand[] = [main, playhouse]): Promise<string[]> {
  const checks = brandChecks({
    brands: {
      of: async () => known,
      forForm: async (_, name) => known.find((brand) => brand.name === name) ?? known[0],
    },
  })
  const problems = await Promise.all(checks.map((check) => check.run(document as FormDocument, 'o', 'live')))
  return problems.flat().map(({ message, warning }) => `${warning ? 'warning ' : ''}${message}`)
}
const lines = (...vat: VatTreatment[]) => ({ pricing: { lines: vat.map((one) => ({ vat: one })) } })

test('a form may name no brand, or one that there is', async () => {
  expect(await problemsOf({})).toEqual([])
  expect(await problemsOf({ settings: { brand: 'playhouse' } })).toEqual([])
  expect(await problemsOf({ settings: { brand: 'gone' } })).toEqual(['There is no brand called ‘gone’'])
})

test('prices with VAT want a brand with a VAT number and an address', async () => {
  const vat = { settings: { brand: 'playhouse' }, ...lines('outside-scope', 'reduced') }
  expect(await problemsOf(vat)).toEqual([
    'warning There are prices with VAT, and the brand has not got a VAT registration number: payers get a receipt that is no VAT receipt',
    'warning There are prices with VAT, and the brand has not got a postal address: payers get a receipt that is no VAT receipt',
  ])
  expect(await problemsOf({ ...vat, settings: {} })).toEqual([])
  expect(await problemsOf({ ...vat, settings: {} }, [])).toHaveLength(2)
})

test('prices without VAT want none of it', async () => {
  expect(await problemsOf(lines('outside-scope', 'exempt', 'zero'), [])).toEqual([])
})
