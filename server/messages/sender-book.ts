import type { Db, Tx } from '../db/client.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { ConnectionOutcome } from '../payments/gateway.ts'
import { recordEvent } from '../people/index.ts'
import type { MessagesDeps } from './messages-deps.ts'
import type { Channel, Sender, SenderSettings } from './sender.ts'
import {
  insertSender,
  organisationSlug,
  replaceSender,
  type SenderRow,
  senderFor,
  sendersOf,
} from './sender-store.ts'

/** A sender as officers see it: never its settings. */
export interface ConfiguredSender {
  channel: Channel
  /** Registry name: "smtp". */
  sender: string
  title: string
  /** Where messages go, in words and without secrets. */
  description: string
  /** Since when these settings are in use. */
  changedAt: Date
}

export interface NewSender {
  organisationId: string
  channel: Channel
  /** Registry name: `smtp`, `govuk-notify`. */
  sender: string
  settings: unknown
  /** `officer:<id>`, or `system` (default). */
  actor?: string
}

export interface SenderBook {
  /** @throws BadInput (no such sender, settings it cannot use) @throws Conflict (the channel has one already) */
  add(sender: NewSender): Promise<ConfiguredSender>
  /** Another sender or other settings in the place of the old ones; what waits goes with the new ones. @throws NotFound @throws BadInput */
  replace(sender: NewSender): Promise<ConfiguredSender>
  list(organisationId: string): Promise<ConfiguredSender[]>
  /** Asks the sender something that sends nothing. @throws NotFound */
  test(organisationId: string, channel: Channel): Promise<ConnectionOutcome>
  /** What an officer may choose for a channel, with the fields to fill in. */
  choices(channel: Channel): Pick<Sender, 'name' | 'title' | 'settingFields'>[]
}

type BookDeps = Pick<MessagesDeps, 'db' | 'clock' | 'secrets' | 'senders'>

export function createSenderBook({ db, clock, secrets, senders }: BookDeps): SenderBook {
  const shown = (row: SenderRow): ConfiguredSender => {
    const sender = senderNamed(senders, row.sender)
    return {
      channel: row.channel,
      sender: row.sender,
      title: sender.title,
      description: sender.describe(secrets.open(row.sealedSettings) as SenderSettings),
      changedAt: row.changedAt,
    }
  }

  function rowOf({ organisationId, channel, sender: name, settings }: NewSender): SenderRow {
    const choices = choicesFor(senders, channel)
    const sender = choices.find((choice) => choice.name === name)
    if (!sender) {
      const words = channel === 'email' ? 'e-mail' : 'text messages'
      throw new BadInput(
        `‘${name}’ is no sender of ${words}. Choose one of: ${choices.map((choice) => choice.name).join(', ')}`,
      )
    }
    return {
      id: newId(),
      organisationId,
      channel,
      sender: name,
      sealedSettings: secrets.seal(sender.parseSettings(settings, channel)),
      changedAt: clock.now(),
    }
  }

  const record = (tx: Tx, row: SenderRow, event: string, actor = 'system') =>
    recordEvent(tx, {
      organisationId: row.organisationId,
      at: clock.now(),
      actor,
      event,
      details: { channel: row.channel, sender: row.sender },
    })

  return {
    async add(given) {
      const row = rowOf(given)
      await db.transaction(async (tx) => {
        if (!(await insertSender(tx, row))) {
          throw new Conflict('There is a sender for this channel already: replace it')
        }
        await record(tx, row, 'message-sender.added', given.actor)
      })
      return shown(row)
    },

    async replace(given) {
      const row = rowOf(given)
      await db.transaction(async (tx) => {
        if (!(await replaceSender(tx, row))) throw new NotFound('There is no sender for this channel yet')
        await record(tx, row, 'message-sender.replaced', given.actor)
      })
      return shown((await senderFor(db, given.organisationId, given.channel))!)
    },

    list: async (organisationId) => (await sendersOf(db, organisationId)).map(shown),

    async test(organisationId, channel) {
      const row = await senderFor(db, organisationId, channel)
      if (!row) throw new NotFound('There is no sender for this channel yet')
      const settings = secrets.open(row.sealedSettings) as SenderSettings
      return senderNamed(senders, row.sender).testConnection(settings, channel)
    },

    choices: (channel) => choicesFor(senders, channel),
  }
}

/**
 * What carries a message: the organisation's own sender of the channel. Test messages go the same way, marked as tests, because their
 * authors want to see them arrive. Without a sender the stand-in takes them; a live message is never handed to it, or it would
 * count as sent and reach nobody. Undefined = there is nothing to send with.
 * @throws Error when the settings cannot be opened
 */
export async function openSender(
  { db, secrets, senders }: BookDeps,
  { organisationId, channel, mode }: { organisationId: string; channel: Channel; mode: 'test' | 'live' },
): Promise<{ sender: Sender; settings: SenderSettings } | undefined> {
  const row = await senderFor(db, organisationId, channel)
  if (row) {
    const settings = secrets.open(row.sealedSettings) as SenderSettings
    return { sender: senderNamed(senders, row.sender), settings }
  }
  const standIn = mode === 'test' ? standInFor(senders, channel) : undefined
  return (
    standIn && { sender: standIn, settings: { organisation: await organisationSlug(db, organisationId) } }
  )
}

/** Whether a message of the channel would find a sender, in the transaction that wants to queue it. */
export async function hasSender(
  tx: Db | Tx,
  senders: Record<string, Sender>,
  { organisationId, channel, mode }: { organisationId: string; channel: Channel; mode: 'test' | 'live' },
): Promise<boolean> {
  if (mode === 'test' && standInFor(senders, channel)) return true
  return (await senderFor(tx, organisationId, channel)) !== undefined
}

function standInFor(senders: Record<string, Sender>, channel: Channel): Sender | undefined {
  return Object.values(senders).find((sender) => sender.standsIn && sender.channels.includes(channel))
}

function choicesFor(senders: Record<string, Sender>, channel: Channel): Sender[] {
  return Object.values(senders).filter((sender) => !sender.standsIn && sender.channels.includes(channel))
}

function senderNamed(senders: Record<string, Sender>, name: string): Sender {
  const sender = Object.hasOwn(senders, name) ? senders[name] : undefined
  if (!sender) throw new Error(`No sender is registered as ${name}`)
  return sender
}
