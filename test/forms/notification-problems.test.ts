import { describe, expect, test } from 'vitest'
import type { FormDocument, NotificationSettings } from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { notificationProblems } from '../../server/forms/notification-problems.ts'

const question = (type: string, key: string, more: object = {}) => ({
  type,
  key,
  label: key,
  validate: { required: true },
  ...more,
})
const page = (key: string, components: object[], more: object = {}) => ({
  type: 'panel',
  key,
  title: key,
  components,
  ...more,
})
const never = {
  conditional: {
    show: true,
    conjunction: 'all',
    conditions: [
      { component: 'name', operator: 'isEqual', value: 'a' },
      { component: 'name', operator: 'isEqual', value: 'b' },
    ],
  },
}
const message: NotificationSettings = {
  id: 'sent',
  on: 'completed',
  channel: 'email',
  to: { question: 'mail' },
  subject: 'We have {form}',
  text: 'Your reference is {reference}. You paid {amount}.',
}

function documentWith(
  notifications: NotificationSettings[],
  title: FormDocument['title'] = 'Permit',
): FormDocument {
  const parsed = parseDocument({
    format: 'counterfoil/1',
    slug: 'permit',
    title,
    definition: {
      display: 'wizard',
      components: [
        page('you', [
          question('textfield', 'name'),
          question('email', 'mail'),
          question('phoneNumber', 'phone'),
          question('email', 'second', { validate: {} }),
        ]),
        page('never', [question('email', 'lost')], never),
        page('list', [question('editgrid', 'people', { components: [question('email', 'theirs')] })]),
      ],
    },
    // As a file: what is undefined is not there.
    notifications: JSON.parse(JSON.stringify(notifications)),
  })
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.document
}

const problemsOf = (change: Partial<NotificationSettings>, title?: FormDocument['title']) =>
  notificationProblems(documentWith([{ ...message, ...change }], title)).map(
    ({ pointer, message: words, warning }) => `${warning ? 'warning ' : ''}${pointer} ${words}`,
  )

describe('a message of a form', () => {
  test('to a question that everybody answers, with a subject and words, has no problem', () => {
    expect(problemsOf({})).toEqual([])
    expect(problemsOf({ to: { address: 'parking@exampleshire.gov.uk' } })).toEqual([])
    expect(problemsOf({ channel: 'text', subject: undefined, to: { address: '07700 900 982' } })).toEqual([])
  })

  test.each([
    ['nobody', 'There is no question with the key ‘nobody’'],
    ['name', '‘name’ does not ask for an email address, so the message could not be sent to it'],
    ['phone', '‘phone’ does not ask for an email address, so the message could not be sent to it'],
    [
      'theirs',
      '‘theirs’ is asked in a list, so there may be several answers: choose a question that is asked once',
    ],
    ['lost', '‘lost’ is on a page that can never be reached'],
    ['constructor', 'There is no question with the key ‘constructor’'],
  ])('cannot go to the question %s', (key, words) => {
    if (key === 'constructor') {
      const document = documentWith([message])
      document.notifications![0]!.to = { question: key }
      expect(notificationProblems(document)[0]?.message).toBe(words)
    } else expect(problemsOf({ to: { question: key } })).toEqual([`/notifications/0/to/question ${words}`])
  })

  test('to a question that not everybody answers says so, and can be published', () => {
    expect(problemsOf({ to: { question: 'second' } })).toEqual([
      'warning /notifications/0/to/question Who does not answer ‘second’ gets no message',
    ])
    expect(problemsOf({ channel: 'text', subject: undefined, to: { question: 'phone' } })).toEqual([
      'warning /notifications/0/to/question Who answers ‘phone’ with a landline gets no message',
    ])
  })

  test.each([
    ['email', 'not an address', 'Enter an email address in the correct format, like name@example.com'],
    [
      'email',
      'a@example.com\nBcc: b@example.com',
      'Enter an email address in the correct format, like name@example.com',
    ],
    ['text', '01632 960 001', 'Enter a UK mobile number, like 07700 900 982'],
    ['text', 'a@example.com', 'Enter a UK mobile number, like 07700 900 982'],
  ] as const)('cannot go by %s to %j', (channel, address, words) => {
    const subject = channel === 'email' ? 'Sent' : undefined
    expect(problemsOf({ channel, subject, to: { address } })).toEqual([
      `/notifications/0/to/address ‘${address}’ cannot be used. ${words}`,
    ])
  })

  test('by email needs a subject, and by text has none', () => {
    expect(problemsOf({ subject: undefined })).toEqual([
      '/notifications/0/subject Enter a subject for the email',
    ])
    expect(problemsOf({ channel: 'text', to: { address: '07700 900 982' } })).toEqual([
      '/notifications/0/subject A text message has no subject: remove it',
    ])
  })

  test('is filled in with three things and no other', () => {
    expect(problemsOf({ text: 'Dear {name}, {reference} {name}', subject: '{}' })).toEqual([
      '/notifications/0/subject ‘{}’ is not known here. What can be filled in is {reference}, {form} and {amount}',
      '/notifications/0/text ‘{name}’ is not known here. What can be filled in is {reference}, {form} and {amount}',
    ])
  })

  test('by text has at most what can be sent, with all that is filled in, in either language', () => {
    const text = { channel: 'text', subject: undefined, to: { address: '07700 900 982' } } as const
    expect(problemsOf({ ...text, text: 'x'.repeat(911) })).toEqual([])
    expect(problemsOf({ ...text, text: 'x'.repeat(912) })).toEqual([
      '/notifications/0/text The text message can be 919 characters long, and at most 918 can be sent',
    ])
    expect(problemsOf({ ...text, text: `${'x'.repeat(910)}{form}` })[0]).toContain('can be 923 characters')
    const title = { en: 'Permit', cy: 'Trwydded barcio' }
    const welshIsLonger = { en: 'x'.repeat(900), cy: `${'x'.repeat(900)}{form}` }
    expect(problemsOf({ ...text, text: welshIsLonger }, title)[0]).toContain('can be 922 characters')
  })

  test('has a name of its own', () => {
    const problems = notificationProblems(documentWith([message, message]))
    expect(problems).toEqual([
      { pointer: '/notifications/1/id', message: "'sent' is there twice", screen: 'settings' },
    ])
  })
})
