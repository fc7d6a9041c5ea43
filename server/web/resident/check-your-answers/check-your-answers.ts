import type { Context } from 'hono'
import { londonDay } from '../../../clock.ts'
import { canVisit, reachableAnswers } from '../../../journey/index.ts'
import { answerPage, answerRedirect } from '../../security.ts'
import { renderTooLate } from '../closed/closed.ts'
import type { PriceOutcome, ResidentDeps } from '../deps.ts'
import {
  address,
  cookieOrStart,
  gone,
  type OpenJourney,
  openJourney,
  redirectToNext,
  versionAt,
} from '../open-journey.ts'
import { answerPayOutcome } from '../pay-outcome/pay-outcome.ts'
import { sharePath } from '../share/share-path.ts'
import { renderUsedUp } from '../used-up/used-up.ts'
import { renderCheck } from './render-check.ts'

/** GET /{organisation}/{form}/check-your-answers: every answer that counts, and the price with its reasons. */
export async function showCheck(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openJourney(c, deps)
  return open instanceof Response ? open : answerCheck(c, deps, open, {})
}

/**
 * POST: commits the answers and the price; then to the payment, or to asking somebody else for it. Sending it twice, or again after
 * payment, leads to where the submission stands.
 */
export async function submitCheck(c: Context, deps: ResidentDeps): Promise<Response> {
  const cookie = cookieOrStart(c)
  if (cookie instanceof Response) return cookie
  const form = await versionAt(c, deps, cookie.versionId)
  const { base } = address(c)
  const posted = new URLSearchParams(await c.req.text())
  const next = posted.get('next') === 'share' ? 'share' : 'pay'
  const outcome = await deps.submit({ token: cookie.token, seen: posted.get('seen') ?? '', next })
  switch (outcome.kind) {
    case 'changed':
    case 'unpriced':
    case 'used-up':
    case 'not-open': {
      const open = await openJourney(c, deps)
      if (open instanceof Response) return open
      if (outcome.kind === 'used-up') return c.html(renderUsedUp(deps, open, outcome), 409)
      if (outcome.kind === 'not-open') return c.html(renderTooLate(deps, open, outcome.opening), 409)
      return answerCheck(c, deps, open, { priceChanged: outcome.kind === 'changed' })
    }
    case 'incomplete':
      return c.redirect(`${base}/${outcome.page}`, 303)
    case 'gone':
      return gone(c, deps)
    case 'share':
      return c.redirect(sharePath(base, outcome.submissionId), 303)
    case 'assisted':
      return c.redirect(`/officer/submissions/${outcome.reference}/payment`, 303)
    default: {
      const at = { form, language: cookie.language, again: `${base}/check-your-answers`, byLink: false }
      return answerPayOutcome(c, deps, at, outcome)
    }
  }
}

async function answerCheck(
  c: Context,
  deps: ResidentDeps,
  open: OpenJourney,
  notice: { priceChanged?: boolean },
): Promise<Response> {
  const { form, journey, base } = open
  if (journey.state === 'completed') return answerRedirect(c, `${base}/confirmation/${journey.id}`)
  const answering = journey.state === 'answering'
  if (answering && !canVisit(form.compiled, journey.answers, 'check-your-answers')) {
    return redirectToNext(c, form, journey.answers)
  }
  const outcome = await priceOf(deps, open)
  if (outcome.kind === 'refused' && outcome.because !== 'rule') {
    const { because, reason } = outcome
    deps.log.error({ form: form.slug, version: form.versionId, because, reason }, 'price.not-worked-out')
  }
  const shown = { priceChanged: notice.priceChanged === true, canShare: canShare(open, outcome) }
  return answerPage(c, renderCheck(deps, open, outcome, shown), statusOf(outcome, notice))
}

/** 422 asks for other answers; 503 says that the fault is ours. */
function statusOf(outcome: PriceOutcome, notice: { priceChanged?: boolean }): number {
  if (outcome.kind === 'refused') return outcome.because === 'rule' ? 422 : 503
  return notice.priceChanged ? 409 : 200
}

/** The price that was frozen, once there is one; before that, today's. */
async function priceOf(deps: ResidentDeps, { form, journey }: OpenJourney): Promise<PriceOutcome> {
  if (journey.price) return { kind: 'priced', price: journey.price }
  const answers = reachableAnswers(form.compiled, journey.answers)
  return deps.pricing.price(form.document, answers, londonDay(deps.clock.now()))
}

/** Somebody else can be asked when there is something to pay and a way to ask; an officer asks from another screen. */
function canShare({ form, journey }: OpenJourney, outcome: PriceOutcome): boolean {
  if (journey.channel !== 'online' || outcome.kind !== 'priced' || outcome.price.totalPence === 0)
    return false
  return (form.sends ?? []).length > 0
}
