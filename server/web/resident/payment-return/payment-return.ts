import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { answerPayOutcome } from '../check-your-answers/check-your-answers.ts'
import type { PaymentReturn, ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { address, versionAt } from '../open-journey.ts'

/**
 * Seconds after which a page that waits for news asks again. Each time asks the gateway, and pages are left open over night:
 * so every 5 seconds in the first minute, every 15 in the first ten, then every minute.
 */
function refreshSeconds(waitedMs: number): number {
  if (waitedMs < 60_000) return 5
  return waitedMs < 600_000 ? 15 : 60
}

/**
 * GET /{organisation}/{form}/payment/{returnId}: where the gateway sends its payer back to. What the address claims is nothing:
 * the gateway is asked. Works in any browser, and shows nothing personal.
 */
export async function showPaymentReturn(c: Context, deps: ResidentDeps): Promise<Response> {
  const payment = await deps.paymentReturn(c.req.param('returnId') ?? '')
  if (!payment) throw new NotFound('There is no such payment')
  const form = await versionAt(c, deps, payment.versionId)
  const { base } = address(c)
  if (payment.state === 'success') return c.redirect(`${base}/confirmation/${payment.submissionId}`, 303)
  const { language, state, reference, stateAt } = payment
  if (state === 'checking' || state === 'unpaid') {
    c.header('refresh', String(refreshSeconds(deps.clock.now().getTime() - stateAt.getTime())))
  }
  const page = deps.templates.render('resident/payment-return/payment-return.njk', {
    ...layoutContext(form, language),
    title: titles[state][language],
    state,
    reference,
    here: c.req.path,
    contact: say(form.document.settings?.contact, language),
  })
  return c.html(page)
}

/** POST: another payment for the same submission; if the first turns out to be paid or open after all, that one. */
export async function retryPayment(c: Context, deps: ResidentDeps): Promise<Response> {
  const returnId = c.req.param('returnId') ?? ''
  const payment = await deps.paymentReturn(returnId)
  if (!payment) throw new NotFound('There is no such payment')
  const form = await versionAt(c, deps, payment.versionId)
  const at = { form, base: address(c).base, journey: { language: payment.language } }
  if (payment.state === 'success') {
    return answerPayOutcome(c, deps, at, { kind: 'completed', submissionId: payment.submissionId })
  }
  const outcome = await deps.retryPayment(returnId)
  if (!outcome) throw new NotFound('There is no such payment')
  return answerPayOutcome(c, deps, at, outcome)
}

const titles: Record<Exclude<PaymentReturn['state'], 'success'>, Record<'en' | 'cy', string>> = {
  checking: { en: 'We are checking your payment', cy: 'Rydym yn gwirio eich taliad' },
  unpaid: { en: 'We do not have your payment yet', cy: 'Nid yw eich taliad gennym eto' },
  failed: { en: 'Your payment was declined', cy: 'Gwrthodwyd eich taliad' },
  cancelled: { en: 'Your payment was cancelled', cy: 'Cafodd eich taliad ei ganslo' },
  expired: { en: 'Your payment timed out', cy: 'Daeth yr amser ar gyfer eich taliad i ben' },
  error: { en: 'Your payment did not work', cy: 'Ni weithiodd eich taliad' },
}
