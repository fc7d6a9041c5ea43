import type { FormDocument } from '../../form-schemas/document.ts'

/** Five pages of one question each, as in the published measurements of other form runners: text, radios, date, address, e-mail. */
export const benchForm: FormDocument = {
  format: 'counterfoil/1',
  slug: 'journey',
  title: 'Ask for a visit',
  definition: {
    display: 'wizard',
    components: [
      page('name', { type: 'textfield', key: 'fullName', label: 'What is your name?' }),
      page('kind', {
        type: 'radio',
        key: 'kind',
        label: 'What is the visit for?',
        values: ['Home', 'Garden', 'Business', 'Something else'].map((label, i) => ({
          value: `v${i}`,
          label,
        })),
      }),
      page('day', { type: 'day', key: 'day', label: 'On which day?' }),
      page('place', { type: 'address', key: 'place', label: 'What is the address?' }),
      page('email', { type: 'email', key: 'email', label: 'What is your email address?' }),
    ],
  },
}

function page(
  key: string,
  question: { type: string; key: string; label: string; [setting: string]: unknown },
) {
  return {
    type: 'panel' as const,
    key: `${key}Page`,
    title: question.label,
    components: [{ ...question, validate: { required: true } }],
  }
}

/** What one resident types, page by page: [address below the form, fields]. */
export const typed: [page: string, fields: string][] = [
  ['name-page', 'fullName=Ada+Example'],
  ['kind-page', 'kind=v1'],
  ['day-page', 'day-day=12&day-month=3&day-year=2027'],
  [
    'place-page',
    'place-line1=1+High+Street&place-line2=&place-town=Exampletown&place-county=&place-postcode=SW1A+1AA',
  ],
  ['email-page', 'email=ada%40example.com'],
]

/** A form of so many questions, one a page and ten at most, to see whether the last page costs more than the first. */
export function longForm(questions: number): FormDocument {
  const perPage = questions > 100 ? 10 : 1
  return {
    format: 'counterfoil/1',
    slug: `long-${questions}`,
    title: `A form of ${questions} questions`,
    definition: {
      display: 'wizard',
      components: Array.from({ length: questions / perPage }, (_, p) => ({
        type: 'panel' as const,
        key: `page${p}`,
        title: `Page ${p + 1}`,
        components: Array.from({ length: perPage }, (_, q) => ({
          type: 'textfield',
          key: `q${p * perPage + q}`,
          label: `Question ${p * perPage + q + 1}`,
          validate: { required: true },
        })),
      })),
    },
  }
}
