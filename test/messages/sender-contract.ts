import { beforeEach, describe, expect, test } from 'vitest'
import { BadInput } from '../../server/errors.ts'
import { newId } from '../../server/ids.ts'
import type { Channel, OutgoingMessage, Sender, SenderSettings } from '../../server/messages/sender.ts'

export interface ArrivedMessage {
  reference: string
  to: string
  subject: string
  text: string
}

export interface SenderUnderTest {
  sender: Sender
  settings: SenderSettings
  /** As `settings`, with a key or password that the supplier does not accept; undefined when nobody has to sign in. */
  wrongSettings?: SenderSettings
  secretTexts: string[]
  /** Everything the supplier took, in order. */
  arrived(): Promise<ArrivedMessage[]>
  /** Makes the supplier not answer until `mend`. */
  break(): Promise<void>
  mend(): Promise<void>
  /** The supplier takes the next message and its answer is lost; undefined when there is no line that could break. */
  loseNextAnswer?(): void
  /** The supplier refuses the next message for good, repeating the address; undefined when it never does. */
  refuseNext?(): void
  /** The supplier refuses the next message for now. */
  busyNext?(): void
  /** Whether a repeat after a lost answer can be kept from arriving a second time. */
  findsWhatHasGone: boolean
}

const recipients: Record<Channel, string> = { email: 'zoe.jones@example.com', text: '+447700900982' }

export function outgoing(channel: Channel, change: Partial<OutgoingMessage> = {}): OutgoingMessage {
  return {
    channel,
    to: recipients[channel],
    subject: channel === 'email' ? 'Exampleshire Council: we have received your payment' : '',
    text: 'We have received your payment of £25.00.\n\nReference: ABC3DE7FGH',
    language: 'en',
    reference: newId(),
    mayHaveGone: false,
    ...change,
  }
}

