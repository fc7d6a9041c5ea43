import { Hono } from 'hono'
import { sumPence } from '../../../money.ts'
import { isHeld, isPaid, type Payment } from '../../../payments/index.ts'
import { can } from '../../../people/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { channelWords, paymentWords, refundWords, vatWords } from '../state-words.ts'
import { timeline } from '../timeline.ts'
import { gatewayWords } from './gateway-words.ts'
import { ledgerRows } from './ledger-rows.ts'
import { paymentMeaning } from './payment-meaning.ts'

/** One payment: how it stands and what that means, what finance finds it by, what followed, and asking its gateway. */
export function paymentRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/payments/:id', allow('payments.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const officer = c.get('officer')
    const payment = await deps.payments.get(organisationId, c.req.param('id'))
    const [record, left, submission, accounts] = await Promise.all([
      deps.insight.paymentRecord(payment),
      deps.payments.refunds.left(payment),
      deps.submissions.byId(payment.submissionId),
      deps.payments.accounts.list(organisationId),
    ])
    const nameOf = await actorNames(deps, organisationId, [
      payment.startedBy,
      ...record.refunds.map(({ requestedBy }) => requestedBy),
    ])
    const wasLost = record.ledger.some(({ kind }) => kind === 'reversal')
    return showPage(deps, c, 'payments/payment', {
      title: `Payment ${payment.reference}`,
      section: 'payments',
      backHref: '/officer/payments',
      backText: 'Payments',
      notice: checkedNotice(c),
      payment,
      words: paymentWords(payment.state),
      meaning: paymentMeaning(payment, { leftPence: left.leftPence, wasLost }),
      submissionReference: submission?.reference,
      gatewayTitle: gatewayWords(deps, payment),
      account: accounts.find(({ id }) => id === payment.gatewayAccountId),
      channel: channelWords[payment.channel] ?? payment.channel,
      startedBy: capitalised(nameOf(payment.startedBy)),
      traces: payment.traces,
      refundedPence: sumPence(
        record.refunds.filter(({ state }) => state === 'success').map(({ amountPence }) => amountPence),
      ),
      leftPence: left.leftPence,
      lines: payment.lines.map((line) => ({ ...line, vatText: vatWords[line.vat] ?? line.vat })),
      refunds: record.refunds.map((refund) => ({
        ...refund,
        words: refundWords(refund.state),
        requestedByName: nameOf(refund.requestedBy),
      })),
      ledger: ledgerRows(record.ledger),
      entries: await timeline(deps, organisationId, record.events),
      mayCheck: can(officer, 'payments.check') && canBeAsked(payment),
      mayRefund: can(officer, 'payments.refund') && left.leftPence > 0,
      maySeeSubmission: can(officer, 'submissions.read'),
    })
  })

  app.post('/payments/:id/checks', allow('payments.check'), async (c) => {
    const form = await readForm(c)
    // Asked in the organisation's own books first: another's payment does not exist here.
    const before = await deps.payments.get(c.get('organisation').id, c.req.param('id'))
    const after = await deps.payments.settle(before.id, actorOf(c))
    const checked = after.state === before.state ? 'checked=same' : 'checked=moved'
    const reference = form.text('reference')
    return c.redirect(
      /^[A-Z0-9]{10}$/.test(reference)
        ? `/officer/submissions/${reference}?${checked}#payments`
        : `/officer/payments/${before.id}?${checked}`,
      303,
    )
  })
  return app
}

const capitalised = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

/** What the gateway has said for good it need not be asked again, and what was taken elsewhere nobody can be asked about. */
export function canBeAsked(payment: Payment): boolean {
  if (payment.channel === 'elsewhere') return false
  return !(payment.finished && (isPaid(payment.state) || isHeld(payment.state)))
}

/** What asking the gateway did, in words of ours: the address can only choose between them. */
export function checkedNotice(c: OfficerContext): string | undefined {
  const checked = c.req.query('checked')
  if (checked === undefined) return undefined
  return checked === 'moved'
    ? 'The gateway was asked, and the payment has moved on.'
    : 'The gateway was asked. Nothing has changed since the last time.'
}
