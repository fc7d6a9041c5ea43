import type { FormDocument } from '../../form-schemas/document.ts'
import type { Brands } from '../people/index.ts'
import { vatPercent } from '../vat.ts'
import type { GateCheck, GateProblem } from './gate.ts'

/** What a form needs of its organisation's brands: the one that it names, and what VAT receipts must say. */
export function brandChecks({ brands }: { brands: Pick<Brands, 'of' | 'forForm'> }): GateCheck[] {
  return [
    {
      name: 'The brand of the form is known',
      async run({ settings }, organisationId) {
        const name = settings?.brand
        if (name === undefined) return []
        const known = await brands.of(organisationId)
        if (known.some((brand) => brand.name === name)) return []
        return [
          { pointer: '/settings/brand', message: `There is no brand called ‘${name}’`, screen: 'settings' },
        ]
      },
    },
    {
      name: 'Payers can be given the receipt they need',
      async run(document, organisationId) {
        if (!hasVat(document)) return []
        const brand = await brands.forForm(organisationId, document.settings?.brand)
        const missing = [
          !brand?.vatNumber && 'a VAT registration number',
          !brand?.postalAddress.length && 'a postal address',
        ].filter((what) => what !== false)
        return missing.map((what): GateProblem => {
          const message = `There are prices with VAT, and the brand has not got ${what}: payers get a receipt that is no VAT receipt`
          return { pointer: '/settings/brand', message, screen: 'settings', warning: true }
        })
      },
    },
  ]
}

function hasVat({ pricing }: FormDocument): boolean {
  return pricing?.lines.some(({ vat }) => vatPercent(vat) > 0) ?? false
}
