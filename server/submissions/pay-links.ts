import { and, desc, eq, gt, isNull, sql } from 'drizzle-orm'
import { say } from '../../form-schemas/words.ts'
import { addDays, type Day, londonDay, startOfLondonDay } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { payLink, submission as submissionTable } from '../db/schema/submissions.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import type { PublishedForm } from '../forms/index.ts'
import { newId, newSecret, sha256 } from '../ids.ts'
import { type Channel, paymentLinkWords } from '../messages/index.ts'
import { recordEvent } from '../people/audit.ts'
import type { SubmissionDeps } from './index.ts'
import { owedBy } from './pay.ts'
import type { SubmissionRow } from './submission-store.ts'

/** A link works this long: an e-mail that is read after the weekend still leads somewhere. */
export const payLinkDays = 7

/** A resident may send so many for one submission: messages cost the council money, and strangers read them. */
export const mostLinksByResident = 5

export type PayLink = typeof payLink.$inferSelect

export interface NewPayLink {
  submission: SubmissionRow
  form: PublishedForm
  channel: Channel
  /** An e-mail address or a mobile number, as typed. */
  to: string
  /** `resident`, or `officer:<id>`. */
  sentBy: string
  /**
   * The submission's newest link when this one was asked for, null when there was none. When it is not the newest any more the same
   * button was pressed twice: nothing is sent again, and the link that was is given. Left out, a link is always sent.
   */
  after?: string | null
}

/**
 * Sends a link by which anybody who has it can pay for a submission that was sent, and see no answer of it. A new link takes the
 * place of the last one; being paid, however it was paid, ends it. Only its hash is kept.
 * @throws BadInput when the address is none, or a resident has sent too many
 * @throws Conflict when there is nothing to pay (any more)
 */
export async function sendPayLink(deps: SubmissionDeps, link: NewPayLink): Promise<PayLink> {
  const { submission, form, sentBy } = link
  if (submission.state !== 'submitted') throw nothingToPay()
  const owed = owedBy(form, submission)
  const now = deps.clock.now()
  // To the end of a day, as the message says.
  const expiresOn = addDays(londonDay(now), payLinkDays)
  const expiresAt = startOfLondonDay(addDays(expiresOn, 1))
  const token = newSecret()
  const { language } = submission
  const words = paymentLinkWords({
    council: form.organisationName,
    whatFor: say(form.document.title, language),
    amountPence: owed.amountPence,
    link: `${deps.baseUrl}/${form.organisationSlug}/${form.slug}/pay/${token}`,
    expiresOn,
    language,
  })
  return deps.db.transaction(async (tx) => {
    // Locked, so that of two presses the second sees the first's link, and a payment that succeeds meanwhile closes this one.
    const [current] = await tx
      .select({ state: submissionTable.state })
      .from(submissionTable)
      .where(eq(submissionTable.id, submission.id))
      .for('update')
    if (current?.state !== 'submitted') throw nothingToPay()
    const before = await payLinksOf({ db: tx }, submission.id)
    const [newest] = before
    if (newest && link.after !== undefined && newest.id !== link.after) return newest
    if (
      sentBy === 'resident' &&
      before.filter((one) => one.sentBy === sentBy).length >= mostLinksByResident
    ) {
      const message = `You have sent ${mostLinksByResident} links, which is the most you can`
      throw new BadInput(message, [{ pointer: '/to', message }])
    }
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
      actor: sentBy,
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
      .returning()
    if (!row) throw new Error(`The link for submission ${submission.id} was not written`)
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

/** Newest first; of two of the same instant the one that is alive. */
export async function payLinksOf(
  { db }: { db: SubmissionDeps['db'] | Tx },
  submissionId: string,
): Promise<PayLink[]> {
  return db
    .select()
    .from(payLink)
    .where(eq(payLink.submissionId, submissionId))
    .orderBy(desc(payLink.createdAt), sql`${payLink.closedAt} desc nulls first`)
}

/** The last day on which a link works: it ends as the next one begins. */
export function lastDayOf({ expiresAt }: Pick<PayLink, 'expiresAt'>): Day {
  return londonDay(new Date(expiresAt.getTime() - 1))
}

/** How a link stands. One that was closed was replaced by a newer one, or else withdrawn. */
export type PayLinkState = 'alive' | 'paid' | 'expired' | 'replaced' | 'withdrawn'

export function payLinkState(
  link: PayLink,
  about: { submission: Pick<SubmissionRow, 'state'>; newest: Pick<PayLink, 'id'> | undefined; now: Date },
): PayLinkState {
  if (about.submission.state === 'completed') return 'paid'
  if (link.closedAt) return about.newest && about.newest.id !== link.id ? 'replaced' : 'withdrawn'
  return link.expiresAt > about.now ? 'alive' : 'expired'
}

const nothingToPay = () => new Conflict('There is nothing to pay for this submission')
