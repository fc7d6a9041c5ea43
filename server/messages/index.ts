/**
 * Messages to people: receipts, payment links, refund notices, by e-mail or text. It knows addresses, words in English and Welsh, which
 * sender carries an organisation's channel, and when to try again; every message is kept until sent or given up.
 * Address and words are personal data: sealed in the database, in no log line and no audit event, deleted a week after the end.
 * It refuses to know why a message is sent (it is told whom, what and for which submission) and whether anybody has read it.
 * Senders are suppliers behind one port: a new one is a file and a line in `senders/index.ts`.
 */
import type { Db, Tx } from '../db/client.ts'
import { attemptMessage } from './attempt.ts'
import { keptDays } from './message.ts'
import {
  dueMessages,
  forgetContents,
  type ListedMessage,
  listMessages,
  type MessageFilter,
  messagesOf,
} from './message-store.ts'
import type { MessagesDeps } from './messages-deps.ts'
import { type NewMessage, queueMessage } from './queue-message.ts'
import { type ReplayOutcome, replayMessage } from './replay.ts'
import type { Channel } from './sender.ts'
import { createSenderBook, hasSender, type SenderBook } from './sender-book.ts'

export { type ReadAddress, readAddress } from './address.ts'
export type { MessageState } from './message.ts'
export type { ListedMessage, MessageFilter } from './message-store.ts'
export type { MessagesDeps } from './messages-deps.ts'
export { type NewMessage, textAtMost } from './queue-message.ts'
export type { ReplayOutcome } from './replay.ts'
export { deletionWords, savedJourneyWords, unusableWords } from './saved-words.ts'
export type { Channel, Sender } from './sender.ts'
export type { ConfiguredSender, NewSender, SenderBook } from './sender-book.ts'
export { createSenders } from './senders/index.ts'
export { type MessageWords, paymentLinkWords, receiptWords, refundWords } from './words.ts'

export interface Messages {
  /**
   * Queues a message in the caller's transaction and gives its id.
   * @throws BadInput when the address cannot be used (ask `readAddress` first where that must not undo anything else)
   */
  queue(tx: Tx, message: NewMessage): Promise<string>
  /** Whether a message of this channel would find a sender. Where nobody waits for it, do not queue what cannot go. */
  canSend(
    tx: Db | Tx,
    wanted: { organisationId: string; channel: Channel; mode: 'test' | 'live' },
  ): Promise<boolean>
  /** One attempt of a message that is due; nothing when it is not. What the sender does is recorded, never thrown. */
  attempt(messageId: string): Promise<void>
  /** @throws NotFound when the organisation has no such message */
  replay(organisationId: string, messageId: string, actor: string): Promise<ReplayOutcome>
  /** Nudges messages whose time has come, in case their job was lost: 200 a call. Gives how many. */
  sendDue(now: Date): Promise<number>
  /** Deletes addresses and words of messages that ended a week ago. Gives how many. */
  forgetOld(now: Date): Promise<number>
  /** The newest first. */
  list(organisationId: string, filter?: MessageFilter): Promise<ListedMessage[]>
  /** The oldest first. Whoever calls has made sure that the submission is theirs to see. */
  forSubmission(submissionId: string): Promise<ListedMessage[]>
  senders: SenderBook
}

export function createMessages(deps: MessagesDeps): Messages {
  const { db } = deps
  return {
    queue: (tx, message) => queueMessage(deps, tx, message),
    canSend: (tx, wanted) => hasSender(tx, deps.senders, wanted),
    attempt: (messageId) => attemptMessage(deps, messageId),
    replay: (organisationId, messageId, actor) => replayMessage(deps, organisationId, messageId, actor),

    async sendDue(now) {
      const due = await dueMessages(db, now, 200)
      if (due.length === 0) return 0
      await db.transaction(async (tx) => {
        for (const messageId of due) await deps.enqueue(tx, { name: 'send-message', messageId })
      })
      return due.length
    },

    forgetOld: (now) => forgetContents(db, new Date(now.getTime() - keptDays * 24 * 3_600_000)),
    list: (organisationId, filter = {}) => listMessages(db, organisationId, filter),
    forSubmission: (submissionId) => messagesOf(db, submissionId),
    senders: createSenderBook(deps),
  }
}
