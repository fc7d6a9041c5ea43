/**
 * The one form of a simulated council. Its price has a line of every kind that money can go wrong on: outside the scope of VAT,
 * standard-rated, reduced, and a discount; and nothing to pay at all when nothing is asked for. Fees rise on a day that some
 * worlds live through.
 */
export const simulatedForm = {
  format: 'counterfoil/1',
  slug: 'collection',
  title: 'Book a collection',
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'what',
        title: 'What is to be collected?',
        components: [
          {
            type: 'number',
            key: 'items',
            label: 'How many items?',
            validate: { required: true, integer: true, min: 0, max: 9 },
          },
          {
            type: 'number',
            key: 'bags',
            label: 'How many bags?',
            validate: { required: true, integer: true, min: 0, max: 9 },
          },
          { type: 'email', key: 'email', label: 'Your email address' },
        ],
      },
    ],
  },
  pricing: {
    fees: {
      item: [
        { from: '2026-04-01', pence: 1250 },
        { from: '2027-04-01', pence: 1333 },
      ],
      bag: [{ from: '2026-04-01', pence: 333 }],
      container: [{ from: '2026-04-01', pence: 1999 }],
    },
    define: [],
    lines: [
      {
        code: 'items',
        label: 'Collection of items',
        when: 'items > 0',
        quantity: 'items',
        amount: "$fee('item')",
        vat: 'outside-scope',
        fund: 'BW',
        ledger: 'R1234',
      },
      {
        code: 'bags',
        label: 'Bags',
        when: 'bags > 0',
        quantity: 'bags',
        amount: "$fee('bag')",
        vat: 'standard',
        fund: 'TW',
        ledger: 'R2000',
      },
      {
        code: 'container',
        label: 'Container',
        when: 'bags > 4',
        quantity: '1',
        amount: "$fee('container')",
        vat: 'reduced',
        fund: 'TW',
      },
      {
        code: 'discount',
        label: 'Discount for both',
        when: 'items > 2 and bags > 0',
        quantity: '1',
        amount: '-253',
        vat: 'standard',
        fund: 'TW',
        ledger: 'R2000',
      },
    ],
    tests: [],
  },
  payment: { gateway: 'card', description: 'Collection', reference: 'CO-{reference}' },
  deliveries: [
    {
      id: 'round',
      destination: 'back-office',
      on: 'completed',
      mapping:
        '{ "reference": $submission.reference, "items": items, "bags": bags, "pence": $price.totalPence, "payment": $payment.id }',
      schema: {
        type: 'object',
        required: ['reference', 'items', 'bags', 'pence'],
        additionalProperties: false,
        properties: {
          reference: { type: 'string' },
          items: { type: 'integer' },
          bags: { type: 'integer' },
          pence: { type: 'integer' },
          payment: { type: 'string' },
        },
      },
      tests: [],
    },
  ],
  settings: { privacyUrl: 'https://www.example.org/privacy', contact: 'collections@example.org' },
}
