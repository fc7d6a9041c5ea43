import { cleanLine } from '../../form-schemas/questions/typed-text.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { Tx } from '../db/client.ts'
import { BadInput } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/index.ts'
import { maskAddress, readAddress } from './address.ts'
import { insertMessage } from './message-store.ts'
import type { MessagesDeps } from './messages-deps.ts'
import type { Channel } from './sender.ts'
import { markTest } from './words.ts'

export interface NewMessage {
  organisationId: string
  submissionId?: string | undefined
  channel: Channel
  /** As typed. `readAddress` says beforehand whether it can be used. */
  to: string
  /** What it is about, for lists and the audit trail: "payment-link", "refund", "receipt". */
  kind: string
  language: Language
  /** A test message goes out marked as a test. */
  mode: 'test' | 'live'
  /** For e-mail. Whatever is no character of one line becomes a space. */
  subject?: string | undefined
  /** Plain text. */
  text: string
  /** `officer:<id>`, `resident`, or `system` (default). */
  actor?: string | undefined
}

/** What is sealed into a message's row. */
export interface MessageContent {
  to: string
  subject: string
  text: string
}

const subjectAtMost = 200
/** Six parts are the most that GOV.UK Notify sends as one text message: 918 characters. A test message is marked, which counts, too. */
export const textAtMost: Record<Channel, number> = { email: 20_000, text: 918 }

/**
 * Writes the message and queues its sending in the caller's transaction: a rollback drops both. Gives its id.
 * @throws BadInput for an address that cannot be used, a missing subject, or a text that is empty or too long
 */
export async function queueMessage(
  { clock, secrets, enqueue }: Pick<MessagesDeps, 'clock' | 'secrets' | 'enqueue'>,
  tx: Tx,
  given: NewMessage,
): Promise<string> {
  const content = readContent(given)
  const { organisationId, submissionId, channel, kind, language, mode } = given
  const now = clock.now()
  const id = newId()
  await insertMessage(tx, {
    id,
    organisationId,
    submissionId: submissionId ?? null,
    channel,
    kind,
    language,
    mode,
    maskedTo: maskAddress(channel, content.to),
    sealedContent: secrets.seal(content),
    state: 'queued',
    sending: 1,
    attempts: 0,
    failures: 0,
    nextAttemptAt: now,
    queuedAt: now,
    endedAt: null,
    sender: null,
    senderMessageId: null,
    outcome: null,
    outcomeWords: null,
  })
  await recordEvent(tx, {
    organisationId,
    at: now,
    actor: given.actor ?? 'system',
    event: 'message.queued',
    submissionId,
    details: { message: id, channel, kind },
  })
  await enqueue(tx, { name: 'send-message', messageId: id })
  return id
}

function readContent({ channel, to, subject = '', text, language, mode, kind }: NewMessage): MessageContent {
  if (!/^[a-z]+(-[a-z]+)*$/.test(kind)) throw new Error(`‘${kind}’ is no kind of message`)
  const read = readAddress(channel, to)
  if (read.kind === 'unusable') throw refused('/to', read.message)
  const line = channel === 'email' ? cut(cleanLine(subject), subjectAtMost) : ''
  if (channel === 'email' && line === '') throw refused('/subject', 'Enter a subject')
  const body = cleanText(text)
  if (body === '') throw refused('/text', 'Enter the text of the message')
  const words =
    mode === 'test' ? markTest({ subject: line, text: body }, language) : { subject: line, text: body }
  if (words.text.length > textAtMost[channel]) {
    throw refused(
      '/text',
      `The text must be ${textAtMost[channel].toLocaleString('en-GB')} characters or fewer`,
    )
  }
  return { to: read.address, ...words }
}

function refused(pointer: string, message: string): BadInput {
  return new BadInput(message, [{ pointer, message }])
}

/** Lines end with `\n`, and nothing is left that a terminal, a mail server or a database would take for more than text. */
function cleanText(text: string): string {
  return text
    .toWellFormed()
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\ufeff]/g, '')
    .trim()
}

function cut(text: string, most: number): string {
  const characters = [...text]
  return characters.length > most ? `${characters.slice(0, most - 1).join('')}…` : text
}
