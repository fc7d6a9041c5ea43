import type { FormDocument, Pricing } from '../../form-schemas/document.ts'

/** A small form with a price: up to three items one fee, up to six another, with a discount and a refusal. */
export function bulkyWaste(change: Partial<Pricing> = {}): FormDocument {
  return {
    format: 'counterfoil/1',
    slug: 'bulky-waste',
    title: { en: 'Book a bulky waste collection', cy: 'Trefnu casgliad gwastraff swmpus' },
    definition: {
      display: 'wizard',
      components: [
        {
          type: 'panel',
          key: 'items',
          title: 'What is it?',
          components: [
            {
              type: 'editgrid',
              key: 'things',
              label: 'Items',
              components: [
                { type: 'textfield', key: 'item', label: 'Item' },
                { type: 'number', key: 'quantity', label: 'How many?' },
              ],
            },
            { type: 'radio', key: 'benefits', label: 'Do you get benefits?', values: yesNo },
          ],
        },
      ],
    },
    pricing: {
      fees: {
        upTo3: [
          { from: '2026-04-01', pence: 2500 },
          { from: '2027-04-01', pence: 2650 },
        ],
        upTo6: [{ from: '2026-04-01', pence: 5000 }],
      },
      define: [
        {
          name: 'howMany',
          value: '$sum(things.quantity)',
          label: { en: 'Number of items', cy: 'Nifer yr eitemau' },
        },
        { name: 'base', value: "$howMany <= 3 ? $fee('upTo3') : $fee('upTo6')" },
      ],
      refuse: '$howMany > 6 ? "We collect at most 6 items."',
      lines: [
        {
          code: 'collection',
          label: { en: 'Collection', cy: 'Casgliad' },
          amount: '$base',
          vat: 'outside-scope',
          fund: 'BW',
          ledger: 'R1234',
          narrative: 'Bulky waste',
        },
        {
          code: 'discount',
          label: 'Half price for people on benefits',
          when: 'benefits = "yes"',
          amount: '-$percent($base, 50)',
          vat: 'outside-scope',
          fund: 'BW',
        },
      ],
      tests: [],
      ...change,
    },
  }
}

const yesNo = [
  { label: 'Yes', value: 'yes' },
  { label: 'No', value: 'no' },
]
