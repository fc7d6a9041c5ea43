import { recordEvent } from '../people/index.ts'
import { decideNext, leaseSeconds, referenceOf } from './message.ts'
import { claimMessage, type MessageRow, moveMessage } from './message-store.ts'
import type { MessagesDeps } from './messages-deps.ts'
import type { MessageContent } from './queue-message.ts'
import type { SendOutcome } from './sender.ts'
import { openSender } from './sender-book.ts'

interface Attempt {
  outcome: SendOutcome
  /** Registry name; null when there was no sender to try. */
  sender: string | null
}

/**
 * Makes one attempt of a message that is due; does nothing when it is not, or when another worker has it.
 * The claim is committed before anything is sent and the end is written in one transaction after it. A crash in between means one
 * more attempt when the lease is over, under the same reference: a sender that can look it up finds that it has gone; over
 * SMTP, which cannot, it may arrive a second time, with the same Message-ID.
 */
export async function attemptMessage(deps: MessagesDeps, messageId: string): Promise<void> {
  const at = deps.clock.now()
  const row = await claimMessage(deps.db, messageId, at, new Date(at.getTime() + leaseSeconds * 1000))
  if (!row) return
  await conclude(deps, row, await openAndSend(deps, row))
}

/** Outside any transaction. Never throws: a failure of our own is an outcome too, or it would repeat for ever. */
async function openAndSend(deps: MessagesDeps, row: MessageRow): Promise<Attempt> {
  try {
    const opened = await openSender(deps, row)
    if (!opened) {
      const message = 'There is no sender for this channel. Set one up, then send the message again'
      return { sender: null, outcome: { kind: 'refused', code: 'no-sender', message } }
    }
    const content = deps.secrets.open(row.sealedContent!) as MessageContent
    const outcome = await opened.sender.send(opened.settings, {
      ...content,
      channel: row.channel,
      language: row.language,
      reference: referenceOf(row),
      mayHaveGone: row.attempts > 1,
    })
    return { sender: opened.sender.name, outcome }
  } catch (error) {
    // An error of a sender may carry the message and the key in its text and properties, so only where it arose is logged.
    deps.log.error({ messageId: row.id, ...whereItArose(error) }, 'message.attempt-broke')
    const message = 'Something failed on our side before this could be sent'
    return { sender: row.sender, outcome: { kind: 'unreachable', message } }
  }
}

async function conclude(deps: MessagesDeps, row: MessageRow, { sender, outcome }: Attempt): Promise<void> {
  const now = deps.clock.now()
  const failures = row.failures + (outcome.kind === 'sent' ? 0 : 1)
  const decision = decideNext({
    outcome: outcome.kind,
    failures,
    queuedAt: row.queuedAt,
    now,
    retrySeconds: deps.retrySeconds,
    jitter: (deps.random ?? Math.random)(),
  })
  const nextAttemptAt = decision.state === 'queued' ? decision.nextAttemptAt : null
  const code = outcome.kind === 'refused' ? outcome.code : outcome.kind
  await deps.db.transaction(async (tx) => {
    const moved = await moveMessage(tx, row.id, row.attempts, {
      state: decision.state,
      failures,
      nextAttemptAt,
      endedAt: decision.state === 'queued' ? null : now,
      sender,
      outcome: code,
      outcomeWords: outcome.kind === 'sent' ? null : outcome.message,
      ...(outcome.kind === 'sent' && { senderMessageId: outcome.senderMessageId }),
    })
    // Overtaken: the lease ran out and another attempt, or a replay, is under way. This one decides nothing.
    if (!moved) return
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: now,
      actor: 'system',
      event: { sent: 'message.sent', queued: 'message.failed', 'given-up': 'message.given-up' }[
        decision.state
      ],
      submissionId: row.submissionId ?? undefined,
      details: {
        message: row.id,
        channel: row.channel,
        kind: row.kind,
        attempt: row.attempts,
        outcome: code,
        ...(sender !== null && { sender }),
        ...(nextAttemptAt && { nextAttemptAt: nextAttemptAt.toISOString() }),
      },
    })
    if (nextAttemptAt) {
      await deps.enqueue(tx, { name: 'send-message', messageId: row.id }, { startAfter: nextAttemptAt })
    }
  })
}

function whereItArose(error: unknown): { error: string; frames: string[] } {
  if (!(error instanceof Error)) return { error: typeof error, frames: [] }
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line))
  return { error: error.name, frames: frames.map((line) => line.trim()) }
}
