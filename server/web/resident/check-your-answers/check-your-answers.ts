import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { londonDay } from '../../../clock.ts'
import { canVisit, reachableAnswers } from '../../../journey/index.ts'
import type { PayOutcome, PriceOutcome, ResidentDeps } from '../deps.ts'
import { gone, type OpenJourney, openJourney, redirectToNext } from '../open-journey.ts'
import { renderCannotPay } from './render-cannot-pay.ts'
import { renderCheck } from './render-check.ts'

/** GET /{organisation}/{form}/check-your-answers: every answer that counts, and the price with its reasons. */
export async function showCheck(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openJourney(c, deps)
  return open instanceof Response ? open : answerCheck(c, deps, open, {})
}

/** POST: commits the answers and the price. Sending it twice, or again after payment, leads to where the submission stands. */
export async function submitCheck(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openJourney(c, deps)
  if (open instanceof Response) return open
  const seen = new URLSearchParams(await c.req.text()).get('seen') ?? ''
  const outcome = await deps.submit({ token: open.token, seen })
  switch (outcome.kind) {
    case 'changed':
      return answerCheck(c, deps, open, { priceChanged: true })
    case 'unpriced':
      return answerCheck(c, deps, open, {})
    case 'incomplete':
      return c.redirect(`${open.base}/${outcome.page}`, 303)
    case 'gone':
      return gone(c, deps)
    default:
      return answerPayOutcome(c, deps, open, outcome)
  }
}

/** Where an attempt to pay leads; the same from check-your-answers and from "Try again". */
export function answerPayOutcome(
  c: Context,
  deps: ResidentDeps,
  at: Pick<OpenJourney, 'form' | 'base'> & { journey: Pick<OpenJourney['journey'], 'language'> },
  outcome: PayOutcome,
): Response {
  switch (outcome.kind) {
    case 'pay':
      return c.redirect(outcome.url, 303)
    case 'completed':
      return c.redirect(`${at.base}/confirmation/${outcome.submissionId}`, 303)
    case 'checking':
      return c.redirect(`${at.base}/payment/${outcome.returnId}`, 303)
    case 'refused':
    case 'unavailable':
      return c.html(renderCannotPay(deps, at.form, at.journey.language, outcome.kind), 503)
  }
}

async function answerCheck(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  notice: { priceChanged?: boolean },
): Promise<Response> {
  const { form, journey, base } = open
  if (journey.state === 'completed') return c.redirect(`${base}/confirmation/${journey.id}`, 303)
  const answering = journey.state === 'answering'
  if (answering && !canVisit(form.compiled, journey.answers, 'check-your-answers')) {
    return redirectToNext(c, form, journey.answers)
  }
  const outcome = await priceOf(deps, open)
  if (outcome.kind === 'refused' && outcome.because !== 'rule') {
    const { because, reason } = outcome
    deps.log.error({ form: form.slug, version: form.versionId, because, reason }, 'price.not-worked-out')
  }
  return c.html(renderCheck(deps, open, outcome, notice.priceChanged === true), statusOf(outcome, notice))
}

/** 422 asks for other answers; 503 says that the fault is ours. */
function statusOf(outcome: PriceOutcome, notice: { priceChanged?: boolean }): ContentfulStatusCode {
  if (outcome.kind === 'refused') return outcome.because === 'rule' ? 422 : 503
  return notice.priceChanged ? 409 : 200
}

/** The price that was frozen, once there is one; before that, today's. */
async function priceOf(deps: ResidentDeps, { form, journey }: OpenJourney): Promise<PriceOutcome> {
  if (journey.price) return { kind: 'priced', price: journey.price }
  const answers = reachableAnswers(form.compiled, journey.answers)
  return deps.pricing.price(form.document, answers, londonDay(deps.clock.now()))
}
