import { say } from '../../form-schemas/words.ts'
import type { Day } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { type Channel, deletionWords, savedJourneyWords } from '../messages/index.ts'
import { recordEvent } from '../people/audit.ts'
import type { SavedJourneyDeps } from './saved.ts'
import { daysOf } from './saved-link.ts'
import type { SubmissionRow } from './submission-store.ts'

interface SavedMessage {
  submission: SubmissionRow
  channel: Channel
  to: string
  keptUntil: Day
  linkToken: string
  /** What the resident asked for, or the reminder that nobody did. */
  kind: 'saved-journey' | 'saved-journey-ends'
}

/** Queues the message with the link. It is of no submission, since it outlives a journey that is deleted unsent. */
export async function sendSavedLink(deps: SavedJourneyDeps, tx: Tx, message: SavedMessage): Promise<void> {
  const { submission, channel, to, keptUntil, linkToken, kind } = message
  const { organisationId, mode, language } = submission
  const form = await deps.version(submission.formVersionId, tx)
  const words = (kind === 'saved-journey' ? savedJourneyWords : deletionWords)({
    council: form.organisationName,
    form: say(form.document.title, language),
    link: `${deps.baseUrl}/${form.organisationSlug}/${form.slug}/resume/${linkToken}`,
    keptUntil,
    days: daysOf(form),
    language,
  })
  await deps.messages.queue(tx, {
    organisationId,
    mode,
    channel,
    to,
    kind,
    language,
    subject: words.subject,
    text: channel === 'email' ? words.email : words.text,
    actor: kind === 'saved-journey' ? 'resident' : 'system',
  })
}

/** Past tense, in the audit trail: without the address. */
export async function recordJourney(
  deps: Pick<SavedJourneyDeps, 'clock'>,
  tx: Tx,
  { organisationId, formId, id }: SubmissionRow,
  event: 'journey.saved' | 'journey.resumed' | 'journey.reminded',
  expiresAt: Date,
): Promise<void> {
  await recordEvent(tx, {
    organisationId,
    at: deps.clock.now(),
    actor: event === 'journey.reminded' ? 'system' : 'resident',
    event,
    formId,
    submissionId: id,
    details: { expiresAt: expiresAt.toISOString() },
  })
}
