import { describe, expect, test } from 'vitest'
import { deletionWords, savedJourneyWords } from '../../server/messages/index.ts'
import { textParts } from '../../server/messages/text-parts.ts'

const link = `https://forms.exampleshire.gov.uk/exampleshire/bulky-waste/resume/${'x'.repeat(43)}`
const given = {
  council: 'Exampleshire Council',
  form: 'Book a bulky waste collection',
  link,
  keptUntil: '2026-12-20',
  days: 28,
}
const both = [
  ['a saved journey', savedJourneyWords],
  ['a journey that ends', deletionWords],
] as const
const languages = ['en', 'cy'] as const

describe.each(both)('the words of %s', (_name, wordsOf) => {
  test.each(languages)('name the form, the day and the way back, in %s', (language) => {
    const { subject, email, text } = wordsOf({ ...given, language })
    const day = language === 'cy' ? '20 Rhagfyr 2026' : '20 December 2026'
    for (const words of [email, text]) {
      expect(words).toContain(link)
      expect(words).toContain(day)
    }
    expect(email).toContain('‘Book a bulky waste collection’')
    expect(subject.startsWith('Exampleshire Council: ')).toBe(true)
  })

  test.each(languages)(
    'fit into two parts of a text message, with a long title cut and the link whole, in %s',
    (language) => {
      const long = wordsOf({ ...given, form: 'A very long title of a form '.repeat(7), language })
      expect(textParts(long.text)).toBeLessThanOrEqual(2)
      expect(long.text).toContain(link)
    },
  )

  test('in Welsh have no English in them', () => {
    const { subject, email, text } = wordsOf({
      ...given,
      council: 'Cyngor',
      form: 'Ffurflen',
      language: 'cy',
    })
    expect(`${subject} ${email} ${text}`).not.toMatch(
      /\b(the|your|answers|link|continue|delete|until|end)\b/i,
    )
  })

  test('keep what comes from forms in one line', () => {
    const nasty = 'A\r\nBcc: x@example.com\u202e\u0000'
    const { subject, email, text } = wordsOf({ ...given, council: nasty, form: nasty, language: 'en' })
    expect(subject).not.toMatch(/[\r\n\u0000\u202e]/)
    expect(text).not.toMatch(/[\r\n\u0000\u202e]/)
    expect(email).not.toMatch(/^Bcc/m)
  })
})

test('a form that is kept for a day says a day', () => {
  expect(savedJourneyWords({ ...given, days: 1, language: 'en' }).email).toContain('for another 1 day.')
})
