import { Hono } from 'hono'
import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { BadInput } from '../../../errors.ts'
import { can } from '../../../people/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { fieldOfPointer } from '../problem-field.ts'
import { allow } from '../session.ts'
import { refundWords } from '../state-words.ts'
import { timeline } from '../timeline.ts'
import { goesBack, refundMeaning } from './refund-meaning.ts'

/** How finance pays back what a gateway cannot. */
const means = {
  bacs: 'Bank transfer (BACS)',
  cheque: 'Cheque',
  card: 'To the card, in the gateway’s own screens',
  cash: 'Cash',
} as const

/** One refund: how it stands, and the second officer's or finance's word on it. */
export function refundRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  const idOf = (c: OfficerContext) => c.req.param('id') ?? ''
  const done = (c: OfficerContext, what: string) => c.redirect(`/officer/refunds/${idOf(c)}?${what}`, 303)

  async function show(c: OfficerContext, typed: Record<string, string> = {}, problems: FieldProblem[] = []) {
    const organisationId = c.get('organisation').id
    const refund = await deps.payments.refunds.get(organisationId, idOf(c))
    const payment = await deps.payments.get(organisationId, refund.paymentId)
    const [left, record] = await Promise.all([
      deps.payments.refunds.left(payment),
      deps.insight.paymentRecord(payment),
    ])
    const nameOf = await actorNames(deps, organisationId, [refund.requestedBy, refund.decidedBy])
    const mayDecide = can(c.get('officer'), 'payments.refund')
    const mine = refund.requestedBy === actorOf(c)
    const events = record.events.filter(({ details }) => details.refundId === refund.id)
    return showPage(
      deps,
      c,
      'refunds/refund',
      {
        title: `Refund of ${payment.reference}`,
        section: 'refunds',
        backHref: '/officer/refunds',
        backText: 'Refunds',
        notice: noticeOf(c),
        refund,
        payment,
        words: refundWords(refund.state),
        meaning: refundMeaning(refund),
        goesBack: goesBack(deps, payment),
        parts: refund.lines.map(({ line, pence }) => ({
          label: left.lines.find((candidate) => candidate.line === line)?.label ?? labelOf(payment, line),
          pence,
        })),
        requestedByName: nameOf(refund.requestedBy),
        decidedByName: nameOf(refund.decidedBy),
        entries: (await timeline(deps, organisationId, events)).map(({ href, ...entry }) => entry),
        mine,
        mayApprove: mayDecide && refund.state === 'requested' && !mine,
        mayReject: mayDecide && (refund.state === 'requested' || refund.state === 'owed'),
        mayRecord: mayDecide && refund.state === 'owed',
        mayAskAgain: mayDecide && refund.state === 'error' && left.leftPence > 0,
        means: Object.entries(means).map(([value, text]) => ({ value, text })),
        typed,
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  app.get('/refunds/:id', allow('payments.read'), (c) => show(c))

  app.post('/refunds/:id/approval', allow('payments.refund'), async (c) => {
    await deps.payments.refunds.approve(c.get('organisation').id, idOf(c), actorOf(c))
    return done(c, 'approved')
  })

  app.post('/refunds/:id/rejection', allow('payments.refund'), async (c) => {
    const why = (await readForm(c)).text('why')
    try {
      await deps.payments.refunds.reject(c.get('organisation').id, idOf(c), actorOf(c), why)
      return done(c, 'rejected')
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      return show(c, { why: safely(why) }, problemsOf(error))
    }
  })

  /** Finance paid it back by other means. */
  app.post('/refunds/:id/repayment', allow('payments.refund'), async (c) => {
    const form = await readForm(c)
    const chosen = form.text('by')
    const by = Object.hasOwn(means, chosen) ? means[chosen as keyof typeof means] : ''
    const reference = form.text('reference')
    const problems: FieldProblem[] = []
    if (by === '') problems.push({ field: 'by', message: 'Choose how it was paid back' })
    if (reference.trim() === '') {
      problems.push({ field: 'reference', message: 'Enter the number the repayment is found by' })
    }
    if (problems.length > 0) return show(c, { by: chosen, reference: safely(reference) }, problems)
    try {
      await deps.payments.refunds.recordPaid(c.get('organisation').id, idOf(c), actorOf(c), { by, reference })
      return done(c, 'recorded')
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      return show(c, { by: chosen, reference: safely(reference) }, problemsOf(error))
    }
  })
  return app
}

/** What the buttons did, in words of ours: the address can only choose among them. */
function noticeOf(c: OfficerContext): string | undefined {
  const notices = {
    made: 'The refund has been asked for.',
    approved: 'The refund is approved.',
    rejected: 'The refund is rejected.',
    recorded: 'It is recorded that the money was paid back.',
  }
  return Object.entries(notices).find(([name]) => c.req.query(name) !== undefined)?.[1]
}

function problemsOf(error: BadInput): FieldProblem[] {
  return error.problems.map(({ pointer, message }) => ({ field: fieldOfPointer(pointer, ''), message }))
}

/** The line of a payment that has nothing taken of it any more; 0 is one that was held as a whole. */
function labelOf(payment: { lines: { label: string }[] }, line: number): string {
  if (line === 0) return 'Held money'
  return payment.lines[line - 1]?.label ?? 'Card surcharge'
}

/** A card number must not come back on the page that refuses it. */
const safely = (typed: string) => (looksLikeCardNumber(typed) ? '' : typed)
