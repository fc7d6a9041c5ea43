import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { FormDocument, NotificationSettings } from '../../form-schemas/document.ts'
import { textAtMost } from '../../server/messages/index.ts'
import { notificationsFor } from '../../server/submissions/notifications.ts'

const both = (en: string, cy: string) => ({ en, cy })
const message: NotificationSettings = {
  id: 'sent',
  on: 'completed',
  channel: 'email',
  to: { question: 'mail' },
  subject: both('{form}: {reference}', '{form} – {reference}'),
  text: both('You paid {amount} for {form}.', 'Gwnaethoch dalu {amount} am {form}.'),
}
const submission = { reference: 'K7X4P9TR2M', totalPence: 2550, language: 'en' as const }
const answers = { mail: 'sian@example.com', phone: '07700 900 982' }

const messagesOf = (
  change: Partial<NotificationSettings> = {},
  about: object = {},
  answered: object = answers,
) =>
  notificationsFor(
    { title: both('Permit', 'Trwydded'), notifications: [{ ...message, ...change }] } as FormDocument,
    { ...submission, ...about },
    answered as never,
  )

describe('the messages of a form', () => {
  test('have reference, form and amount filled in, in the language of the submission', () => {
    expect(messagesOf()).toEqual([
      {
        channel: 'email',
        to: 'sian@example.com',
        subject: 'Permit: K7X4P9TR2M',
        text: 'You paid £25.50 for Permit.',
      },
    ])
    expect(messagesOf({}, { language: 'cy' })[0]).toMatchObject({
      subject: 'Trwydded – K7X4P9TR2M',
      text: 'Gwnaethoch dalu £25.50 am Trwydded.',
    })
  })

  test('go by text without a subject, and to addresses of the council’s own', () => {
    expect(messagesOf({ channel: 'text', to: { question: 'phone' }, text: 'Paid {amount}' })).toEqual([
      { channel: 'text', to: '+447700900982', subject: '', text: 'Paid £25.50' },
    ])
    expect(messagesOf({ to: { address: 'parking@example.gov.uk' } })[0]?.to).toBe('parking@example.gov.uk')
  })

  test('are none for a form that has none, and none for who left no address that can be used', () => {
    expect(notificationsFor({ title: 'x' } as FormDocument, submission, answers)).toEqual([])
    for (const answered of [
      {},
      { mail: null },
      { mail: '' },
      { mail: 7 },
      { mail: ['a@example.com'] },
      { mail: 'not one' },
    ]) {
      expect(messagesOf({}, {}, answered)).toEqual([])
    }
    expect(
      messagesOf({ channel: 'text', to: { question: 'phone' } }, {}, { phone: '01632 960 001' }),
    ).toEqual([])
    expect(messagesOf({ to: { question: 'constructor' } })).toEqual([])
    expect(messagesOf({ to: { question: 'toString' } })).toEqual([])
  })

  test('of an email without a subject have the form’s title, and of a free form £0.00', () => {
    expect(messagesOf({ subject: undefined }, { totalPence: 0 })[0]).toMatchObject({
      subject: 'Permit',
      text: 'You paid £0.00 for Permit.',
    })
  })

  test('are filled in once: what is filled in is only words', () => {
    const document = {
      title: '{amount} $& {reference}',
      notifications: [{ ...message, subject: '{form}', text: '{form} {{form}} {x}' }],
    }
    expect(notificationsFor(document as FormDocument, submission, answers)[0]).toMatchObject({
      subject: '{amount} $& {reference}',
      text: '{amount} $& {reference} {{amount} $& {reference}} {x}',
    })
  })

  test('are never longer than what can be sent, so that they never stand in a submission’s way', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('email' as const, 'text' as const),
        fc.array(fc.constantFrom('{form}', 'ŵ', '😀', 'x '), { maxLength: 800 }),
        (channel, parts) => {
          const document = {
            title: 'T'.repeat(200),
            notifications: [
              {
                ...message,
                channel,
                to: { question: channel === 'email' ? 'mail' : 'phone' },
                text: parts.join(''),
              },
            ],
          }
          const [sent] = notificationsFor(document as FormDocument, submission, answers)
          expect(sent!.text.length).toBeLessThanOrEqual(textAtMost[channel] - 10)
          expect(sent!.text.isWellFormed()).toBe(true)
        },
      ),
    )
  })
})
