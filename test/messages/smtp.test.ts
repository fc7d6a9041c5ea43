import { afterEach, expect, test } from 'vitest'
import type { SenderSettings } from '../../server/messages/sender.ts'
import { createSmtp } from '../../server/messages/senders/smtp.ts'
import { type SmtpStandIn, startSmtp } from '../support/smtp.ts'
import { outgoing, senderContract } from './sender-contract.ts'

let server: SmtpStandIn
afterEach(() => server?.close())

async function open(security: 'starttls' | 'tls' = 'starttls') {
  server = await startSmtp(security)
  const sender = createSmtp({ timeoutMs: 10_000, authorities: server.certificate })
  const typed = {
    host: '127.0.0.1',
    port: server.port,
    security,
    user: server.user,
    password: server.password,
    from: 'noreply@exampleshire.example',
    fromName: 'Exampleshire Council',
  }
  return { sender, typed, settings: sender.parseSettings(typed, 'email') }
}

for (const security of ['starttls', 'tls'] as const) {
  senderContract(`SMTP with ${security}`, 'email', async () => {
    const { sender, settings } = await open(security)
    return {
      sender,
      settings,
      wrongSettings: { ...settings, password: 'an old password' },
      secretTexts: [server.password],
      arrived: async () =>
        server.received.map(({ to, headers, body }) => ({
          reference: headers.get('message-id')![0]!.replace(/^<(.*)@exampleshire\.example>$/, '$1'),
          to: to.join(', '),
          subject: headers.get('subject')![0]!,
          // A message ends with a line end on the line, whatever the text did.
          text: body.replace(/\n$/, ''),
        })),
      break: () => server.down(),
      mend: () => server.up(),
      loseNextAnswer: () => void server.faults.push({ at: 'reply' }),
      refuseNext: () => void server.faults.push({ at: 'recipient', code: 550 }),
      busyNext: () => void server.faults.push({ at: 'recipient', code: 451 }),
      findsWhatHasGone: false,
    }
  })
}

test('an e-mail is plain text with our Message-ID, from the council, over TLS, and asks for no automatic answer', async () => {
  const { sender, settings } = await open()
  const message = outgoing('email', { language: 'cy' })
  const outcome = await sender.send(settings, message)
  const messageId = `<${message.reference}@exampleshire.example>`
  expect(outcome).toEqual({ kind: 'sent', senderMessageId: messageId })
  const [mail] = server.received
  expect(mail).toMatchObject({
    from: 'noreply@exampleshire.example',
    to: ['zoe.jones@example.com'],
    secure: true,
    user: server.user,
  })
  expect(
    Object.fromEntries([...mail!.headers].map(([name, values]) => [name, values.join('|')])),
  ).toMatchObject({
    from: 'Exampleshire Council <noreply@exampleshire.example>',
    to: 'zoe.jones@example.com',
    'message-id': messageId,
    'content-type': 'text/plain; charset=utf-8',
    'content-language': 'cy',
    'auto-submitted': 'auto-generated',
    'mime-version': '1.0',
    date: expect.stringMatching(/^\w{3}, \d{1,2} \w{3} \d{4} /),
  })
})

test.each([
  ['Paid\r\nBcc: all@example.com\r\n\r\n<h1>Boo</h1>'],
  ['Paid\nBcc: all@example.com'],
  ['Paid\rBcc: all@example.com'],
  ['Paid\u2028Bcc: all@example.com\u0000'],
])('the subject %j makes no header and no recipient, even if it got this far', async (subject) => {
  const { sender, settings } = await open()
  expect((await sender.send(settings, outgoing('email', { subject }))).kind).toBe('sent')
  const [mail] = server.received
  expect(mail!.headers.has('bcc')).toBe(false)
  expect(mail!.headers.get('content-type')).toEqual(['text/plain; charset=utf-8'])
  expect(mail!.to).toEqual(['zoe.jones@example.com'])
  expect(mail!.body).toContain('Reference: ABC3DE7FGH')
})

test.each([
  'zoe@example.com\r\nRCPT TO:<all@example.com>',
  'zoe@example.com, all@example.com',
  'zoe@example.com all@example.com',
  '"all@example.com" <zoe@example.com>',
  'council: zoe@example.com, all@example.com;',
  '',
])('the address %j is not one address, so it is none', async (to) => {
  const { sender, settings } = await open()
  expect(await sender.send(settings, outgoing('email', { to }))).toMatchObject({
    kind: 'refused',
    code: 'bad-address',
  })
  expect(server.connections).toBe(0)
})

