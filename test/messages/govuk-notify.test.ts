import { randomUUID } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createGovukNotify } from '../../server/messages/senders/govuk-notify.ts'
import { type NotifyStandIn, startNotify } from '../support/notify.ts'
import { outgoing, senderContract } from './sender-contract.ts'

let notify: NotifyStandIn
afterEach(() => notify?.close())

const senderAt = (url: string, timeoutMs = 10_000) => createGovukNotify({ url, timeoutMs })
const typedFor = ({ apiKey, templates }: NotifyStandIn) => ({
  apiKey,
  emailTemplateId: templates.email,
  textTemplateId: templates.text,
})

for (const channel of ['email', 'text'] as const) {
  senderContract('GOV.UK Notify', channel, async () => {
    notify = await startNotify()
    const sender = senderAt(notify.url, 10_000)
    const settings = sender.parseSettings(typedFor(notify), channel)
    const secret = notify.apiKey.slice(-36)
    return {
      sender,
      settings,
      wrongSettings: { ...settings, apiKey: notify.apiKey.replace(secret, randomUUID()) },
      secretTexts: [secret],
      arrived: async () =>
        notify.notifications
          .map(({ reference, to, subject, body }) => ({
            reference: reference ?? '',
            to,
            subject,
            text: body,
          }))
          .reverse(),
      break: async () => void notify.faults.push({ kind: 'status', status: 503, error: 'Exception' }),
      mend: async () => void notify.faults.splice(0),
      loseNextAnswer: () => void notify.faults.push({ kind: 'reply-lost' }),
      refuseNext: () => void notify.faults.push({ kind: 'status', status: 400, error: 'ValidationError' }),
      busyNext: () => void notify.faults.push({ kind: 'status', status: 429, error: 'RateLimitError' }),
      findsWhatHasGone: true,
    }
  })
}

