import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { formatPence } from '../../../money.ts'
import { readJourneyCookie } from '../cookie.ts'
import type { PaymentReturn, ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { address, versionAt } from '../open-journey.ts'
import { kept } from '../pay-outcome/cannot-pay-words.ts'
import { answerPayOutcome } from '../pay-outcome/pay-outcome.ts'
import { sharePath } from '../share/share-path.ts'
import { wording } from '../wording.ts'
import { refreshOff, refreshPage } from './refresh.ts'
import { partWords, returnWords, type ShownState } from './return-words.ts'

/**
 * GET /{organisation}/{form}/payment/{returnId}: where the gateway sends its payer back to. What the address claims is nothing:
 * the gateway is asked. Works in any browser, and shows nothing personal. An officer who took a card by telephone goes on to
 * their own screen.
 */
export async function showPaymentReturn(c: Context, deps: ResidentDeps): Promise<Response> {
  const { payment, form } = await returned(c, deps)
  if (payment.channel === 'moto') return toOfficer(c, payment)
  const { state } = payment
  if (state !== 'success') return showEnding(c, deps, form, payment, state)
  return payment.channel === 'link' ? showReceived(c, deps, form, payment) : toConfirmation(c, payment)
}

/** POST: another payment for the same submission; if the first turns out to be paid or open after all, that one. */
export async function retryPayment(c: Context, deps: ResidentDeps): Promise<Response> {
  const { payment, form } = await returned(c, deps)
  if (payment.channel === 'moto') return toOfficer(c, payment)
  if (payment.state === 'success' && payment.channel !== 'link') return toConfirmation(c, payment)
  // The page itself says why there is nothing to try again.
  if (!mayRetry.includes(payment.state)) return c.redirect(c.req.path, 303)
  const outcome = await deps.retryPayment(returnIdOf(c))
  if (!outcome) throw new NotFound('There is no such payment')
  const { language, channel } = payment
  return answerPayOutcome(c, deps, { form, language, again: c.req.path, byLink: channel === 'link' }, outcome)
}

const mayRetry: PaymentReturn['state'][] = ['failed', 'cancelled', 'expired', 'error', 'unpaid', 'checking']

/** @throws NotFound when there is no such payment, or it is another form's */
async function returned(c: Context, deps: ResidentDeps) {
  const payment = await deps.paymentReturn(returnIdOf(c))
  if (!payment) throw new NotFound('There is no such payment')
  return { payment, form: await versionAt(c, deps, payment.versionId) }
}

const returnIdOf = (c: Context) => c.req.param('returnId') ?? ''

function toConfirmation(c: Context, { submissionId }: PaymentReturn): Response {
  return c.redirect(`${address(c).base}/confirmation/${submissionId}`, 303)
}

function toOfficer(c: Context, { reference }: PaymentReturn): Response {
  return c.redirect(`/officer/submissions/${reference}/payment`, 303)
}

async function showEnding(
  c: Context,
  deps: ResidentDeps,
  form: ResidentForm,
  payment: PaymentReturn,
  state: ShownState,
): Promise<Response> {
  const { language, reference, channel, submissionId } = payment
  const { base } = address(c)
  const { title, lines, next } = returnWords[language][state]
  const amount = formatPence(payment.amountPence)
  const waits = next === 'wait' || next === 'continue'
  const refreshes = waits && refreshPage(c, deps.clock.now().getTime() - payment.stateAt.getTime())
  const page = deps.templates.render('resident/payment-return/payment-return.njk', {
    ...layoutContext(form, language),
    title,
    lines: lines.map((line) =>
      line
        .replace('{kept}', kept[language][channel === 'link' ? 'request' : 'answers'])
        .replace('{amount}', amount),
    ),
    next,
    parts: partWords[language],
    askSomeoneElse: wording[language].askSomeoneElse,
    refreshes,
    stopHref: `${c.req.path}?${refreshOff}`,
    shareHref: next === 'try-again' ? await shareHref(c, deps, form, payment) : undefined,
    confirmationHref: `${base}/confirmation/${submissionId}`,
    reference,
    here: c.req.path,
    contact: say(form.document.settings?.contact, language),
  })
  return c.html(page)
}

/** Who paid by a link is told so here: the confirmation is for whoever filled the form in. */
function showReceived(c: Context, deps: ResidentDeps, form: ResidentForm, payment: PaymentReturn): Response {
  const { language, reference, submissionId } = payment
  const parts = partWords[language]
  const page = deps.templates.render('resident/payment-return/received.njk', {
    ...layoutContext(form, language),
    title: parts.received,
    parts,
    received: parts.receivedAmount(formatPence(payment.amountPence), form.organisationName),
    reference,
    confirmationHref: `${address(c).base}/confirmation/${submissionId}`,
    contact: say(form.document.settings?.contact, language),
  })
  return c.html(page)
}

/** Only in the browser the form was filled in with, and where there is a way to send a link. */
async function shareHref(
  c: Context,
  deps: ResidentDeps,
  form: ResidentForm,
  { submissionId }: PaymentReturn,
): Promise<string | undefined> {
  const cookie = readJourneyCookie(c)
  const journey = cookie && (await deps.submissions.read(cookie.token))
  if (journey?.id !== submissionId || journey.channel !== 'online') return undefined
  return (await deps.sharing.channels(form)).length > 0 ? sharePath(address(c).base, submissionId) : undefined
}
