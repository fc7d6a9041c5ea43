import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { say } from '../../form-schemas/words.ts'
import { londonDay } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { payLink } from '../db/schema/submissions.ts'
import { Conflict, NotFound } from '../errors.ts'
import type { PublishedForm } from '../forms/index.ts'
import { newId, newSecret, sha256 } from '../ids.ts'
import { type Channel, paymentLinkWords } from '../messages/index.ts'
import { recordEvent } from '../people/audit.ts'
import type { SubmissionDeps } from './index.ts'
import { owedBy } from './pay.ts'
import type { SubmissionRow } from './submission-store.ts'

/** A link works this long: an e-mail that is read after the weekend still leads somewhere. */
export const payLinkDays = 7

export type PayLink = typeof payLink.$inferSelect

export interface NewPayLink {
  submission: SubmissionRow
  form: PublishedForm
  channel: Channel
  /** An e-mail address or a mobile number, as typed. */
  to: string
  /** `resident`, or `officer:<id>`. */
  sentBy: string
}

/**
 * Sends a link by which anybody who has it can pay for a submission that was sent, and see no answer of it. A new link takes the
 * place of the last one; being paid, however it was paid, ends it. Only its hash is kept.
 * @throws BadInput when the address is none @throws Conflict when there is nothing to pay (any more)
 */
export async function sendPayLink(deps: SubmissionDeps, link: NewPayLink): Promise<PayLink> {
  const { submission, form, sentBy } = link
  if (submission.state !== 'submitted') throw new Conflict('There is nothing to pay for this submission')
  const owed = owedBy(form, submission)
  const now = deps.clock.now()
  const expiresAt = new Date(now.getTime() + payLinkDays * 86_400_000)
  const token = newSecret()
  const { language } = submission
  const words = paymentLinkWords({
    council: form.organisationName,
    whatFor: say(form.document.title, language),
    amountPence: owed.amountPence,
    link: `${deps.baseUrl}/${form.organisationSlug}/${form.slug}/pay/${token}`,
    expiresOn: londonDay(expiresAt),
    language,
  })
  return deps.db.transaction(async (tx) => {
    await closePayLinks(deps, tx, submission.id)
    const messageId = await deps.messages.queue(tx, {
      organisationId: submission.organisationId,
      submissionId: submission.id,
      mode: submission.mode,
      channel: link.channel,
      to: link.to,
      kind: 'payment-link',
      language,
      subject: words.subject,
      text: link.channel === 'email' ? words.email : words.text,
    })
    const [row] = await tx
      .insert(payLink)
      .values({
        id: newId(),
        organisationId: submission.organisationId,
        submissionId: submission.id,
        tokenHash: sha256(token),
        sentBy,
        messageId,
        createdAt: now,
        expiresAt,
      })
      .onConflictDoNothing()
      .returning()
    if (!row) throw new Conflict('Another link is being sent at this moment. Try again.')
    await recordEvent(tx, {
      organisationId: row.organisationId,
      at: now,
      actor: sentBy,
      event: 'pay-link.sent',
      submissionId: row.submissionId,
      details: { payLinkId: row.id, channel: link.channel, expiresAt: expiresAt.toISOString() },
    })
    return row
  })
}

/** The link behind a token while it can be paid by; the first time it is opened is kept, so that who sent it can see it. */
export async function openPayLink(deps: SubmissionDeps, token: string): Promise<PayLink | undefined> {
  const now = deps.clock.now()
  const [row] = await deps.db
    .update(payLink)
    .set({ openedAt: sql`coalesce(${payLink.openedAt}, ${now.toISOString()}::timestamptz)` })
    .where(and(eq(payLink.tokenHash, sha256(token)), isNull(payLink.closedAt), gt(payLink.expiresAt, now)))
    .returning()
  return row
}

/** Whatever a token once opened, dead or alive: to say that it is over rather than that it never was. */
export async function payLinkOfToken(deps: SubmissionDeps, token: string): Promise<PayLink | undefined> {
  return (
    await deps.db
      .select()
      .from(payLink)
      .where(eq(payLink.tokenHash, sha256(token)))
  )[0]
}

/** No link of the submission leads anywhere any more. */
export async function closePayLinks(deps: SubmissionDeps, tx: Tx, submissionId: string): Promise<void> {
  await tx
    .update(payLink)
    .set({ closedAt: deps.clock.now() })
    .where(and(eq(payLink.submissionId, submissionId), isNull(payLink.closedAt)))
}

/** An officer takes a link back. @throws NotFound */
export async function withdrawPayLink(
  deps: SubmissionDeps,
  organisationId: string,
  submissionId: string,
  actor: string,
): Promise<void> {
  await deps.db.transaction(async (tx) => {
    const now = deps.clock.now()
    const [row] = await tx
      .update(payLink)
      .set({ closedAt: now })
      .where(
        and(
          eq(payLink.submissionId, submissionId),
          eq(payLink.organisationId, organisationId),
          isNull(payLink.closedAt),
        ),
      )
      .returning()
    if (!row) throw new NotFound('There is no link to take back')
    await recordEvent(tx, {
      organisationId,
      at: now,
      actor,
      event: 'pay-link.withdrawn',
      submissionId,
      details: { payLinkId: row.id },
    })
  })
}

/** Newest first. */
export async function payLinksOf(deps: SubmissionDeps, submissionId: string): Promise<PayLink[]> {
  return deps.db
    .select()
    .from(payLink)
    .where(eq(payLink.submissionId, submissionId))
    .orderBy(desc(payLink.createdAt))
}
