import { card, cardCy, type QuestionCase, required, type Typed } from './question-case.ts'

export const peopleCases: Record<string, QuestionCase> = {
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
        'Enter email address in the correct format, like name@example.com',
        'Rhowch email address yn y fformat cywir, fel enw@example.com',
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
          'Enter phone number, like 01632 960 001, 07700 900 982 or +44 808 157 0192',
          'Rhowch phone number, fel 01632 960 001, 07700 900 982 neu +44 808 157 0192',
        ],
      ),
      [{ q: '3782 822463 10005' }, 'q', card, cardCy],
    ],
    summary: ['020 7946 0000', ['020 7946 0000']],
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
  name: {
    component: {
      type: 'name',
      key: 'q',
      label: 'What is your name?',
      errorLabel: 'your full name',
      validate: required,
    },
    right: [
      [{ q: '  Siân   Pugh-Jones ' }, 'Siân Pugh-Jones'],
      [{ q: 'O\u2019Neill' }, 'O\u2019Neill'],
      [{ q: '李明' }, '李明'],
      [{ q: 'X' }, 'X'],
    ],
    wrong: [
      [{}, 'q', 'Enter your full name', 'Rhowch your full name'],
      [{ q: '\u200b \u202e' }, 'q', 'Enter your full name', 'Rhowch your full name'],
      [
        { q: 'x'.repeat(256) },
        'q',
        'Your full name must be 255 characters or less',
        'Rhaid i your full name fod yn 255 nod neu lai',
      ],
      [{ q: '4111 1111 1111 1111' }, 'q', card, cardCy],
    ],
    summary: ['Ana Roe', ['Ana Roe']],
  },
  'name, in parts': {
    component: { type: 'name', key: 'q', label: 'Your name', ask: 'titleFirstAndLast', validate: required },
    right: [
      [
        { 'q-title': 'Dr', 'q-firstName': ' Ana ', 'q-lastName': 'Roe' },
        { title: 'Dr', firstName: 'Ana', lastName: 'Roe' },
      ],
      [
        { 'q-firstName': 'Ana', 'q-lastName': 'Roe' },
        { firstName: 'Ana', lastName: 'Roe' },
      ],
    ],
    wrong: [
      [{ 'q-firstName': 'Ana' }, 'q-lastName', 'Enter last name', 'Rhowch enw olaf'],
      [{ 'q-title': 'Ms', 'q-lastName': 'Roe' }, 'q-firstName', 'Enter first name', 'Rhowch enw cyntaf'],
      [
        { 'q-title': 'x'.repeat(36), 'q-firstName': 'A', 'q-lastName': 'B' },
        'q-title',
        'Title must be 35 characters or less',
        'Rhaid i teitl fod yn 35 nod neu lai',
      ],
      [{ 'q-firstName': 'Ana', 'q-lastName': '4111-1111-1111-1111' }, 'q-lastName', card, cardCy],
    ],
    summary: [{ title: 'Dr', firstName: 'Ana', lastName: 'Roe' }, ['Dr Ana Roe']],
  },
  organisation: {
    component: { type: 'organisation', key: 'q', label: 'Organisation', validate: required },
    right: [[{ q: 'Roe & Sons "Bakers" Ltd' }, 'Roe & Sons "Bakers" Ltd']],
    wrong: [
      [{ q: '' }, 'q', 'Enter organisation', 'Rhowch organisation'],
      [
        { q: 'x'.repeat(256) },
        'q',
        'Organisation must be 255 characters or less',
        'Rhaid i organisation fod yn 255 nod neu lai',
      ],
    ],
    summary: ['Roe Ltd', ['Roe Ltd']],
  },
  'organisation, with its numbers': {
    component: {
      type: 'organisation',
      key: 'q',
      label: 'Your organisation',
      companyNumber: 'required',
      charityNumber: 'optional',
      validate: required,
    },
    right: [
      [
        { 'q-name': 'Roe Ltd', 'q-companyNumber': '1234567' },
        { name: 'Roe Ltd', companyNumber: '01234567' },
      ],
      [
        { 'q-name': 'Roe', 'q-companyNumber': 'sc 123456', 'q-charityNumber': 'SC-012345' },
        { name: 'Roe', companyNumber: 'SC123456', charityNumber: 'SC012345' },
      ],
      [
        { 'q-name': 'Roe', 'q-companyNumber': 'IP12345R', 'q-charityNumber': 'NIC 101234' },
        { name: 'Roe', companyNumber: 'IP12345R', charityNumber: '101234' },
      ],
    ],
    wrong: [
      [
        { 'q-companyNumber': '01234567' },
        'q-name',
        'Enter the name of the organisation',
        'Rhowch enw’r sefydliad',
      ],
      [{ 'q-name': 'Roe Ltd' }, 'q-companyNumber', 'Enter the company number', 'Rhowch rif y cwmni'],
      ...['12345', '123456789', 'S1234567', '<b>'].map((number): [Typed, string, string, string] => [
        { 'q-name': 'Roe Ltd', 'q-companyNumber': number },
        'q-companyNumber',
        'Company number must be 8 numbers, or 2 letters and 6 numbers, like 01234567 or SC123456',
        'Rhaid i rif y cwmni fod yn 8 rhif, neu’n 2 lythyren a 6 rhif, fel 01234567 neu SC123456',
      ]),
      [
        { 'q-name': 'Roe Ltd', 'q-companyNumber': '01234567', 'q-charityNumber': '12345' },
        'q-charityNumber',
        'Charity number must be 6 to 8 characters, like 1234567, SC012345 or 101234',
        'Rhaid i rif yr elusen fod yn 6 i 8 nod, fel 1234567, SC012345 neu 101234',
      ],
    ],
    summary: [{ name: 'Roe Ltd', companyNumber: '01234567' }, ['Roe Ltd', 'Company number: 01234567']],
  },
  niNumber: {
    component: {
      type: 'niNumber',
      key: 'q',
      label: 'National Insurance number',
      errorLabel: { en: 'a National Insurance number', cy: 'rif Yswiriant Gwladol' },
      validate: required,
    },
    right: [
      [{ q: 'ab123456c' }, 'AB 12 34 56 C'],
      [{ q: ' A b 12-34 56 . d' }, 'AB 12 34 56 D'],
    ],
    wrong: [
      [{}, 'q', 'Enter a National Insurance number', 'Rhowch rif Yswiriant Gwladol'],
      ...[
        'QQ 12 34 56 C',
        'DA123456A',
        'AV123456A',
        'AO123456A',
        ...['BG', 'GB', 'KN', 'NK', 'NT', 'TN', 'ZZ'].map((prefix) => `${prefix}123456A`),
        'AB123456E',
        'AB12345C',
        'AB1234567C',
        'AB 12 34 56',
        '11 a1 11 11',
        '<b>AB123456C</b>',
      ].map((q): [Typed, string, string, string] => [
        { q },
        'q',
        'Enter a National Insurance number in the correct format, like QQ 12 34 56 C',
        'Rhowch rif Yswiriant Gwladol yn y fformat cywir, fel QQ 12 34 56 C',
      ]),
    ],
    summary: ['AB 12 34 56 C', ['AB 12 34 56 C']],
  },
  bankDetails: {
    component: {
      type: 'bankDetails',
      key: 'q',
      label: 'Bank details',
      rollNumber: true,
      validate: required,
    },
    right: [
      [
        { 'q-accountName': 'A Roe', 'q-sortCode': '30-94-30', 'q-accountNumber': '12345678' },
        { accountName: 'A Roe', sortCode: '309430', accountNumber: '12345678' },
      ],
      [
        {
          'q-accountName': 'A Roe',
          'q-sortCode': '30 94 30',
          'q-accountNumber': '123 456',
          'q-rollNumber': 'a/12-34.5 x',
        },
        { accountName: 'A Roe', sortCode: '309430', accountNumber: '00123456', rollNumber: 'A/12-34.5 X' },
      ],
    ],
    wrong: [
      [
        { 'q-sortCode': '309430', 'q-accountNumber': '12345678' },
        'q-accountName',
        'Enter the name on the account',
        'Rhowch yr enw ar y cyfrif',
      ],
      [
        { 'q-accountName': 'A Roe', 'q-accountNumber': '12345678' },
        'q-sortCode',
        'Enter a sort code',
        'Rhowch god didoli',
      ],
      [
        { 'q-accountName': 'A Roe', 'q-sortCode': '309430' },
        'q-accountNumber',
        'Enter an account number',
        'Rhowch rif cyfrif',
      ],
      ...['30943', '3094301', '00-00-00', '30-94-3O', '<b>'].map((code): [Typed, string, string, string] => [
        { 'q-accountName': 'A Roe', 'q-sortCode': code, 'q-accountNumber': '12345678' },
        'q-sortCode',
        'Sort code must be 6 numbers, like 309430',
        'Rhaid i’r cod didoli fod yn 6 rhif, fel 309430',
      ]),
      ...['12345', '123456789', '00000000', '000000', 'GB29NWBK60161331926819'].map(
        (number): [Typed, string, string, string] => [
          { 'q-accountName': 'A Roe', 'q-sortCode': '309430', 'q-accountNumber': number },
          'q-accountNumber',
          'Account number must be between 6 and 8 numbers',
          'Rhaid i rif y cyfrif fod rhwng 6 ac 8 rhif',
        ],
      ),
      [
        { 'q-accountName': 'A Roe', 'q-sortCode': '309430', 'q-accountNumber': '4111111111111111' },
        'q-accountNumber',
        card,
        cardCy,
      ],
      [
        {
          'q-accountName': 'A Roe',
          'q-sortCode': '309430',
          'q-accountNumber': '12345678',
          'q-rollNumber': 'x;y',
        },
        'q-rollNumber',
        'Roll number must only include letters a to z, numbers, hyphens, spaces, forward slashes and full stops',
        'Rhaid i’r rhif rôl gynnwys llythrennau a i z, rhifau, cysylltnodau, bylchau, blaenslaesau ac atalnodau llawn yn unig',
      ],
      [
        {
          'q-accountName': 'x'.repeat(71),
          'q-sortCode': '309430',
          'q-accountNumber': '12345678',
        },
        'q-accountName',
        'The name on the account must be 70 characters or less',
        'Rhaid i yr enw ar y cyfrif fod yn 70 nod neu lai',
      ],
    ],
    summary: [
      { accountName: 'A Roe', sortCode: '309430', accountNumber: '00123456', rollNumber: 'A/12-34.5' },
      [
        'A Roe',
        'Sort code ending 30',
        'Account number ending 456',
        'Building society roll number ending 4.5',
      ],
    ],
  },
}