describe('GOV.UK Notify', () => {
  beforeEach(async () => {
    notify = await startNotify()
  })
  const settingsFor = (channel: 'email' | 'text', more: object = {}) =>
    senderAt(notify.url).parseSettings({ ...typedFor(notify), ...more }, channel)

  test('Welsh goes by the Welsh template where there is one, else by the other', async () => {
    const sender = senderAt(notify.url)
    const both = settingsFor('email', { welshEmailTemplateId: notify.templates.welshEmail })
    await sender.send(both, outgoing('email', { language: 'cy' }))
    await sender.send(both, outgoing('email', { language: 'en' }))
    await sender.send(settingsFor('email'), outgoing('email', { language: 'cy' }))
    await sender.send(
      settingsFor('text', { welshTextTemplateId: notify.templates.welshText }),
      outgoing('text', { language: 'cy' }),
    )
    const { welshEmail, email, welshText } = notify.templates
    expect(notify.notifications.map(({ templateId }) => templateId).reverse()).toEqual([
      welshEmail,
      email,
      email,
      welshText,
    ])
  })

  test.each([
    ['RateLimitError', 429, 'unreachable'],
    ['TooManyRequestsError', 429, 'unreachable'],
    ['Exception', 500, 'unreachable'],
    ['AuthError', 403, 'unreachable'],
    ['', 502, 'unreachable'],
    ['BadRequestError', 400, 'refused'],
    ['ValidationError', 400, 'refused'],
    ['AnErrorOfTheFuture', 400, 'refused'],
  ])('%s (%i) is %s', async (error, status, kind) => {
    notify.faults.push({ kind: 'status', status, error })
    const outcome = await senderAt(notify.url).send(settingsFor('email'), outgoing('email'))
    expect(outcome.kind).toBe(kind)
    if (outcome.kind === 'refused') expect(outcome.code).toBe(error)
  })

  test('an error that is named after somebody is not repeated', async () => {
    notify.faults.push({ kind: 'status', status: 400, error: 'zoe.jones@example.com is no address' })
    const outcome = await senderAt(notify.url).send(settingsFor('email'), outgoing('email'))
    expect(outcome).toMatchObject({ kind: 'refused', code: 'notify-400' })
    expect(JSON.stringify(outcome)).not.toContain('zoe')
  })

  test('a service in trial mode sends to its team and is refused the others', async () => {
    notify.trial.on = true
    notify.trial.team.add('ada@exampleshire.example')
    const sender = senderAt(notify.url)
    expect(await sender.send(settingsFor('email'), outgoing('email'))).toMatchObject({
      kind: 'refused',
      code: 'BadRequestError',
      message: expect.stringContaining('trial mode'),
    })
    expect(
      (await sender.send(settingsFor('email'), outgoing('email', { to: 'ada@exampleshire.example' }))).kind,
    ).toBe('sent')
  })

  test('after a lost answer an address that does not exist is refused, and a technical failure sent again', async () => {
    const sender = senderAt(notify.url)
    const settings = settingsFor('text')
    for (const [to, kind, there] of [
      ['+447700900002', 'refused', 1],
      ['+447700900003', 'sent', 2],
    ] as const) {
      notify.notifications.splice(0)
      const message = outgoing('text', { to })
      notify.faults.push({ kind: 'reply-lost' })
      expect((await sender.send(settings, message)).kind).toBe('unreachable')
      expect((await sender.send(settings, { ...message, mayHaveGone: true })).kind).toBe(kind)
      expect(notify.notifications).toHaveLength(there)
    }
  })

  test.each([
    ['slow', { kind: 'slow', ms: 1_000 }],
    ['HTML', { kind: 'html' }],
    ['endless', { kind: 'huge' }],
    ['busy', { kind: 'status', status: 429, error: 'RateLimitError' }],
    ['locked', { kind: 'status', status: 403, error: 'AuthError' }],
  ] as const)('while the search is %s nothing is sent, since it may have gone', async (_name, fault) => {
    notify.faults.push(fault)
    const outcome = await senderAt(notify.url, 200).send(
      settingsFor('email'),
      outgoing('email', { mayHaveGone: true }),
    )
    expect(outcome.kind).toBe('unreachable')
    expect(notify.calls).toEqual(['GET /v2/notifications'])
  })

  test('what another message’s reference finds is not believed', async () => {
    const sender = senderAt(notify.url)
    await sender.send(settingsFor('email'), outgoing('email', { reference: 'another' }))
    const search = notify.notifications
    const message = outgoing('email', { mayHaveGone: true })
    search[0]!.reference = message.reference.slice(0, -1)
    expect((await sender.send(settingsFor('email'), message)).kind).toBe('sent')
    expect(notify.notifications.map(({ reference }) => reference)).toContain(message.reference)
  })

  test('the token goes to the configured address and to no other', async () => {
    const seen: string[] = []
    const other = createServer((request, response) => {
      seen.push(String(request.headers.authorization))
      response.end('{}')
    })
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
    const { port } = other.address() as AddressInfo
    notify.faults.push({ kind: 'redirect', to: `http://127.0.0.1:${port}/v2/notifications/email` })
    const outcome = await senderAt(notify.url).send(settingsFor('email'), outgoing('email'))
    expect(outcome.kind).toBe('unreachable')
    expect(seen).toEqual([])
    await new Promise((resolve) => other.close(resolve))
  })

  test('the connection test finds templates that are missing, of the other channel, or not ours to fill in', async () => {
    const sender = senderAt(notify.url)
    const { email, text } = notify.templates
    const refused = async (more: object, channel: 'email' | 'text' = 'email') =>
      sender.testConnection(settingsFor(channel, more), channel)
    expect(await refused({ emailTemplateId: '00000000-0000-0000-0000-000000000000' })).toMatchObject({
      kind: 'refused',
      message: 'GOV.UK Notify has no template of this ID',
    })
    expect(await refused({ emailTemplateId: text })).toMatchObject({
      message: 'This is not an email template',
    })
    expect(await refused({ welshEmailTemplateId: text })).toMatchObject({ kind: 'refused' })
    expect(await refused({ textTemplateId: email }, 'text')).toMatchObject({
      message: 'This is not a text message template',
    })
    notify.templatesById.get(email)!.subject = 'A message from the council'
    expect(await refused({})).toMatchObject({ message: 'The subject of the template must be ((subject))' })
    notify.templatesById.get(email)!.body = 'Dear ((name))'
    expect(await refused({})).toMatchObject({ message: 'The message of the template must be ((body))' })
  })

  test('a channel needs its template', () => {
    const { apiKey, templates } = notify
    const sender = senderAt(notify.url)
    expect(() => sender.parseSettings({ apiKey, emailTemplateId: templates.email }, 'text')).toThrow()
    expect(
      sender.parseSettings({ apiKey, textTemplateId: templates.text, emailTemplateId: '' }, 'text'),
    ).toEqual({
      apiKey,
      textTemplateId: templates.text,
    })
  })

  test.each([
    'not a key',
    '26785a09-ab16-4eb0-8407-a37497a57506',
    'name-26785a09-ab16-4eb0-8407-a37497a57506',
    'name-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b',
    'na\nme-26785a09-ab16-4eb0-8407-a37497a57506-3d844edf-8d35-48ac-975b-e847b4f122b0',
  ])('%j is not an API key', (apiKey) => {
    expect(() =>
      senderAt(notify.url).parseSettings({ apiKey, emailTemplateId: notify.templates.email }, 'email'),
    ).toThrow('These GOV.UK Notify settings cannot be used')
  })
})
