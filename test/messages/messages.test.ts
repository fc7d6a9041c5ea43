import { afterEach, beforeEach, expect, test } from 'vitest'
import { NotFound } from '../../server/errors.ts'
import { createJobs } from '../../server/jobs/index.ts'
import { createLog } from '../../server/log.ts'
import type { Sender } from '../../server/messages/sender.ts'
import { createSecrets } from '../../server/secrets.ts'
import { onBothEngines } from '../support/db.ts'
import { eventually } from '../support/eventually.ts'
import { type NotifyStandIn, startNotify } from '../support/notify.ts'
import { type SmtpStandIn, startSmtp } from '../support/smtp.ts'
import { createSetting, receipt, type Setting, someone } from './setting.ts'

onBothEngines('a message', (database) => {
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

  /** Lets the time of the next attempt come, and makes it. */
  async function attemptWhenDue(id: string, room = setting) {
    const row = await room.read(id)
    room.pass((row.nextAttemptAt!.getTime() - room.clock.now().getTime()) / 1000)
    await room.messages.attempt(id)
    return room.read(id)
  }

  test('goes to the person it is for, and is seen by officers without the address', async () => {
    await setting.useSmtp(server)
    const id = await setting.queue()
    expect(setting.jobs).toEqual([{ job: { name: 'send-message', messageId: id }, startAfter: undefined }])
    expect(await setting.read(id)).toMatchObject({ state: 'queued', maskedTo: 'z…@example.com', kept: true })
    await setting.messages.attempt(id)
    expect(server.received).toMatchObject([
      { to: [someone], body: 'We have received your payment of £25.00.\n' },
    ])
    expect(await setting.read(id)).toMatchObject({
      state: 'sent',
      attempts: 1,
      nextAttemptAt: null,
      endedAt: setting.clock.now(),
      sender: 'smtp',
      senderMessageId: `<${id}@exampleshire.example>`,
      outcome: 'sent',
      outcomeWords: null,
    })
    expect((await setting.events()).slice(-2)).toMatchObject([
      {
        event: 'message.queued',
        actor: 'system',
        details: { message: id, channel: 'email', kind: 'receipt' },
      },
      { event: 'message.sent', actor: 'system', details: { message: id, sender: 'smtp', attempt: 1 } },
    ])
  })

  test('is not queued when the transaction that wants it is rolled back', async () => {
    await expect(
      setting.db.transaction(async (tx) => {
        await setting.messages.queue(tx, receipt(setting.organisationId))
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect(await setting.messages.list(setting.organisationId)).toEqual([])
    expect(await setting.events()).toEqual([])
  })

  test('waits through a day on which the mail server is down: none is lost, each arrives once', async () => {
    await setting.useSmtp(server)
    await server.down()
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push(await setting.queue({ text: `Message ${n}` }))
    const started = setting.clock.now().getTime()
    const work = async () => {
      setting.jobs.splice(0)
      await setting.messages.sendDue(setting.clock.now())
      const due = new Set(setting.jobs.map(({ job }) => (job as { messageId: string }).messageId))
      for (const id of due) await setting.messages.attempt(id)
    }
    while (setting.clock.now().getTime() - started < 24 * 3_600_000) {
      await work()
      setting.pass(1200)
    }
    expect(server.received).toEqual([])
    expect((await setting.messages.list(setting.organisationId, { state: 'queued' })).length).toBe(5)
    expect(await setting.read(ids[0]!)).toMatchObject({
      outcome: 'unreachable',
      outcomeWords: 'The mail server is not listening',
    })

    await server.up()
    setting.pass(1800)
    await work()
    await work()
    expect(server.received.map(({ body }) => body).sort()).toEqual(
      ids.map((_id, n) => `Message ${n}\n`).sort(),
    )
    expect((await setting.messages.list(setting.organisationId, { state: 'sent' })).length).toBe(5)
  })

  test('is sent once when 20 workers take it up at the same time', async () => {
    await setting.useSmtp(server)
    const id = await setting.queue()
    await Promise.all(Array.from({ length: 20 }, () => setting.messages.attempt(id)))
    expect(server.received).toHaveLength(1)
    expect((await setting.read(id)).attempts).toBe(1)
  })

  test('is tried again after the listed waits, every failure on record, and is not sent before its time', async () => {
    await setting.useNotify(notify, 'text')
    const id = await setting.queue({ channel: 'text', to: '07700 900 982' })
    for (let n = 0; n < 5; n++) notify.faults.push({ kind: 'status', status: 500, error: 'Exception' })
    await setting.messages.attempt(id)
    await setting.messages.attempt(id)
    expect(notify.calls).toHaveLength(1)
    const waits = []
    for (let n = 0; n < 5; n++) {
      const row = await setting.read(id)
      waits.push((row.nextAttemptAt!.getTime() - setting.clock.now().getTime()) / 1000)
      await attemptWhenDue(id)
    }
    expect(waits).toEqual([10, 60, 300, 1800, 1800])
    expect(notify.notifications).toMatchObject([{ to: '+447700900982', reference: id }])
    expect(await setting.read(id)).toMatchObject({ state: 'sent', attempts: 6, maskedTo: '…900982' })
    expect((await setting.events()).filter(({ event }) => event === 'message.failed')).toHaveLength(5)
    expect(setting.jobs.slice(1).map(({ startAfter }) => startAfter !== undefined)).toEqual(
      Array.from({ length: 5 }, () => true),
    )
  })

  test('whose answer was lost is found at the supplier, and the person gets it once', async () => {
    await setting.useNotify(notify, 'email')
    const id = await setting.queue()
    notify.faults.push({ kind: 'reply-lost' })
    await setting.messages.attempt(id)
    expect(await setting.read(id)).toMatchObject({ state: 'queued', outcome: 'unreachable' })
    await attemptWhenDue(id)
    expect(await setting.read(id)).toMatchObject({
      state: 'sent',
      senderMessageId: notify.notifications[0]!.id,
    })
    expect(notify.notifications).toHaveLength(1)
  })

  test('that a crashed worker held is taken up by another when the lease is over', async () => {
    let dying = true
    const clock = {
      now() {
        if (dying && notify.notifications.length > 0) throw new Error('killed')
        return setting.clock.now()
      },
    }
    const crashing = await createSetting(database(), { notifyUrl: notify.url, clock })
    await crashing.useNotify(notify, 'email')
    const id = await crashing.queue()
    await expect(crashing.messages.attempt(id)).rejects.toThrow('killed')
    expect(notify.notifications).toHaveLength(1)
    dying = false
    setting.pass(44)
    await crashing.messages.attempt(id)
    expect(await crashing.read(id)).toMatchObject({ state: 'queued', attempts: 1 })
    setting.pass(1)
    await crashing.messages.sendDue(setting.clock.now())
    expect(crashing.jobs.slice(1).map(({ job }) => job)).toContainEqual({
      name: 'send-message',
      messageId: id,
    })
    await crashing.messages.attempt(id)
    expect(await crashing.read(id)).toMatchObject({ state: 'sent', attempts: 2 })
    expect(notify.notifications).toHaveLength(1)
    await crashing.close()
  })

  test('overtaken by a later attempt decides nothing', async () => {
    let release: () => void = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    let sends = 0
    const slow: Sender = {
      name: 'slow',
      title: 'Slow',
      channels: ['email'],
      settingFields: [],
      parseSettings: () => ({}),
      describe: () => 'slow',
      testConnection: async () => ({ kind: 'connected', message: '' }),
      async send() {
        sends++
        if (sends > 1) return { kind: 'sent', senderMessageId: 'second' }
        await held
        return { kind: 'refused', code: 'late', message: 'Refused much later' }
      },
    }
    const room = await createSetting(database(), { senders: { slow } })
    await room.messages.senders.add({
      organisationId: room.organisationId,
      channel: 'email',
      sender: 'slow',
      settings: {},
    })
    const id = await room.queue()
    const first = room.messages.attempt(id)
    await eventually(() => sends).toBe(1)
    room.pass(61)
    await room.messages.attempt(id)
    release()
    await first
    expect(await room.read(id)).toMatchObject({ state: 'sent', senderMessageId: 'second', outcome: 'sent' })
    expect((await room.events()).map(({ event }) => event)).not.toContain('message.given-up')
    await room.close()
  })

  test('refused is given up at once, and goes out when an officer has mended it and sends it again', async () => {
    await setting.useNotify(notify, 'email')
    notify.trial.on = true
    const id = await setting.queue()
    await setting.messages.attempt(id)
    expect(await setting.read(id)).toMatchObject({
      state: 'given-up',
      outcome: 'BadRequestError',
      outcomeWords: expect.stringContaining('trial mode'),
      nextAttemptAt: null,
      kept: true,
    })
    notify.trial.on = false
    setting.pass(86_400)
    const replay = () => setting.messages.replay(setting.organisationId, id, 'officer:mo')
    expect(await replay()).toEqual({ kind: 'queued' })
    expect(await replay()).toEqual({ kind: 'already-due' })
    expect(setting.jobs.at(-1)).toEqual({
      job: { name: 'send-message', messageId: id },
      startAfter: undefined,
    })
    await setting.messages.attempt(id)
    expect(notify.notifications).toMatchObject([{ to: someone, reference: id }])
    expect((await setting.events()).slice(-3)).toMatchObject([
      { event: 'message.given-up', details: { outcome: 'BadRequestError', attempt: 1 } },
      { event: 'message.replayed', actor: 'officer:mo', details: { from: 'given-up' } },
      { event: 'message.sent', details: { attempt: 2 } },
    ])
  })

  test('already sent can be sent again, as a second one', async () => {
    await setting.useNotify(notify, 'email')
    const id = await setting.queue()
    await setting.messages.attempt(id)
    await setting.messages.replay(setting.organisationId, id, 'officer:mo')
    await setting.messages.attempt(id)
    expect(notify.notifications.map(({ reference }) => reference)).toEqual([`${id}-2`, id])
    expect((await setting.read(id)).state).toBe('sent')
  })

  test('that never gets through is given up after 72 hours and not before', async () => {
    const room = await createSetting(database(), { notifyUrl: notify.url, retrySeconds: [10, 7000] })
    await room.useNotify(notify, 'email')
    const id = await room.queue()
    const started = room.clock.now().getTime()
    let row = await room.read(id)
    while (row.state === 'queued') {
      notify.faults.push({ kind: 'status', status: 500, error: 'Exception' })
      row = await attemptWhenDue(id, room)
    }
    expect(row.state).toBe('given-up')
    expect((room.clock.now().getTime() - started) / 3_600_000).toBe(72)
    expect(notify.notifications).toEqual([])
    await room.close()
  })

  test('waits while the key is not right, and goes by itself when it has been replaced', async () => {
    const sender = await setting.useNotify(notify, 'email')
    const { organisationId } = setting
    const replaceKey = (apiKey: string) =>
      setting.messages.senders.replace({
        organisationId,
        channel: 'email',
        sender: 'govuk-notify',
        settings: { apiKey, emailTemplateId: notify.templates.email },
        actor: 'officer:mo',
      })
    await replaceKey(`${notify.apiKey.slice(0, -36)}00000000-0000-0000-0000-000000000000`)
    const id = await setting.queue()
    await setting.messages.attempt(id)
    expect(await setting.read(id)).toMatchObject({
      state: 'queued',
      outcomeWords: expect.stringContaining('API key'),
    })
    setting.pass(5)
    expect((await replaceKey(notify.apiKey)).changedAt).not.toEqual(sender.changedAt)
    await attemptWhenDue(id)
    expect((await setting.read(id)).state).toBe('sent')
  })

  test('is forgotten a week after it was sent or given up, and cannot be replayed then', async () => {
    await setting.useNotify(notify, 'email')
    const sent = await setting.queue()
    await setting.messages.attempt(sent)
    const refused = await setting.queue({ channel: 'text', to: '07700900982' })
    await setting.messages.attempt(refused)
    const week = 7 * 24 * 3600
    setting.pass(week - 1)
    const waiting = await setting.queue()
    await setting.messages.forgetOld(setting.clock.now())
    expect((await setting.read(sent)).kept).toBe(true)
    setting.pass(1)
    expect(await setting.messages.forgetOld(setting.clock.now())).toBeGreaterThanOrEqual(2)
    for (const id of [sent, refused]) {
      expect((await setting.raw(id)).sealedContent).toBeNull()
      expect(await setting.read(id)).toMatchObject({ kept: false })
      expect(await setting.messages.replay(setting.organisationId, id, 'officer:mo')).toEqual({
        kind: 'forgotten',
      })
    }
    setting.pass(week)
    await setting.messages.forgetOld(setting.clock.now())
    expect((await setting.read(waiting)).kept).toBe(true)
  })

  test('of a test goes to the outbox where there is no sender, and through the sender where there is one, marked', async () => {
    const first = await setting.queue({ mode: 'test' })
    await setting.messages.attempt(first)
    expect(await setting.outbox()).toEqual([
      {
        reference: first,
        channel: 'email',
        to: someone,
        language: 'en',
        subject: 'TEST: Exampleshire Council: we have received your payment',
        text: 'TEST: We have received your payment of £25.00.',
      },
    ])
    expect(await setting.read(first)).toMatchObject({ state: 'sent', sender: 'outbox' })
    await setting.useNotify(notify, 'text')
    const second = await setting.queue({ mode: 'test', channel: 'text', to: '07700900982', language: 'cy' })
    await setting.messages.attempt(second)
    expect(notify.notifications[0]!.body).toMatch(/^PRAWF: /)
    expect(await setting.outbox()).toHaveLength(1)
  })

  test('that is live never counts as sent without a sender: it is given up at once, to be seen', async () => {
    const id = await setting.queue()
    await setting.messages.attempt(id)
    expect(await setting.read(id)).toMatchObject({
      state: 'given-up',
      outcome: 'no-sender',
      sender: null,
      outcomeWords: 'There is no sender for this channel. Set one up, then send the message again',
    })
    expect(await setting.outbox()).toEqual([])
    await setting.useSmtp(server)
    await setting.messages.replay(setting.organisationId, id, 'officer:mo')
    await setting.messages.attempt(id)
    expect(server.received).toHaveLength(1)
  })

  test('can be asked for beforehand: whether anything would carry it', async () => {
    await setting.useNotify(notify, 'text')
    const { organisationId } = setting
    const can = (channel: 'email' | 'text', mode: 'test' | 'live') =>
      setting.db.transaction((tx) => setting.messages.canSend(tx, { organisationId, channel, mode }))
    expect(await can('text', 'live')).toBe(true)
    expect(await can('email', 'live')).toBe(false)
    expect(await can('email', 'test')).toBe(true)
  })

  test('of another organisation does not exist', async () => {
    const other = await createSetting(database())
    const id = await setting.queue()
    await expect(other.messages.replay(other.organisationId, id, 'officer:x')).rejects.toThrow(NotFound)
    expect(await other.messages.list(other.organisationId)).toEqual([])
    await other.close()
  })

  test('is found by state, channel and kind, the newest first', async () => {
    const receiptId = await setting.queue()
    setting.pass(1)
    const link = await setting.queue({ channel: 'text', to: '07700900982', kind: 'payment-link' })
    const { organisationId } = setting
    const ids = async (filter?: Parameters<Setting['messages']['list']>[1]) =>
      (await setting.messages.list(organisationId, filter)).map(({ id }) => id)
    expect(await ids()).toEqual([link, receiptId])
    expect(await ids({ channel: 'email' })).toEqual([receiptId])
    expect(await ids({ kind: 'payment-link' })).toEqual([link])
    expect(await ids({ state: 'sent' })).toEqual([])
    expect(await ids({ limit: 1, offset: 1 })).toEqual([receiptId])
  })

  test('sealed under another key is an outage of ours, never an empty message', async () => {
    await setting.useSmtp(server)
    const id = await setting.queue()
    const rekeyed = await createSetting(database(), { secrets: createSecrets('another secret key') })
    await rekeyed.messages.attempt(id)
    expect(await setting.read(id)).toMatchObject({ state: 'queued', outcome: 'unreachable', attempts: 1 })
    expect(server.received).toEqual([])
    await rekeyed.close()
  })
})

onBothEngines('messages over the real queue', (database) => {
  test('go out by themselves, after failures too', async () => {
    const notify = await startNotify()
    const jobs = createJobs({ database: database(), log: createLog('silent'), sweepSeconds: 1 })
    const setting = await createSetting(database(), {
      notifyUrl: notify.url,
      enqueue: jobs.enqueue,
      clock: { now: () => new Date() },
      retrySeconds: [0.1],
    })
    for (let n = 0; n < 3; n++) notify.faults.push({ kind: 'status', status: 500, error: 'Exception' })
    try {
      await jobs.start({
        deliver: async () => {},
        'settle-payment': async () => {},
        'settle-refund': async () => {},
        'send-message': setting.messages.attempt,
        sweep: async () => void (await setting.messages.sendDue(new Date())),
      })
      await setting.useNotify(notify, 'email')
      const id = await setting.queue()
      await eventually(async () => (await setting.read(id)).state).toBe('sent')
      expect((await setting.read(id)).attempts).toBe(4)
      expect(notify.notifications).toHaveLength(1)
    } finally {
      await jobs.stop()
      await notify.close()
      await setting.close()
    }
  })
})
