import type { Answer } from '../../form-schemas/answers.ts'
import type { Component } from '../../form-schemas/document.ts'

/** What is typed, by field name; a list is several choices of one field. */
export type Typed = Record<string, string | string[]>

export interface QuestionCase {
  component: Component
  /** Posts that are right, with what is stored. */
  right: [Typed, Answer][]
  /** Posts that are wrong, with the field and the message in English and in Welsh. */
  wrong: [Typed, string, string, string][]
  summary?: [Answer, string[]]
}

const required = { required: true }
const options = [
  { value: 'resident', label: { en: 'Resident', cy: 'Preswylydd' } },
  { value: 'landlord', label: { en: 'Landlord', cy: 'Landlord' } },
]
const fullName = { en: 'Full name', cy: 'Enw llawn' }
const card =
  'Do not enter card numbers. If there is something to pay, you will pay on a separate, secure page'
const cardCy =
  'Peidiwch â rhoi rhifau cardiau. Os oes rhywbeth i’w dalu, byddwch yn talu ar dudalen ddiogel ar wahân'
const long = 'x'.repeat(5001)

export const questionCases: Record<string, QuestionCase> = {
  textfield: {
    component: {
      type: 'textfield',
      key: 'q',
      label: fullName,
      validate: { ...required, maxLength: 10, minLength: 2, pattern: '[A-Za-zé ]+' },
    },
    right: [
      [{ q: '  Ana   Roe ' }, 'Ana Roe'],
      [{ q: 'Jose\u0301' }, 'José'],
      [{ q: 'A\u0000n\u202ea\u200b' }, 'Ana'],
    ],
    wrong: [
      [{}, 'q', 'Enter full name', 'Rhowch enw llawn'],
      [{ q: ' \u200b ' }, 'q', 'Enter full name', 'Rhowch enw llawn'],
      [
        { q: 'x'.repeat(11) },
        'q',
        'Full name must be 10 characters or less',
        'Rhaid i enw llawn fod yn 10 nod neu lai',
      ],
      [{ q: 'x' }, 'q', 'Full name must be 2 characters or more', 'Rhaid i enw llawn fod yn 2 nod neu fwy'],
      [
        { q: '<b>x</b>' },
        'q',
        'Full name must be in the correct format',
        'Rhaid i enw llawn fod yn y fformat cywir',
      ],
    ],
    summary: ['Ana', ['Ana']],
  },
  textarea: {
    component: {
      type: 'textarea',
      key: 'q',
      label: 'What happened?',
      errorLabel: 'what happened',
      validate: { ...required, maxWords: 5 },
    },
    right: [[{ q: 'one\r\ntwo\rthree ' }, 'one\ntwo\nthree']],
    wrong: [
      [{ q: '\r\n' }, 'q', 'Enter what happened', 'Rhowch what happened'],
      [
        { q: long },
        'q',
        'What happened must be 5000 characters or less',
        'Rhaid i what happened fod yn 5000 nod neu lai',
      ],
      [
        { q: 'a b c d e f' },
        'q',
        'What happened must be 5 words or less',
        'Rhaid i what happened fod yn 5 gair neu lai',
      ],
      [{ q: 'card 4111 1111 1111 1111' }, 'q', card, cardCy],
    ],
    summary: ['one\ntwo', ['one', 'two']],
  },
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
  email: {
    component: { type: 'email', key: 'q', label: 'Email address', validate: required },
    right: [
      [{ q: ' ana.roe+x@mail.example.co.uk ' }, 'ana.roe+x@mail.example.co.uk'],
      [{ q: "o'neil@example.com" }, "o'neil@example.com"],
    ],
    wrong: [
      [{ q: '' }, 'q', 'Enter email address', 'Rhowch email address'],
      ...[
        'ana',
        'ana@',
        '@example.com',
        'a@b',
        'a..b@example.com',
        'a b@example.com',
        'a@-x.com',
        'a@x.com\r\nBcc: b@x.com',
      ].map((q): [Typed, string, string, string] => [
        { q },
        'q',
        'Email address must be in the correct format, like name@example.com',
        'Rhaid i email address fod yn y fformat cywir, fel enw@example.com',
      ]),
      [
        { q: `${'a'.repeat(250)}@x.com` },
        'q',
        'Email address must be 254 characters or less',
        'Rhaid i email address fod yn 254 nod neu lai',
      ],
    ],
    summary: ['ana@example.com', ['ana@example.com']],
  },
  phoneNumber: {
    component: { type: 'phoneNumber', key: 'q', label: 'Phone number', validate: required },
    right: [
      [{ q: '(020) 7946-0000' }, '020 7946 0000'],
      [{ q: '+44 (0)808 157 0192' }, '+44 808 157 0192'],
      [{ q: '00 44 7700 900 982' }, '00 44 7700 900 982'],
    ],
    wrong: [
      [{ q: '' }, 'q', 'Enter phone number', 'Rhowch phone number'],
      ...['12345', 'ring me', '0123456789012345', '07700 900982 x1'].map(
        (q): [Typed, string, string, string] => [
          { q },
          'q',
          'Phone number must be a phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192',
          'Rhaid i phone number fod yn rhif ffôn, fel 01632 960 001, 07700 900 982 neu +44 808 157 0192',
        ],
      ),
      [{ q: '3782 822463 10005' }, 'q', card, cardCy],
    ],
    summary: ['020 7946 0000', ['020 7946 0000']],
  },
  day: {
    component: {
      type: 'day',
      key: 'q',
      label: 'Date of birth',
      validate: { ...required, minDate: '1900-01-01', maxDate: '2026-11-22' },
    },
    right: [
      [{ 'q-day': '29', 'q-month': '2', 'q-year': '2024' }, '2024-02-29'],
      [{ 'q-day': '1', 'q-month': 'Mawrth', 'q-year': '2024' }, '2024-03-01'],
      [{ 'q-day': '01', 'q-month': 'sep', 'q-year': '1999' }, '1999-09-01'],
    ],
    wrong: [
      [{}, 'q-day', 'Enter date of birth', 'Rhowch date of birth'],
      [
        { 'q-day': '1', 'q-year': '2000' },
        'q-month',
        'Date of birth must include a month',
        'Rhaid i date of birth gynnwys mis',
      ],
      [
        { 'q-year': '2000' },
        'q-day',
        'Date of birth must include a day and month',
        'Rhaid i date of birth gynnwys diwrnod a mis',
      ],
      [
        { 'q-day': '29', 'q-month': '2', 'q-year': '2023' },
        'q-day',
        'Date of birth must be a real date',
        'Rhaid i date of birth fod yn ddyddiad go iawn',
      ],
      [
        { 'q-day': '1', 'q-month': '1', 'q-year': '99' },
        'q-year',
        'Date of birth must have a year of 4 numbers',
        'Rhaid i date of birth gael blwyddyn o 4 rhif',
      ],
      [
        { 'q-day': '23', 'q-month': '11', 'q-year': '2026' },
        'q-day',
        'Date of birth must be on or before 22 November 2026',
        'Rhaid i date of birth fod ar 22 Tachwedd 2026 neu cyn hynny',
      ],
      [
        { 'q-day': '31', 'q-month': '12', 'q-year': '1899' },
        'q-day',
        'Date of birth must be on or after 1 January 1900',
        'Rhaid i date of birth fod ar 1 Ionawr 1900 neu ar ôl hynny',
      ],
    ],
    summary: ['2026-03-07', ['7 March 2026']],
  },
  radio: {
    component: {
      type: 'radio',
      key: 'q',
      label: 'Are you the landlord?',
      values: options,
      validate: required,
    },
    right: [[{ q: 'landlord' }, 'landlord']],
    wrong: [
      [{}, 'q', 'Select an answer to ‘Are you the landlord?’', 'Dewiswch ateb i ‘Are you the landlord?’'],
      [
        { q: 'owner' },
        'q',
        'Select an answer to ‘Are you the landlord?’',
        'Dewiswch ateb i ‘Are you the landlord?’',
      ],
      [
        { q: 'toString' },
        'q',
        'Select an answer to ‘Are you the landlord?’',
        'Dewiswch ateb i ‘Are you the landlord?’',
      ],
    ],
    summary: ['resident', ['Resident']],
  },
  select: {
    component: {
      type: 'select',
      key: 'q',
      label: 'Kind',
      errorLabel: 'a kind',
      data: { values: options },
      validate: required,
    },
    right: [[{ q: 'resident' }, 'resident']],
    wrong: [
      [{ q: '' }, 'q', 'Select a kind', 'Dewiswch a kind'],
      [{ q: '__proto__' }, 'q', 'Select a kind', 'Dewiswch a kind'],
    ],
    summary: ['landlord', ['Landlord']],
  },
  selectboxes: {
    component: {
      type: 'selectboxes',
      key: 'q',
      label: 'Who you are',
      values: [...options, { value: 'agent', label: 'Agent' }],
      validate: { ...required, minSelectedCount: 1, maxSelectedCount: 2 },
    },
    right: [
      [{ q: ['landlord', 'resident', 'landlord'] }, ['resident', 'landlord']],
      [{ q: ['agent'] }, ['agent']],
    ],
    wrong: [
      [{}, 'q', 'Select who you are', 'Dewiswch who you are'],
      [{ q: ['owner'] }, 'q', 'Select who you are', 'Dewiswch who you are'],
      [
        { q: ['agent', 'landlord', 'resident'] },
        'q',
        'Select 2 or fewer for who you are',
        'Dewiswch 2 neu lai ar gyfer who you are',
      ],
    ],
    summary: [
      ['resident', 'agent'],
      ['Resident', 'Agent'],
    ],
  },
  yesno: {
    component: {
      type: 'yesno',
      key: 'q',
      label: 'Access',
      errorLabel: 'yes if there is a gate',
      validate: required,
    },
    right: [
      [{ q: 'yes' }, true],
      [{ q: 'no' }, false],
    ],
    wrong: [
      [{}, 'q', 'Select yes if there is a gate', 'Dewiswch yes if there is a gate'],
      [{ q: 'true' }, 'q', 'Select yes if there is a gate', 'Dewiswch yes if there is a gate'],
    ],
    summary: [false, ['No']],
  },
  checkbox: {
    component: { type: 'checkbox', key: 'q', label: 'I agree', validate: required },
    right: [[{ q: 'yes' }, true]],
    wrong: [
      [{}, 'q', 'Select ‘I agree’', 'Dewiswch ‘I agree’'],
      [{ q: 'on' }, 'q', 'Select ‘I agree’', 'Dewiswch ‘I agree’'],
    ],
    summary: [true, ['Yes']],
  },
  address: {
    component: { type: 'address', key: 'q', label: 'Your address', validate: required },
    right: [
      [
        { 'q-line1': ' 1 High  Street', 'q-town': 'Bristol', 'q-postcode': 'bs15tr' },
        { line1: '1 High Street', town: 'Bristol', postcode: 'BS1 5TR' },
      ],
      [
        {
          'q-line1': 'Flat 1',
          'q-line2': 'X',
          'q-town': 'Cardiff',
          'q-county': 'Y',
          'q-postcode': 'CF10-3at',
        },
        { line1: 'Flat 1', line2: 'X', town: 'Cardiff', county: 'Y', postcode: 'CF10 3AT' },
      ],
    ],
    wrong: [
      [
        { 'q-town': 'Bristol', 'q-postcode': 'BS1 5TR' },
        'q-line1',
        'Enter address line 1, typically the building and street',
        'Rhowch linell gyntaf y cyfeiriad, fel arfer yr adeilad a’r stryd',
      ],
      [
        { 'q-line1': '1 X', 'q-postcode': 'BS1 5TR' },
        'q-town',
        'Enter town or city',
        'Rhowch tref neu ddinas',
      ],
      [
        { 'q-line1': '1 X', 'q-town': 'Y', 'q-postcode': 'BS1' },
        'q-postcode',
        'Enter a full UK postcode, like AA3 1AB',
        'Rhowch god post llawn yn y DU, fel AA3 1AB',
      ],
      [
        { 'q-line1': 'x'.repeat(101), 'q-town': 'Y', 'q-postcode': 'BS1 5TR' },
        'q-line1',
        'Address line 1 must be 100 characters or less',
        'Rhaid i linell gyntaf y cyfeiriad fod yn 100 nod neu lai',
      ],
      [{ 'q-line1': '4111-1111-1111-1111', 'q-town': 'Y', 'q-postcode': 'BS1 5TR' }, 'q-line1', card, cardCy],
    ],
    summary: [{ line1: '1 X', town: 'Y', postcode: 'BS1 5TR' }, ['1 X', 'Y', 'BS1 5TR']],
  },
}
