import { Hono } from 'hono'
import type { PaymentState } from '../../../payments/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { paymentStates, paymentWords } from '../state-words.ts'

const pageSize = 50

/** Payments, newest first, and the question to a gateway how one stands. */
export function paymentsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/payments', allow('payments.read'), async (c) => {
    const asked = c.req.query('state') ?? ''
    const state = Object.hasOwn(paymentStates, asked) ? (asked as PaymentState) : undefined
    const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1), 10_000)
    const filter = { limit: pageSize + 1, offset: (page - 1) * pageSize, ...(state && { state }) }
    const rows = await deps.payments.list(c.get('organisation').id, filter)
    const address = (to: number) =>
      `/officer/payments?${new URLSearchParams({ state: state ?? '', page: String(to) })}`
    return showPage(deps, c, 'payments/payments', {
      title: 'Payments',
      section: 'payments',
      state: state ?? '',
      states: [
        { value: '', text: 'All' },
        ...Object.entries(paymentStates).map(([value, { text }]) => ({ value, text })),
      ],
      rows: rows.slice(0, pageSize).map((row) => ({ ...row, words: paymentWords(row.state) })),
      previous: page > 1 ? address(page - 1) : undefined,
      next: rows.length > pageSize ? address(page + 1) : undefined,
      notice: c.req.query('checked') !== undefined ? 'The gateway was asked.' : undefined,
    })
  })

  /** A payment is read with its submission. */
  app.get('/payments/:id', allow('payments.read'), async (c) => {
    const payment = await deps.payments.get(c.get('organisation').id, c.req.param('id'))
    const submission = await deps.submissions.byId(payment.submissionId)
    return c.redirect(`/officer/submissions/${submission?.reference}#payments`, 303)
  })

  app.post('/payments/:id/checks', allow('payments.check'), async (c) => {
    const form = await readForm(c)
    // Asked in the organisation's own books first: another's payment does not exist here.
    const payment = await deps.payments.get(c.get('organisation').id, c.req.param('id'))
    await deps.payments.settle(payment.id, actorOf(c))
    const reference = form.text('reference')
    return c.redirect(
      /^[A-Z0-9]{10}$/.test(reference)
        ? `/officer/submissions/${reference}?checked#payments`
        : '/officer/payments?checked',
      303,
    )
  })
  return app
}