/** What every sender must do on a channel. A new one runs this and adds its own. */
export function senderContract(name: string, channel: Channel, open: () => Promise<SenderUnderTest>): void {
  describe(`the sender contract: ${name}, ${channel}`, () => {
    let given: SenderUnderTest
    beforeEach(async () => {
      given = await open()
    })
    const send = (change: Partial<OutgoingMessage> = {}) =>
      given.sender.send(given.settings, outgoing(channel, change))

    test('hands over whom, subject and words as they are, under the reference', async () => {
      const message = outgoing(channel, {
        subject: channel === 'email' ? 'Cyngor Sir Ŵyddgrug: £1,250.50 – “diolch” 😀' : '',
        text: 'Llŷr, £25.00\n\n.\n.. a line of dots\nFrom the council\n=3D 100% {{7*7}} ((name))\n“quoted” 😀',
      })
      expect((await given.sender.send(given.settings, message)).kind).toBe('sent')
      const { reference, to, subject, text } = message
      expect(await given.arrived()).toEqual([{ reference, to, subject, text }])
    })

    test.each([
      ['HTML', '<script>alert(1)</script><a href="https://evil.example">Pay here</a> &amp; <b>bold</b>'],
      ['a formula', '=HYPERLINK("https://evil.example","Pay")\n+1+1\n@SUM(1)\n-2'],
      ['headers', 'Bcc: all@example.com\nContent-Type: text/html\n\n<h1>x</h1>'],
      [
        'the end of a message',
        'before\n.\nMAIL FROM:<evil@example.com>\nRCPT TO:<victim@example.com>\nDATA\nafter',
      ],
    ])('%s in the words stays words', async (_name, text) => {
      expect((await send({ text })).kind).toBe('sent')
      const arrived = await given.arrived()
      expect(arrived.map((message) => message.text)).toEqual([text])
      expect(arrived[0]!.to).toBe(recipients[channel])
    })

    test('ten at once all arrive, each whole and once', async () => {
      const texts = Array.from({ length: 10 }, (_, n) => `Message ${n}: ${'£'.repeat(200)}`)
      const outcomes = await Promise.all(texts.map((text) => send({ text })))
      expect(outcomes.map(({ kind }) => kind)).toEqual(texts.map(() => 'sent'))
      expect((await given.arrived()).map(({ text }) => text).sort()).toEqual(texts)
    })

    test('a supplier that does not answer is an outcome in plain words, and the next try arrives once', async () => {
      await given.break()
      const message = outgoing(channel)
      const failed = await given.sender.send(given.settings, message)
      if (failed.kind !== 'unreachable') throw new Error(`It was ${failed.kind}`)
      expect(failed.message).toMatch(/^[A-Z][^\n]{5,200}$/)
      expect(JSON.stringify(failed)).not.toContain(recipients[channel])
      await given.mend()
      expect((await given.sender.send(given.settings, { ...message, mayHaveGone: true })).kind).toBe('sent')
      expect(await given.arrived()).toHaveLength(1)
    })

    test('a repeat after a lost answer is recognised by its reference', async ({ skip }) => {
      if (!given.loseNextAnswer) return skip('there is no line that could break')
      given.loseNextAnswer()
      const message = outgoing(channel)
      expect((await given.sender.send(given.settings, message)).kind).toBe('unreachable')
      expect(await given.arrived()).toHaveLength(1)
      const again = await given.sender.send(given.settings, { ...message, mayHaveGone: true })
      expect(again.kind).toBe('sent')
      const arrived = await given.arrived()
      expect(arrived).toHaveLength(given.findsWhatHasGone ? 1 : 2)
      expect(new Set(arrived.map(({ reference }) => reference))).toEqual(new Set([message.reference]))
    })

    test('what the supplier refuses for good is refused, with a code, and without the address', async ({
      skip,
    }) => {
      if (!given.refuseNext) return skip('it refuses nothing')
      given.refuseNext()
      const outcome = await send()
      if (outcome.kind !== 'refused') throw new Error(`It was ${outcome.kind}`)
      expect(outcome.code).toMatch(/^[A-Za-z0-9.-]{3,60}$/)
      expect(outcome.message).toMatch(/^[A-Z][^\n]{5,200}$/)
      expect(JSON.stringify(outcome)).not.toContain('zoe.jones')
      expect(JSON.stringify(outcome)).not.toContain('900982')
      expect((await send()).kind).toBe('sent')
    })

    test('what the supplier refuses for now is tried again', async ({ skip }) => {
      if (!given.busyNext) return skip('it is never busy')
      given.busyNext()
      expect((await send()).kind).toBe('unreachable')
      expect(await given.arrived()).toEqual([])
    })

    test('with a key that is not right nothing goes, waits, and repeats no secret', async ({ skip }) => {
      const { sender, wrongSettings, secretTexts } = given
      if (!wrongSettings) return skip('nobody has to sign in')
      const outcomes = [
        await sender.send(wrongSettings, outgoing(channel)),
        await sender.send(wrongSettings, outgoing(channel, { mayHaveGone: true })),
        await sender.testConnection(wrongSettings, channel),
      ]
      expect(outcomes.map(({ kind }) => kind)).toEqual(['unreachable', 'unreachable', 'refused'])
      for (const secret of [...secretTexts, ...secretValues(given, wrongSettings)]) {
        expect(JSON.stringify(outcomes)).not.toContain(secret)
      }
      expect(await given.arrived()).toEqual([])
    })

    test('the connection test says whether the settings work, and sends nothing', async () => {
      expect((await given.sender.testConnection(given.settings, channel)).kind).toBe('connected')
      expect(await given.arrived()).toEqual([])
    })

    test('accepts its own settings again, also as text from a screen, and refuses all others without repeating them', () => {
      const { sender, settings } = given
      expect(sender.parseSettings({ ...settings }, channel)).toEqual(settings)
      const typed = Object.fromEntries(Object.entries(settings).map(([key, value]) => [key, ` ${value} `]))
      expect(sender.parseSettings(typed, channel)).toEqual(settings)
      const secret = 'hunter2-hunter2'
      for (const wrong of [
        undefined,
        null,
        secret,
        7,
        [],
        {},
        { password: secret },
        { ...settings, more: secret },
      ]) {
        let refusal: unknown
        try {
          sender.parseSettings(wrong, channel)
        } catch (error) {
          refusal = error
        }
        expect(refusal).toBeInstanceOf(BadInput)
        expect(JSON.stringify([refusal, (refusal as BadInput).problems, String(refusal)])).not.toContain(
          secret,
        )
      }
    })

    test('every setting has a field to type it in, and secrets are marked', () => {
      const names = given.sender.settingFields.map((field) => field.name)
      expect(new Set(names).size).toBe(names.length)
      for (const name of Object.keys(given.settings)) expect(names).toContain(name)
      for (const secret of given.secretTexts) {
        const [name] =
          Object.entries(given.settings).find(([, value]) => String(value).includes(secret)) ?? []
        expect(given.sender.settingFields.find((field) => field.name === name)?.kind).toBe('secret')
      }
    })

    test('describes itself without secrets', () => {
      const words = given.sender.describe(given.settings)
      expect(words.length).toBeGreaterThan(5)
      for (const secret of given.secretTexts) expect(words).not.toContain(secret)
    })
  })
}

function secretValues({ sender }: SenderUnderTest, settings: SenderSettings): string[] {
  return sender.settingFields.flatMap(({ name, kind }) => (kind === 'secret' ? [String(settings[name])] : []))
}
