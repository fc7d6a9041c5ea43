import { card, cardCy, type QuestionCase, required, type Typed } from './question-case.ts'

const wrong = (q: string, en: string, cy: string): [Typed, string, string, string] => [{ q }, 'q', en, cy]

const notARegistration = [
  'Registration number must be a UK registration number, like AB12 CDE',
  'Rhaid i registration number fod yn rhif cofrestru yn y DU, fel AB12 CDE',
] as const
const notAUprn = [
  'UPRN must be a number of 1 to 12 digits, like 100023336956',
  'Rhaid i UPRN fod yn rhif o 1 i 12 digid, fel 100023336956',
] as const
const accountForm = [
  'Enter account number in the correct format, like AB-345-678',
  'Rhowch account number yn y fformat cywir, fel AB-345-678',
] as const

export const referencesCases: Record<string, QuestionCase> = {
  reference: {
    component: {
      type: 'reference',
      key: 'q',
      label: 'Invoice number',
      validate: { ...required, minLength: 4, maxLength: 19, pattern: '(?:SI/)?[0-9]+' },
    },
    right: [
      [{ q: ' si / 12-34 ' }, 'SI/1234'],
      [{ q: '12\u201134 56' }, '123456'],
    ],
    wrong: [
      wrong('', 'Enter invoice number', 'Rhowch invoice number'),
      wrong(
        '1 2-3',
        'Invoice number must be 4 characters or more',
        'Rhaid i invoice number fod yn 4 nod neu fwy',
      ),
      wrong(
        '1'.repeat(20),
        'Invoice number must be 19 characters or less',
        'Rhaid i invoice number fod yn 19 nod neu lai',
      ),
      wrong(
        'AB/1234',
        'Invoice number must be in the correct format',
        'Rhaid i invoice number fod yn y fformat cywir',
      ),
      wrong(
        'SI/12;34',
        'Invoice number must only include letters, numbers, spaces, dashes, slashes and full stops',
        'Rhaid i invoice number gynnwys llythrennau, rhifau, bylchau, llinellau toriad, blaenslaesau ac atalnodau llawn yn unig',
      ),
      wrong('4111-1111-1111-1111', card, cardCy),
      wrong('9999 9999 9999 9995', card, cardCy),
    ],
    summary: ['SI/1234', ['SI/1234']],
  },
  'reference, by its mask': {
    component: {
      type: 'reference',
      key: 'q',
      label: 'Account number',
      inputMask: 'AA-999-99*',
      validate: required,
    },
    right: [
      [{ q: 'ab 123 45x' }, 'AB12345X'],
      [{ q: 'AB-123-456' }, 'AB123456'],
    ],
    wrong: [
      wrong('A1 123 45X', ...accountForm),
      wrong('AB12345', ...accountForm),
      wrong('AB123456X7', ...accountForm),
      wrong('ÁB12345X', ...accountForm),
    ],
    summary: ['AB12345X', ['AB-123-45X']],
  },
  'reference, of a scheme': {
    component: {
      type: 'reference',
      key: 'q',
      label: 'Council tax account',
      scheme: 'councilTax',
      validate: required,
    },
    right: [
      [{ q: '123 456 780' }, '123456780'],
      [{ q: '7000-0001-2' }, '700000012'],
      [{ q: '555123458' }, '555123458'],
    ],
    wrong: [
      wrong('', 'Enter council tax account', 'Rhowch council tax account'),
      wrong(
        '123456781',
        'Check council tax account: at least one letter or number is wrong',
        'Gwiriwch council tax account: mae o leiaf un llythyren neu rif yn anghywir',
      ),
      wrong(
        '213456780',
        'Check council tax account: at least one letter or number is wrong',
        'Gwiriwch council tax account: mae o leiaf un llythyren neu rif yn anghywir',
      ),
      wrong(
        '12345678',
        'Enter council tax account in the correct format, like 123456780',
        'Rhowch council tax account yn y fformat cywir, fel 123456780',
      ),
    ],
    summary: ['123456780', ['123456780']],
  },
  'reference, of a library': {
    component: { type: 'reference', key: 'q', label: 'Library card', scheme: 'library', validate: required },
    right: [[{ q: '2 1234 56789 0124' }, '21234567890124']],
    wrong: [
      // Fourteen digits that are a library's by their length and a payment card's by their beginning.
      wrong('30569309025904', card, cardCy),
      wrong(
        '21234567890121',
        'Check library card: at least one letter or number is wrong',
        'Gwiriwch library card: mae o leiaf un llythyren neu rif yn anghywir',
      ),
    ],
    summary: ['21234567890124', ['21234567890124']],
  },
  vehicleRegistration: {
    component: {
      type: 'vehicleRegistration',
      key: 'q',
      label: 'Registration number',
      validate: required,
    },
    right: [
      [{ q: ' ab12  cde ' }, 'AB12CDE'],
      [{ q: 'A123-BCD' }, 'A123BCD'],
      [{ q: 'abc 123d' }, 'ABC123D'],
      [{ q: 'ABC 123' }, 'ABC123'],
      [{ q: '1234 AB' }, '1234AB'],
      [{ q: 'A 1' }, 'A1'],
      [{ q: 'ABZ 1234' }, 'ABZ1234'],
      [{ q: '1234 ABZ' }, '1234ABZ'],
      [{ q: 'IA 9999' }, 'IA9999'],
    ],
    wrong: [
      wrong('', 'Enter registration number', 'Rhowch registration number'),
      ...['AB1 CDE', 'AB123 CDE', 'ABCD 123', '12345', 'ABC', 'ABC 1234', '<b>AB12CDE', 'АВ12 СDE'].map((q) =>
        wrong(q, ...notARegistration),
      ),
      wrong('4111 1111 1111 1111', ...notARegistration),
    ],
    summary: ['AB12CDE', ['AB12 CDE']],
  },
  'vehicleRegistration, of any country': {
    component: {
      type: 'vehicleRegistration',
      key: 'q',
      label: 'Registration number',
      anyCountry: true,
      validate: required,
    },
    right: [
      [{ q: 'm-äb 1234' }, 'MÄB1234'],
      [{ q: '101 D 234' }, '101D234'],
    ],
    wrong: [
      ...['A', 'ABCDEFG123456', 'AB;12', '4111 1111 1111 1111'].map((q) =>
        wrong(
          q,
          'Registration number must be 2 to 12 letters and numbers',
          'Rhaid i registration number fod yn 2 i 12 o lythrennau a rhifau',
        ),
      ),
    ],
    summary: ['ABZ1234', ['ABZ 1234']],
  },
  uprn: {
    component: { type: 'uprn', key: 'q', label: 'UPRN', validate: required },
    right: [
      [{ q: '100023336956' }, '100023336956'],
      [{ q: '0000 1000 2333' }, '10002333'],
      [{ q: '00000100023336956' }, '100023336956'],
      [{ q: '1' }, '1'],
    ],
    wrong: [
      wrong('', 'Enter UPRN', 'Rhowch UPRN'),
      ...['0', '1234567890123', '12a', '-5', '1.5', '١٢٣', '4111111111111111'].map((q) =>
        wrong(q, ...notAUprn),
      ),
    ],
    summary: ['10002333', ['10002333']],
  },
}
