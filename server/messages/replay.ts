import { NotFound } from '../errors.ts'
import { recordEvent } from '../people/index.ts'
import { leaseSeconds } from './message.ts'
import { lockMessage, requeueMessage } from './message-store.ts'
import type { MessagesDeps } from './messages-deps.ts'

/**
 * `already-due`: an attempt is at work or begins within the minute; nothing was changed.
 * `forgotten`: its address and words were deleted: write a new one.
 */
export type ReplayOutcome = { kind: 'queued' } | { kind: 'already-due' } | { kind: 'forgotten' }

/**
 * An officer sends a message again: one given up, after mending what was wrong; a sent one that never arrived; or a waiting one now
 * instead of later. Only the sent one goes out under a new reference: of the others a first copy may be under way. The time to
 * give up begins anew.
 * @throws NotFound when the organisation has no such message
 */
export async function replayMessage(
  { db, clock, enqueue }: Pick<MessagesDeps, 'db' | 'clock' | 'enqueue'>,
  organisationId: string,
  messageId: string,
  actor: string,
): Promise<ReplayOutcome> {
  const now = clock.now()
  return db.transaction(async (tx) => {
    const row = await lockMessage(tx, organisationId, messageId)
    if (!row) throw new NotFound('There is no such message')
    if (row.sealedContent === null) return { kind: 'forgotten' }
    // A time within a lease of now may be a worker's lease, which must not be taken away from it.
    if (row.nextAttemptAt && row.nextAttemptAt.getTime() <= now.getTime() + leaseSeconds * 1000) {
      return { kind: 'already-due' }
    }
    await requeueMessage(tx, row.id, now, row.state === 'sent' ? row.sending + 1 : row.sending)
    await recordEvent(tx, {
      organisationId,
      at: now,
      actor,
      event: 'message.replayed',
      submissionId: row.submissionId ?? undefined,
      details: { message: row.id, channel: row.channel, kind: row.kind, from: row.state },
    })
    await enqueue(tx, { name: 'send-message', messageId: row.id })
    return { kind: 'queued' }
  })
}
