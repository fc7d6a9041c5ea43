import { afterEach, beforeEach, expect, test } from 'vitest'
import { BadInput, Conflict, NotFound } from '../../server/errors.ts'
import { onBothEngines } from '../support/db.ts'
import { type NotifyStandIn, startNotify } from '../support/notify.ts'
import { type SmtpStandIn, startSmtp } from '../support/smtp.ts'
import { createSetting, type Setting } from './setting.ts'

onBothEngines('the senders of an organisation', (database) => {
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

  test('are one a channel, shown without their secrets, and on the audit trail', async () => {
    await setting.useSmtp(server)
    await setting.useNotify(notify, 'text')
    const { organisationId, messages } = setting
    const listed = await messages.senders.list(organisationId)
    expect(listed).toMatchObject([
      {
        channel: 'email',
        sender: 'smtp',
        title: 'Your own mail server (SMTP)',
        description: `127.0.0.1:${server.port}, from noreply@exampleshire.example`,
      },
      {
        channel: 'text',
        sender: 'govuk-notify',
        description: 'GOV.UK Notify, with the API key named counterfoil_tests',
      },
    ])
    const kept = JSON.stringify([listed, await setting.events()])
    expect(kept).not.toContain(server.password)
    expect(kept).not.toContain(notify.apiKey.slice(-36))
    expect(await setting.events()).toMatchObject([
      { event: 'message-sender.added', details: { channel: 'email', sender: 'smtp' } },
      { event: 'message-sender.added', details: { channel: 'text', sender: 'govuk-notify' } },
    ])
    await expect(setting.useSmtp(server)).rejects.toThrow(Conflict)
  })

  test('can be another sender from now on', async () => {
    await setting.useSmtp(server)
    const { organisationId } = setting
    await setting.messages.senders.replace({
      organisationId,
      channel: 'email',
      sender: 'govuk-notify',
      settings: { apiKey: notify.apiKey, emailTemplateId: notify.templates.email },
      actor: 'officer:mo',
    })
    await setting.messages.attempt(await setting.queue())
    expect(notify.notifications).toHaveLength(1)
    expect(server.received).toEqual([])
    expect((await setting.events())[1]).toMatchObject({
      event: 'message-sender.replaced',
      actor: 'officer:mo',
      details: { channel: 'email', sender: 'govuk-notify' },
    })
  })

  test('can be asked whether they work', async () => {
    await setting.useSmtp(server)
    const { organisationId } = setting
    const ask = () => setting.messages.senders.test(organisationId, 'email')
    expect((await ask()).kind).toBe('connected')
    await server.down()
    expect(await ask()).toEqual({ kind: 'unreachable', message: 'The mail server is not listening' })
    await server.up()
  })

  test('that are not there are not found, in this organisation or another', async () => {
    await setting.useSmtp(server)
    const other = await createSetting(database())
    const { organisationId } = other
    await expect(other.messages.senders.test(organisationId, 'email')).rejects.toThrow(NotFound)
    const settings = { host: 'mail.example.org', from: 'noreply@example.org' }
    await expect(
      other.messages.senders.replace({ organisationId, channel: 'email', sender: 'smtp', settings }),
    ).rejects.toThrow(NotFound)
    expect(await other.messages.senders.list(organisationId)).toEqual([])
    await other.close()
  })

  test.each([
    ['text', 'smtp'],
    ['email', 'outbox'],
    ['email', 'pigeon'],
    ['email', 'constructor'],
  ] as const)('of %s cannot be %s', async (channel, sender) => {
    const { organisationId } = setting
    const adding = setting.messages.senders.add({ organisationId, channel, sender, settings: {} })
    await expect(adding).rejects.toThrow(BadInput)
    await expect(adding).rejects.toThrow('Choose one of: govuk-notify')
  })

  test('are offered for a channel with the fields to fill in, and the stand-in is not', () => {
    const { choices } = setting.messages.senders
    expect(choices('email').map(({ name }) => name)).toEqual(['govuk-notify', 'smtp'])
    expect(choices('text').map(({ name }) => name)).toEqual(['govuk-notify'])
    expect(choices('text')[0]!.settingFields.length).toBeGreaterThan(0)
  })
})
