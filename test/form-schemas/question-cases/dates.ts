import { type QuestionCase, required, type Typed } from './question-case.ts'

export const datesCases: Record<string, QuestionCase> = {
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
  monthYear: {
    component: {
      type: 'monthYear',
      key: 'q',
      label: 'Start',
      validate: { ...required, minDate: '2020-02', maxDate: '2026-11' },
    },
    right: [
      [{ 'q-month': '2', 'q-year': '2020' }, '2020-02'],
      [{ 'q-month': 'Rhagfyr', 'q-year': '2025' }, '2025-12'],
      [{ 'q-month': '11', 'q-year': '2026' }, '2026-11'],
    ],
    wrong: [
      [{}, 'q-month', 'Enter start', 'Rhowch start'],
      [{ 'q-month': '2' }, 'q-year', 'Start must include a year', 'Rhaid i start gynnwys blwyddyn'],
      [{ 'q-year': '2020' }, 'q-month', 'Start must include a month', 'Rhaid i start gynnwys mis'],
      [
        { 'q-month': '2', 'q-year': '20' },
        'q-year',
        'Start must have a year of 4 numbers',
        'Rhaid i start gael blwyddyn o 4 rhif',
      ],
      ...['13', '0', '1.5', 'ma', '<b>'].map((month): [Typed, string, string, string] => [
        { 'q-month': month, 'q-year': '2024' },
        'q-month',
        'Start must be a real month and year, like 3 2026',
        'Rhaid i start fod yn fis a blwyddyn go iawn, fel 3 2026',
      ]),
      [
        { 'q-month': '1', 'q-year': '2020' },
        'q-month',
        'Start must be February 2020 or later',
        'Rhaid i start fod yn Chwefror 2020 neu’n ddiweddarach',
      ],
      [
        { 'q-month': '12', 'q-year': '2026' },
        'q-month',
        'Start must be November 2026 or earlier',
        'Rhaid i start fod yn Tachwedd 2026 neu’n gynharach',
      ],
    ],
    summary: ['2026-03', ['March 2026']],
  },
  time: {
    component: {
      type: 'time',
      key: 'q',
      label: 'Arrival',
      validate: { ...required, minTime: '08:00', maxTime: '20:00', step: 15 },
    },
    right: [
      [{ q: ' 3PM ' }, '15:00'],
      [{ q: '3.30 p.m.' }, '15:30'],
      [{ q: '15:45' }, '15:45'],
      [{ q: '0815' }, '08:15'],
      [{ q: '12 noon' }, '12:00'],
      [{ q: 'canol dydd' }, '12:00'],
      [{ q: '9.15yb' }, '09:15'],
      [{ q: '20:00pm' }, '20:00'],
    ],
    wrong: [
      [{ q: '' }, 'q', 'Enter arrival', 'Rhowch arrival'],
      ...['9', '3 o’clock', '25:00', '12:60', '15:00am', '9:5am', '-1:00', '<b>', 'toString'].map(
        (q): [Typed, string, string, string] => [
          { q },
          'q',
          'Arrival must be a time, like 9:30am, 3pm or 15:00',
          'Rhaid i arrival fod yn amser, fel 9:30am, 3pm neu 15:00',
        ],
      ),
      [{ q: 'midnight' }, 'q', 'Arrival must be 8am or later', 'Rhaid i arrival fod yn 8am neu’n hwyrach'],
      [{ q: '8:15pm' }, 'q', 'Arrival must be 8pm or earlier', 'Rhaid i arrival fod yn 8pm neu’n gynharach'],
      [
        { q: '9:20am' },
        'q',
        'Arrival must be in steps of 15 minutes, like 9am or 9:15am',
        'Rhaid i arrival fod mewn camau o 15 munud, fel 9am neu 9:15am',
      ],
    ],
    summary: ['12:00', ['midday']],
  },
  dateOfBirth: {
    component: {
      type: 'dateOfBirth',
      key: 'q',
      label: 'Child’s date of birth',
      autocomplete: 'off',
      ageOn: '2026-08-31',
      validate: { ...required, minAge: 4, maxAge: 11 },
    },
    right: [
      [{ 'q-day': '31', 'q-month': '8', 'q-year': '2022' }, '2022-08-31'],
      [{ 'q-day': '1', 'q-month': 'Medi', 'q-year': '2014' }, '2014-09-01'],
    ],
    wrong: [
      [{}, 'q-day', 'Enter child’s date of birth', 'Rhowch child’s date of birth'],
      [
        { 'q-day': '30', 'q-month': '2', 'q-year': '2020' },
        'q-day',
        'Child’s date of birth must be a real date',
        'Rhaid i child’s date of birth fod yn ddyddiad go iawn',
      ],
      [
        { 'q-day': '1', 'q-month': '1', 'q-year': '9999' },
        'q-day',
        'Child’s date of birth must be today or in the past',
        'Rhaid i child’s date of birth fod heddiw neu yn y gorffennol',
      ],
      [
        { 'q-day': '1', 'q-month': '1', 'q-year': '1889' },
        'q-day',
        'Child’s date of birth must be on or after 1 January 1890',
        'Rhaid i child’s date of birth fod ar 1 Ionawr 1890 neu ar ôl hynny',
      ],
      [
        { 'q-day': '1', 'q-month': '9', 'q-year': '2022' },
        'q-day',
        'Child’s date of birth must be that of somebody aged 4 or over on 31 August 2026',
        'Rhaid i child’s date of birth berthyn i rywun sy’n 4 oed neu’n hŷn ar 31 Awst 2026',
      ],
      [
        { 'q-day': '31', 'q-month': '8', 'q-year': '2014' },
        'q-day',
        'Child’s date of birth must be that of somebody aged 11 or under on 31 August 2026',
        'Rhaid i child’s date of birth berthyn i rywun sy’n 11 oed neu’n iau ar 31 Awst 2026',
      ],
    ],
    summary: ['2020-03-07', ['7 March 2020']],
  },
}
