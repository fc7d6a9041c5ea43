import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { say } from '../../../../form-schemas/words.ts'
import { londonDay } from '../../../clock.ts'
import { formatPence } from '../../../money.ts'
import { elsewhereMethods } from '../../../payments/index.ts'
import { can } from '../../../people/index.ts'
import { refreshOff, refreshSeconds } from '../../resident/payment-return/refresh.ts'
import { priceLines } from '../../resident/price-lines.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, showPage } from '../page.ts'
import { attemptsView } from './attempts-view.ts'
import { linkView } from './link-view.ts'
import type { ClaimFields } from './read-claim.ts'
import { addressLabel } from './read-link.ts'
import type { Standing } from './standing.ts'

/** What a post that could not be done shows again. */
export interface Shown {
  way?: 'link' | 'elsewhere'
  typed?: { where: string; to: string }
  claim?: ClaimFields
  problems?: FieldProblem[]
  status?: ContentfulStatusCode
}

/** The screen: what is owed, how it stands, and the ways to take it. It reads itself again while it waits and nobody types. */
export async function showTakePayment(
  deps: OfficerDeps,
  c: OfficerContext,
  standing: Standing,
  shown: Shown = {},
): Promise<Response> {
  const { submission, reference, form, owed, phase, claims, claim, link, open, account, channels } = standing
  const here = `/officer/submissions/${reference}/payment`
  const officer = c.get('officer')
  const mayTake = can(officer, 'payments.take')
  const nameOf = await actorNames(deps, submission.organisationId, actorsOf(standing))
  const way = mayTake && phase === 'owed' ? (shown.way ?? wayOf(c)) : undefined
  const waits = (phase === 'owed' && !way) || phase === 'confirming'
  const waitsSince = waits && !shown.problems ? sinceWhen(standing) : undefined
  const refreshes = waitsSince !== undefined && c.req.query('refresh') !== 'off'
  // Without what the last button did: it was said once.
  if (refreshes) {
    const seconds = refreshSeconds(deps.clock.now().getTime() - waitsSince.getTime())
    c.header('refresh', `${seconds}; url=${here}`)
  }
  // The button for a caller's card leads to the gateway: the page's policy must let it.
  if (phase === 'owed' && mayTake) c.set('leadsToGateway', true)
  return showPage(
    deps,
    c,
    'take-payment/take-payment',
    {
      title: phase === 'owed' && mayTake ? 'Take payment' : 'Payment',
      section: 'submissions',
      backHref: `/officer/submissions/${reference}`,
      backText: `Submission ${reference}`,
      notice: shown.problems ? undefined : noticeOf(c.req.query('did')),
      here,
      phase,
      way,
      reference,
      submission,
      mayTake,
      formTitle: say(form.document.title),
      amount: owed ? formatPence(owed.amountPence) : undefined,
      lines: submission.price ? priceLines(submission.price, 'en') : [],
      payer: owed?.payer,
      cardWords: cardWords(standing),
      cardOpen: open?.channel === 'moto',
      gatewayTitle: account?.gatewayTitle,
      link: link && linkView(link, nameOf),
      ...attemptsView(standing, deps.gateways, nameOf),
      claim: claim && {
        ...claim,
        methodWords: elsewhereMethods[claim.method],
        by: nameOf(claim.claimedBy),
        mine: claim.claimedBy === actorOf(c),
        mayDecide: can(officer, 'payments.confirm'),
      },
      confirmed: confirmedView(claims, nameOf),
      channels,
      asked: addressLabel(channels),
      contact: standing.contact,
      typed: shown.typed ?? { where: firstChoice(standing), to: '' },
      claimed: shown.claim ?? today(londonDay(deps.clock.now())),
      methods: Object.entries(elsewhereMethods).map(([value, text]) => ({ value, text })),
      refreshes,
      stopHref: `${here}?${refreshOff}`,
      ...errorContext(shown.problems ?? []),
    },
    shown.status ?? 200,
  )
}

function wayOf(c: OfficerContext): Shown['way'] {
  const asked = c.req.query('way')
  return asked === 'link' || asked === 'elsewhere' ? asked : undefined
}

/** Since when somebody may be paying at this moment; undefined when nobody is. */
function sinceWhen({ open, link }: Standing): Date | undefined {
  const moments = [
    open?.stateAt,
    ...(link?.state === 'alive' ? [link.row.createdAt, link.row.openedAt ?? undefined] : []),
  ].filter((moment) => moment !== undefined)
  return moments.length > 0 ? new Date(Math.max(...moments.map((moment) => moment.getTime()))) : undefined
}

/** Why a caller's card cannot be typed at the gateway; undefined when it can. */
function cardWords({ account, form, submission }: Standing): string | undefined {
  const name = form.document.payment?.gateway ?? ''
  if (!account)
    return `This form takes its payments through the account ‘${name}’, and there is none of that name.`
  if (account.mode !== submission.mode) {
    return `The account ‘${name}’ takes ${account.mode} payments, and this submission is ${submission.mode}.`
  }
  if (account.capabilities.moto) return undefined
  return `${account.gatewayTitle} has no page on which an officer may type a caller’s card.`
}

function actorsOf({ attempts, claims, link }: Standing): (string | null)[] {
  return [
    ...attempts.map(({ startedBy }) => startedBy),
    ...claims.flatMap(({ claimedBy, decidedBy }) => [claimedBy, decidedBy]),
    ...(link ? [link.row.sentBy] : []),
  ]
}

function confirmedView(claims: Standing['claims'], nameOf: (actor: string | null) => string) {
  const confirmed = claims.find(({ state }) => state === 'confirmed')
  return (
    confirmed && {
      ...confirmed,
      methodWords: elsewhereMethods[confirmed.method],
      by: nameOf(confirmed.claimedBy),
      confirmedBy: nameOf(confirmed.decidedBy),
    }
  )
}

/** A caller has their telephone in the hand; at a counter, and without a mobile number, the e-mail address comes first. */
function firstChoice({ submission, contact }: Standing): string {
  if (submission.channel === 'telephone' && contact.phone) return 'phone'
  return contact.email ? 'email' : contact.phone ? 'phone' : 'other'
}

function today(day: string): ClaimFields {
  const [year = '', month = '', date = ''] = day.split('-')
  return {
    method: '',
    receiptNumber: '',
    amount: '',
    year,
    month: String(Number(month)),
    day: String(Number(date)),
  }
}

/** What the last button did, in words of ours: the address can only choose among them. */
function noticeOf(did: string | undefined): string | undefined {
  return did !== undefined && Object.hasOwn(notices, did) ? notices[did] : undefined
}

const notices: Record<string, string> = {
  sent: 'The payment link is on its way.',
  'taken-back': 'Taken back.',
  recorded: 'The payment is recorded. It counts when another officer has confirmed it.',
  rejected: 'The payment is rejected. What was owed is owed again.',
}
