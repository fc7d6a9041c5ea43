import { type QuestionCase, required } from './question-case.ts'

export const numbersCases: Record<string, QuestionCase> = {
  number: {
    component: {
      type: 'number',
      key: 'q',
      label: 'Number of items',
      validate: { ...required, integer: true, min: 1, max: 6 },
    },
    right: [
      [{ q: ' 6 ' }, 6],
      [{ q: '1.0' }, 1],
    ],
    wrong: [
      [{ q: '' }, 'q', 'Enter number of items', 'Rhowch number of items'],
      [{ q: '1e0' }, 'q', 'Number of items must be a number', 'Rhaid i number of items fod yn rhif'],
      [{ q: '0x5' }, 'q', 'Number of items must be a number', 'Rhaid i number of items fod yn rhif'],
      [
        { q: '1.5' },
        'q',
        'Number of items must be a whole number',
        'Rhaid i number of items fod yn rhif cyfan',
      ],
      [{ q: '7' }, 'q', 'Number of items must be 6 or fewer', 'Rhaid i number of items fod yn 6 neu lai'],
      [{ q: '−3' }, 'q', 'Number of items must be 1 or more', 'Rhaid i number of items fod yn 1 neu fwy'],
    ],
    summary: [1250.5, ['1,250.5']],
  },
  currency: {
    component: {
      type: 'currency',
      key: 'q',
      label: 'Amount',
      validate: { ...required, min: 500, max: 125000 },
    },
    right: [
      [{ q: '£1,250' }, 125000],
      [{ q: '19.99' }, 1999],
      [{ q: '5.5' }, 550],
    ],
    wrong: [
      [{ q: '' }, 'q', 'Enter amount', 'Rhowch amount'],
      [
        { q: '5.555' },
        'q',
        'Amount must be an amount of money, like 25 or 25.50',
        'Rhaid i amount fod yn swm o arian, fel 25 neu 25.50',
      ],
      [
        { q: '1e9' },
        'q',
        'Amount must be an amount of money, like 25 or 25.50',
        'Rhaid i amount fod yn swm o arian, fel 25 neu 25.50',
      ],
      [{ q: '-5' }, 'q', 'Amount must be £5.00 or more', 'Rhaid i amount fod yn £5.00 neu fwy'],
      [{ q: '1250.01' }, 'q', 'Amount must be £1,250.00 or less', 'Rhaid i amount fod yn £1,250.00 neu lai'],
    ],
    summary: [125050, ['£1,250.50']],
  },
  'number, with decimals': {
    component: {
      type: 'number',
      key: 'q',
      label: 'Weight',
      suffix: { en: 'kg', cy: 'kg' },
      decimalLimit: 1,
      validate: { ...required, min: -1 },
    },
    right: [
      [{ q: '1,250.5' }, 1250.5],
      [{ q: '2.50' }, 2.5],
      [{ q: '-0.5' }, -0.5],
    ],
    wrong: [
      [
        { q: '1.25' },
        'q',
        'Weight must have 1 decimal place or fewer',
        'Rhaid i weight gael 1 lle degol neu lai',
      ],
      [{ q: '-1.5' }, 'q', 'Weight must be -1 or more', 'Rhaid i weight fod yn -1 neu fwy'],
    ],
    summary: [1250.5, ['1,250.5 kg']],
  },
  'currency, in whole pounds': {
    component: {
      type: 'currency',
      key: 'q',
      label: 'Donation',
      validate: { ...required, wholePounds: true, min: 100, max: 100_000 },
    },
    right: [
      [{ q: '25' }, 2500],
      [{ q: '£25.00' }, 2500],
    ],
    wrong: [
      [
        { q: '25.50' },
        'q',
        'Donation must not include pence, like 25 or 150',
        'Rhaid i donation beidio â chynnwys ceiniogau, fel 25 neu 150',
      ],
      [{ q: '0' }, 'q', 'Donation must be £1.00 or more', 'Rhaid i donation fod yn £1.00 neu fwy'],
    ],
    summary: [2500, ['£25.00']],
  },
}
