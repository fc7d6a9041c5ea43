import { NotFound } from '../../../errors.ts'
import type { PublishedForm } from '../../../forms/index.ts'
import { type Channel, type ListedMessage, readAddress } from '../../../messages/index.ts'
import {
  type ElsewhereClaim,
  type GatewayAccount,
  isOpen,
  type OwedPayment,
  type Payment,
} from '../../../payments/index.ts'
import type { PayLink, SubmissionRow } from '../../../submissions/index.ts'
import { owedBy } from '../../../submissions/pay.ts'
import { type PayLinkState, payLinkState } from '../../../submissions/pay-links.ts'
import { contactOf } from '../../../submissions/payer.ts'
import type { OfficerDeps } from '../deps.ts'

/** All that is known of paying for one submission. */
export interface Standing {
  /**
   * `confirming`: a card is with the gateway, which has not said yes or no. `claimed`: recorded as taken elsewhere, and waits for a
   * second officer. `held`: another amount was taken, and people look into it. `nothing-owed`: it was free.
   */
  phase: 'owed' | 'confirming' | 'claimed' | 'held' | 'paid' | 'nothing-owed'
  submission: SubmissionRow
  reference: string
  form: PublishedForm
  owed: OwedPayment | undefined
  /** The newest first. */
  attempts: Payment[]
  open: Payment | undefined
  link: StandingLink | undefined
  /** The newest first. */
  claims: ElsewhereClaim[]
  /** Waits for a second officer. */
  claim: ElsewhereClaim | undefined
  account: GatewayAccount | undefined
  /** What can carry a link. */
  channels: Channel[]
  /** Where the answers say that a link can be sent. */
  contact: { email?: string; phone?: string }
}

export interface StandingLink {
  row: PayLink
  state: PayLinkState
  message: ListedMessage | undefined
}

/**
 * Reads it; `ask` also asks the gateway how an open payment stands, so that the officer sees it while the caller is on the line.
 * @throws NotFound for a submission of another organisation, too, and for one that was not sent
 */
export async function readStanding(
  deps: OfficerDeps,
  organisationId: string,
  typedReference: string,
  ask?: `officer:${string}`,
): Promise<Standing> {
  const found = await deps.submissions.byReference(organisationId, typedReference)
  if (!found?.reference) throw new NotFound('There is no submission with this reference')
  const open = (await deps.payments.forSubmission(found.id)).find(({ state }) => isOpen(state))
  if (ask && open) await deps.payments.settle(open.id, ask)
  // What was asked may have moved everything.
  const submission = (await deps.submissions.byId(found.id))!
  const form = await deps.forms.version(submission.formVersionId)
  const [attempts, claims, link, account, channels] = await Promise.all([
    deps.payments.forSubmission(submission.id),
    deps.payments.elsewhere.forSubmission(submission.id),
    newestLink(deps, submission),
    accountOf(deps, form),
    channelsOf(deps, submission),
  ])
  const claim = claims.find(({ state }) => state === 'claimed')
  return {
    phase: phaseOf(submission, attempts, claim),
    submission,
    reference: found.reference,
    form,
    owed: submission.totalPence ? owedBy(form, submission) : undefined,
    attempts: attempts.toReversed(),
    open: attempts.find(({ state }) => isOpen(state)),
    link,
    claims: claims.toReversed(),
    claim,
    account,
    channels,
    contact: usable(contactOf(form.document, submission), channels),
  }
}

function phaseOf(
  submission: SubmissionRow,
  attempts: Payment[],
  claim: ElsewhereClaim | undefined,
): Standing['phase'] {
  if (!submission.totalPence) return 'nothing-owed'
  if (submission.state === 'completed') return 'paid'
  if (attempts.some(({ state }) => state === 'mismatched')) return 'held'
  if (claim) return 'claimed'
  return attempts.some(({ state }) => state === 'submitted') ? 'confirming' : 'owed'
}

async function newestLink(deps: OfficerDeps, submission: SubmissionRow): Promise<StandingLink | undefined> {
  const [row] = await deps.submissions.payLinks.of(submission.id)
  if (!row) return undefined
  const messages = await deps.messages.forSubmission(submission.id)
  return {
    row,
    state: payLinkState(row, { submission, newest: row, now: deps.clock.now() }),
    message: messages.find(({ id }) => id === row.messageId),
  }
}

async function accountOf(deps: OfficerDeps, { organisationId, document }: PublishedForm) {
  return document.payment && deps.payments.accounts.byName(organisationId, document.payment.gateway)
}

async function channelsOf(deps: OfficerDeps, { organisationId, mode }: SubmissionRow): Promise<Channel[]> {
  const channels: Channel[] = ['email', 'text']
  const able = await Promise.all(
    channels.map((channel) => deps.messages.canSend({ organisationId, channel, mode })),
  )
  return channels.filter((_, index) => able[index])
}

/** Only what a message can really be sent to. */
function usable(contact: { email?: string; phone?: string }, channels: Channel[]) {
  const can = (channel: Channel, to: string | undefined): to is string =>
    to !== undefined && channels.includes(channel) && readAddress(channel, to).kind === 'usable'
  return {
    ...(can('email', contact.email) && { email: contact.email }),
    ...(can('text', contact.phone) && { phone: contact.phone }),
  }
}
