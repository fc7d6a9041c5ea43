import { card, cardCy, type QuestionCase, required } from './question-case.ts'

const fullName = { en: 'Full name', cy: 'Enw llawn' }
const long = 'x'.repeat(5001)

export const textCases: Record<string, QuestionCase> = {
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
  'textarea, by its size': {
    component: {
      type: 'textarea',
      key: 'q',
      label: 'Reason',
      showCharCount: true,
      countThreshold: 75,
      autocomplete: 'off',
      validate: { ...required, minLength: 10, maxLength: 30, minWords: 3 },
    },
    right: [[{ q: 'It is too much' }, 'It is too much']],
    wrong: [
      [{ q: '' }, 'q', 'Enter reason', 'Rhowch reason'],
      [{ q: 'I am' }, 'q', 'Reason must be 10 characters or more', 'Rhaid i reason fod yn 10 nod neu fwy'],
      [
        { q: 'one two three four five six seven' },
        'q',
        'Reason must be 30 characters or less',
        'Rhaid i reason fod yn 30 nod neu lai',
      ],
      [
        { q: 'Inconvenient it' },
        'q',
        'Reason must be 3 words or more',
        'Rhaid i reason fod yn 3 gair neu fwy',
      ],
    ],
    summary: ['It is too much', ['It is too much']],
  },
}
