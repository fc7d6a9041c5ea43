import type { Context } from 'hono'
import { sayDay } from '../../../../form-schemas/calendar.ts'
import { say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { formatPence } from '../../../money.ts'
import type { PaymentRequest, ResidentDeps, ResidentForm } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { versionAt } from '../open-journey.ts'
import { answerPayOutcome } from '../pay-outcome/pay-outcome.ts'
import { priceLines } from '../price-lines.ts'
import { payLinkWords } from './pay-link-words.ts'

/**
 * GET /{organisation}/{form}/pay/{token}: what somebody is asked to pay, without any answer. Looking uses nothing up: scanners of mail
 * open every link, so that only the button begins a payment.
 */
export async function showPayLink(c: Context, deps: ResidentDeps): Promise<Response> {
  const { request, form } = await requested(c, deps, isPerson(c))
  keepPrivate(c)
  return request.state === 'alive'
    ? c.html(renderRequest(c, deps, form, request))
    : c.html(renderOver(deps, form, request, request.state), request.state === 'paid' ? 200 : 410)
}

/** POST: to the gateway's page, of the payment that is open already or of a new one. */
export async function payByLink(c: Context, deps: ResidentDeps): Promise<Response> {
  const { request, form } = await requested(c, deps, true)
  keepPrivate(c)
  const outcome = await deps.payLinks.pay(tokenOf(c))
  // Paid, replaced or taken back since the page was shown: it says so now.
  if (!outcome || outcome.kind === 'completed') return c.redirect(c.req.path, 303)
  const at = { form, language: request.language, again: c.req.path, byLink: true }
  return answerPayOutcome(c, deps, at, outcome)
}

/** As `newSecret` makes them: what is no token is not looked up. */
const layout = /^[\w-]{43}$/

const tokenOf = (c: Context) => c.req.param('token') ?? ''

/** @throws NotFound for what is no link of this form's address, whatever else it may be */
async function requested(
  c: Context,
  deps: ResidentDeps,
  opened: boolean,
): Promise<{ request: PaymentRequest; form: ResidentForm }> {
  const token = tokenOf(c)
  const request = layout.test(token) ? await deps.payLinks.read(token, opened) : undefined
  if (!request) throw new NotFound('There is no such link')
  return { request, form: await versionAt(c, deps, request.versionId) }
}

/** Whoever only fetches ahead says so; a scanner that looks like a browser counts as somebody who looked. */
function isPerson(c: Context): boolean {
  const purpose = c.req.header('sec-purpose') ?? c.req.header('purpose') ?? ''
  return c.req.method === 'GET' && !purpose.includes('prefetch')
}

/** The address is a secret: it stays out of search engines and caches, and goes with no request to another site. */
function keepPrivate(c: Context): void {
  c.header('cache-control', 'no-store')
  c.header('x-robots-tag', 'noindex, nofollow')
}

function renderRequest(
  c: Context,
  { templates }: ResidentDeps,
  form: ResidentForm,
  { language, price, reference, worksUntil }: PaymentRequest,
): string {
  const words = payLinkWords[language]
  const amount = formatPence(price.totalPence)
  return templates.render('resident/pay-link/pay-link.njk', {
    ...layoutContext(form, language),
    title: words.title(amount),
    request: words,
    asked: words.asked(form.organisationName),
    whatFor: say(form.document.title, language),
    reference,
    lines: priceLines(price, language),
    total: amount,
    until: words.until(sayDay(worksUntil, language)),
    here: c.req.path,
    contact: say(form.document.settings?.contact, language),
  })
}

function renderOver(
  { templates }: ResidentDeps,
  form: ResidentForm,
  { language, reference, worksUntil }: PaymentRequest,
  state: Exclude<PaymentRequest['state'], 'alive'>,
): string {
  const words = payLinkWords[language]
  const { title, lines } = words.over[state]
  return templates.render('resident/pay-link/over.njk', {
    ...layoutContext(form, language),
    title,
    lines: lines.map((line) => line.replace('{day}', sayDay(worksUntil, language))),
    request: words,
    reference: state === 'paid' ? reference : undefined,
    contact: say(form.document.settings?.contact, language),
  })
}