test('the name and address messages come from must be one line each', async () => {
  const { sender, typed } = await open()
  for (const wrong of [
    { ...typed, fromName: 'Council\r\nBcc: all@example.com' },
    { ...typed, from: 'noreply@exampleshire.example\r\nBcc: all@example.com' },
    { ...typed, from: 'Council <noreply@exampleshire.example>' },
    { ...typed, host: 'smtp.example.org\r\nRSET' },
    { ...typed, from: 'noreply@exämpleshire.example' },
    { ...typed, host: 'https://smtp.example.org' },
    { ...typed, port: '0' },
    { ...typed, port: 'many' },
    { ...typed, security: 'maybe' },
    { ...typed, user: undefined },
    { ...typed, password: '' },
  ]) {
    expect(() => sender.parseSettings(wrong, 'email')).toThrow('These mail server settings cannot be used')
  }
})

test('a password never goes over a line without TLS', async () => {
  const { sender, typed } = await open()
  expect(() => sender.parseSettings({ ...typed, security: 'none' }, 'email')).toThrow()
})

test('a relay inside the network may do without TLS and password', async () => {
  server = await startSmtp('none')
  const sender = createSmtp({ timeoutMs: 10_000 })
  const settings = sender.parseSettings(
    { host: '127.0.0.1', port: server.port, security: 'none', from: 'noreply@exampleshire.example' },
    'email',
  )
  expect((await sender.send(settings, outgoing('email'))).kind).toBe('sent')
  expect(server.received[0]).toMatchObject({ secure: false, to: ['zoe.jones@example.com'] })
})

test('where STARTTLS is asked for and not offered, nothing is said in clear text', async () => {
  server = await startSmtp('none')
  const sender = createSmtp({ timeoutMs: 10_000 })
  const settings = sender.parseSettings(
    { host: '127.0.0.1', port: server.port, from: 'noreply@exampleshire.example' },
    'email',
  )
  expect(await sender.send(settings, outgoing('email'))).toMatchObject({ kind: 'unreachable' })
  expect(await sender.testConnection(settings, 'email')).toMatchObject({ kind: 'refused', code: 'smtp-tls' })
  expect(server.received).toEqual([])
})

test('a certificate that nobody vouches for is not trusted', async () => {
  const { settings } = await open()
  const wary = createSmtp({ timeoutMs: 10_000 })
  expect(await wary.send(settings, outgoing('email'))).toMatchObject({ kind: 'unreachable' })
  expect(await wary.testConnection(settings, 'email')).toMatchObject({ kind: 'refused', code: 'smtp-tls' })
  expect(server.received).toEqual([])
})

test.each<[string, { at: 'sender' | 'recipient' | 'data'; code: number; text?: string }, object]>([
  [
    'an address that does not exist',
    { at: 'recipient', code: 550, text: '5.1.1 <zoe.jones@example.com> unknown' },
    { kind: 'refused', code: 'smtp-550-5.1.1', message: 'The mail server refused the address (550 5.1.1)' },
  ],
  [
    'a full mailbox',
    { at: 'recipient', code: 452 },
    { kind: 'unreachable', message: 'The mail server cannot take it now (452)' },
  ],
  ['greylisting', { at: 'recipient', code: 450 }, { kind: 'unreachable' }],
  ['words it takes for spam', { at: 'data', code: 554 }, { kind: 'refused', code: 'smtp-554' }],
  ['a disk that is full', { at: 'data', code: 452 }, { kind: 'unreachable' }],
  [
    'a sender it does not know',
    { at: 'sender', code: 550 },
    {
      kind: 'unreachable',
      message: 'The mail server refused to send for the address messages come from (550)',
    },
  ],
  ['a server that shuts down', { at: 'sender', code: 421 }, { kind: 'unreachable' }],
])('%s: %j', async (_name, fault, outcome) => {
  const { sender, settings } = await open()
  server.faults.push(fault)
  const sent = await sender.send(settings, outgoing('email'))
  expect(sent).toMatchObject(outcome)
  expect(JSON.stringify(sent)).not.toContain('zoe')
})

test('a server that takes the connection and says nothing is given up in time', async () => {
  const { settings } = await open()
  server.faults.push({ at: 'greeting' }, { at: 'greeting' })
  const sender = createSmtp({ timeoutMs: 200, authorities: server.certificate })
  expect(await sender.send(settings, outgoing('email'))).toEqual({
    kind: 'unreachable',
    message: 'The mail server did not answer in time',
  })
  expect(await sender.testConnection(settings, 'email')).toMatchObject({ kind: 'unreachable' })
})

test('a server whose name does not exist is an outcome too', async () => {
  const { sender, typed } = await open()
  const settings: SenderSettings = sender.parseSettings({ ...typed, host: 'mail.invalid' }, 'email')
  expect(await sender.send(settings, outgoing('email'))).toMatchObject({ kind: 'unreachable' })
})
