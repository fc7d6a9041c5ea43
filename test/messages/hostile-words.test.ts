import { afterEach, beforeEach, expect, test } from 'vitest'
import { BadInput } from '../../server/errors.ts'
import type { Sender } from '../../server/messages/sender.ts'
import { onBothEngines } from '../support/db.ts'
import { type NotifyStandIn, startNotify } from '../support/notify.ts'
import { type SmtpStandIn, startSmtp } from '../support/smtp.ts'
import { createSetting, type Setting } from './setting.ts'

onBothEngines('what people write and who they are: a message', (database) => {
  let setting: Setting
  let server: SmtpStandIn
  let notify: NotifyStandIn

  beforeEach(async () => {
    server = await startSmtp()
    notify = await startNotify()
    setting = await createSetting(database(), { notifyUrl: notify.url, mailAuthorities: server.certificate })
  })
  afterEach(async () => {
    await server.close()
    await notify.close()
    await setting.close()
  })

  test('leaves no address, no words and no secret in the log, in the audit trail or readable in the database', async () => {
    await setting.useSmtp(server)
    await setting.useNotify(notify, 'text')
    server.faults.push(
      { at: 'recipient', code: 550 },
      { at: 'recipient', code: 451 },
      { at: 'data', code: 554 },
    )
    const ids: string[] = []
    for (let n = 0; n < 4; n++) ids.push(await setting.queue({ text: 'The secret words' }))
    for (let n = 0; n < 2; n++) {
      ids.push(await setting.queue({ channel: 'text', to: '07700 900982', text: 'The secret words' }))
    }
    notify.faults.push({ kind: 'reply-lost' })
    for (const id of ids) await setting.messages.attempt(id)
    await server.down()
    setting.pass(10)
    for (const id of ids) await setting.messages.attempt(id)

    // And a sender that breaks in the worst way: with everything it knows in its error.
    const leaking: Sender = {
      name: 'leaking',
      title: 'Leaking',
      channels: ['email'],
      settingFields: [],
      parseSettings: (settings) => settings as Record<string, unknown>,
      describe: () => 'leaking',
      testConnection: async () => ({ kind: 'connected', message: '' }),
      async send(settings, message) {
        const error = new Error(`Could not send to ${message.to}: ${message.text}`)
        throw Object.assign(error, { config: { settings, message } })
      },
    }
    const worst = await createSetting(database(), { senders: { leaking } })
    await worst.messages.senders.add({
      organisationId: worst.organisationId,
      channel: 'email',
      sender: 'leaking',
      settings: { apiKey: notify.apiKey },
    })
    const broken = await worst.queue({ text: 'The secret words' })
    await worst.messages.attempt(broken)
    expect(await worst.read(broken)).toMatchObject({
      state: 'queued',
      outcomeWords: 'Something failed on our side before this could be sent',
    })
    expect(worst.logged.map((line) => JSON.parse(line))).toMatchObject([
      { msg: 'message.attempt-broke', messageId: broken, error: 'Error', frames: expect.any(Array) },
    ])

    const rows = await Promise.all([...ids.map(setting.raw), worst.raw(broken)])
    const kept = JSON.stringify([
      setting.logged,
      worst.logged,
      await setting.events(),
      await worst.events(),
      rows,
      await setting.messages.list(setting.organisationId),
    ])
    expect(kept.length).toBeGreaterThan(2_000)
    for (const secret of [
      'zoe.jones',
      '07700',
      '7700900982',
      '7700 900982',
      'The secret words',
      'we have received your payment',
      server.password,
      notify.apiKey.slice(-36),
      notify.apiKey,
    ]) {
      expect(kept).not.toContain(secret)
    }
    await worst.close()
  })

  test.each([
    ['no address', { to: '' }, '/to'],
    ['a line end in the address', { to: 'zoe@example.com\r\nBcc: all@example.com' }, '/to'],
    ['two addresses', { to: 'zoe@example.com, all@example.com' }, '/to'],
    ['a name with the address', { to: 'Zoe <zoe@example.com>' }, '/to'],
    ['an address of 255 characters', { to: `${'a'.repeat(60)}@${'b.'.repeat(95)}com1` }, '/to'],
    ['a number abroad', { channel: 'text' as const, to: '+33 6 12 34 56 78' }, '/to'],
    ['a landline', { channel: 'text' as const, to: '01632 960 001' }, '/to'],
    ['no subject', { subject: '\r\n\u0000 ' }, '/subject'],
    ['no words', { text: ' \n\u0007 ' }, '/text'],
    ['a megabyte of words', { text: 'x'.repeat(1_048_576) }, '/text'],
    [
      'a text message of 919 characters',
      { channel: 'text' as const, to: '07700900982', text: 'x'.repeat(919) },
      '/text',
    ],
  ])('with %s is refused in plain words, and nothing is queued', async (_name, change, pointer) => {
    const refusal = await setting.queue(change).then(
      () => undefined,
      (error: unknown) => error,
    )
    expect(refusal).toBeInstanceOf(BadInput)
    expect((refusal as BadInput).problems.map((problem) => problem.pointer)).toEqual([pointer])
    expect((refusal as BadInput).message).toMatch(/^[A-Z][^\n]{5,150}$/)
    expect(await setting.messages.list(setting.organisationId)).toEqual([])
    expect(setting.jobs).toEqual([])
  })

  test('with hostile words and subject arrives as plain text, one line of subject', async () => {
    await setting.useSmtp(server)
    const id = await setting.queue({
      subject: 'Paid\r\nBcc: all@example.com\u0000\u202e 😀 =HYPERLINK("x")',
      text: '<img src=x onerror=alert(1)>\r\n=1+1\u0000\r\n.\r\nMAIL FROM:<x@example.com>\ud800 😀\u2028Ŵ',
    })
    await setting.messages.attempt(id)
    const [mail] = server.received
    expect(mail!.headers.get('subject')).toEqual(['Paid Bcc: all@example.com 😀 =HYPERLINK("x")'])
    expect(mail!.headers.has('bcc')).toBe(false)
    expect(mail!.headers.get('content-type')).toEqual(['text/plain; charset=utf-8'])
    expect(mail!.body).toBe('<img src=x onerror=alert(1)>\n=1+1\n.\nMAIL FROM:<x@example.com>\ufffd 😀\nŴ\n')
    expect(server.received).toHaveLength(1)
  })

  test('of 20,000 characters, every two of them an emoji, arrives whole', async () => {
    await setting.useSmtp(server)
    const text = '😀'.repeat(10_000)
    await setting.messages.attempt(await setting.queue({ text }))
    expect(server.received[0]!.body.trimEnd() === text).toBe(true)
  })
})
