import { Hono } from 'hono'
import { BadInput, Conflict } from '../../../errors.ts'
import { formatPence, sumPence } from '../../../money.ts'
import type { Payment } from '../../../payments/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { fieldOfPointer } from '../problem-field.ts'
import { goesBack } from '../refunds/refund-meaning.ts'
import { allow } from '../session.ts'
import { refundWords } from '../state-words.ts'
import { blankRefund, checkTyped, type Left, lineField, type RefundTyped, readTyped } from './refund-form.ts'

/**
 * Asking for a refund: the form, a page to check it on, and the asking. What was left when the officer looked goes with the form,
 * so that nobody refunds on top of a refund they have not seen; a second press of the button leads to the refund of the first.
 */
export function newRefundRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  /** @throws NotFound */
  async function asked(c: OfficerContext) {
    const payment = await deps.payments.get(c.get('organisation').id, c.req.param('id') ?? '')
    return { payment, left: await deps.payments.refunds.left(payment) }
  }

  const contextOf = (c: OfficerContext, payment: Payment, left: Left, typed: RefundTyped) => ({
    section: 'payments',
    backHref: `/officer/payments/${payment.id}`,
    backText: `Payment ${payment.reference}`,
    payment,
    left,
    typed,
    goesBack: goesBack(deps, payment),
    secondPerson: c.get('organisation').refundsNeedSecondPerson,
  })

  function showForm(
    c: OfficerContext,
    payment: Payment,
    left: Left,
    typed: RefundTyped,
    more: { problems?: FieldProblem[]; changes?: string[]; status?: 200 | 409 | 422 } = {},
  ) {
    const { problems = [], changes = [] } = more
    return showPage(
      deps,
      c,
      'payments/new-refund',
      {
        ...contextOf(c, payment, left, typed),
        title: 'Refund this payment',
        rows: left.lines.map((row) => ({
          ...row,
          field: lineField(row.line),
          typed: typed.amounts[row.line] ?? '',
        })),
        changes,
        ...errorContext(problems),
      },
      more.status ?? (problems.length > 0 ? 422 : 200),
    )
  }

  /**
   * Another amount is left than the page had shown. Says who did what since, and shows the form with what was typed and what is
   * left now; unless it was this officer's own button, pressed twice.
   */
  async function showChanged(c: OfficerContext, payment: Payment, typed: RefundTyped, making: boolean) {
    const [left, all] = await Promise.all([
      deps.payments.refunds.left(payment),
      deps.payments.refunds.of([payment]),
    ])
    const since = all.filter(({ stateAt }) => stateAt >= typed.shownAt)
    const { amountPence } = checkTyped(typed, { ...left, leftPence: typed.seenPence })
    const own = since.find(
      (refund) =>
        refund.requestedBy === actorOf(c) &&
        refund.requestedAt >= typed.shownAt &&
        refund.reason === typed.reason &&
        refund.amountPence === amountPence,
    )
    if (making && own) return c.redirect(`/officer/refunds/${own.id}?made`, 303)
    const nameOf = await actorNames(
      deps,
      c.get('organisation').id,
      since.map(({ requestedBy }) => requestedBy),
    )
    const changes = since.map(
      (refund) =>
        `A refund of ${formatPence(refund.amountPence)}, asked for by ${nameOf(refund.requestedBy)}: ${refundWords(refund.state).text.toLowerCase()}.`,
    )
    const message = `This payment changed while you were looking: ${formatPence(left.leftPence)} is left to refund now`
    const now = { ...typed, seenPence: left.leftPence, shownAt: deps.clock.now() }
    return showForm(c, payment, left, now, {
      problems: [{ field: 'which', message }],
      changes,
      status: 409,
    })
  }

  app.get('/payments/:id/refunds/new', allow('payments.refund'), async (c) => {
    const { payment, left } = await asked(c)
    return showForm(c, payment, left, blankRefund(left, deps.clock.now()))
  })

  app.post('/payments/:id/refunds/new', allow('payments.refund'), async (c) => {
    const form = await readForm(c)
    const { payment, left } = await asked(c)
    const typed = readTyped(form, left)
    if (typed.seenPence !== left.leftPence) return showChanged(c, payment, typed, false)
    if (form.text('action') === 'change') return showForm(c, payment, left, typed)
    const { problems, ...checked } = checkTyped(typed, left, form)
    if (problems.length > 0) return showForm(c, payment, left, typed, { problems })
    return showPage(deps, c, 'payments/check-refund', {
      ...contextOf(c, payment, left, typed),
      title: 'Check the refund before you make it',
      amountPence: checked.amountPence,
      rows: partsOf(checked.lines, left),
    })
  })

  app.post('/payments/:id/refunds', allow('payments.refund'), async (c) => {
    const form = await readForm(c)
    const { payment, left } = await asked(c)
    const typed = readTyped(form, left)
    if (typed.seenPence !== left.leftPence) return showChanged(c, payment, typed, true)
    const { problems, lines } = checkTyped(typed, left, form)
    if (problems.length > 0) return showForm(c, payment, left, typed, { problems })
    try {
      const refund = await deps.payments.refunds.request({
        organisationId: payment.organisationId,
        paymentId: payment.id,
        lines,
        reason: typed.reason,
        actor: actorOf(c),
        needsSecondPerson: c.get('organisation').refundsNeedSecondPerson,
        seenLeftPence: typed.seenPence,
      })
      return c.redirect(`/officer/refunds/${refund.id}?made`, 303)
    } catch (error) {
      if (error instanceof Conflict) return showChanged(c, payment, typed, true)
      if (!(error instanceof BadInput)) throw error
      return showForm(c, payment, left, typed, { problems: problemsOf(error) })
    }
  })
  return app
}

/** `/lines/2` is the box `line-2`. */
function problemsOf(error: BadInput): FieldProblem[] {
  return error.problems.map(({ pointer, message }) => ({
    field: fieldOfPointer(pointer, '').replace(/^lines\./, 'line-'),
    message,
  }))
}

/** What goes back, line by line. Where a discount lowers the whole, everything that is left is shown as one. */
function partsOf(lines: ReturnType<typeof checkTyped>['lines'], left: Left) {
  const labelOf = (line: number) => left.lines.find((candidate) => candidate.line === line)?.label ?? ''
  if (lines !== 'everything') return lines.map(({ line, pence }) => ({ label: labelOf(line), pence }))
  const parts = left.lines.filter(({ leftPence }) => leftPence > 0)
  const apart = sumPence(parts.map(({ leftPence }) => leftPence)) === left.leftPence
  return apart ? parts.map(({ label, leftPence }) => ({ label, pence: leftPence })) : []
}
