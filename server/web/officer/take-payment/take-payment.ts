import { Hono } from 'hono'
import { BadInput, Conflict, NotFound } from '../../../errors.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, type OfficerContext, readForm } from '../page.ts'
import { allow } from '../session.ts'
import { claimProblems, readClaim } from './read-claim.ts'
import { readLink, shownAgain } from './read-link.ts'
import { showTakePayment } from './show.ts'
import { readStanding, type Standing } from './standing.ts'

const path = '/submissions/:reference/payment'

/**
 * Taking the payment of a submission that is not paid: on the gateway's own page for a caller's card, by a link, or by recording what
 * was taken elsewhere. No card number can be typed here. Every address may be posted to twice: the second time changes nothing.
 */
export function takePaymentRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const read = (c: OfficerContext) =>
    readStanding(deps, c.get('organisation').id, c.req.param('reference') ?? '')
  const back = (c: OfficerContext, standing: Standing, did: string) =>
    c.redirect(`/officer/submissions/${standing.reference}/payment${did && `?did=${did}`}`, 303)

  app.get(path, allow('payments.read'), async (c) => {
    const ask = can(c.get('officer'), 'payments.check') ? actorOf(c) : undefined
    return showTakePayment(
      deps,
      c,
      await readStanding(deps, c.get('organisation').id, c.req.param('reference'), ask),
    )
  })

  /** To the gateway's hosted page, of the attempt that is open already or of a new one. */
  app.post(`${path}/attempts`, allow('payments.take'), async (c) => {
    const standing = await read(c)
    const { submission, account, phase } = standing
    if (phase !== 'owed') return back(c, standing, '')
    if (!account?.capabilities.moto) throw new Conflict('This gateway has no page for cards of callers')
    const outcome = await deps.submissions.pay(submission, { channel: 'moto', startedBy: actorOf(c) })
    if (outcome.kind === 'pay') return c.redirect(outcome.url, 303)
    if (outcome.kind === 'completed' || outcome.kind === 'checking') return back(c, standing, '')
    const message =
      outcome.kind === 'unavailable'
        ? 'The payment service is not answering. Nothing was taken. Try again in a few minutes, or take the payment another way.'
        : 'The payment service does not accept this payment from us. Nothing was taken. Take the payment another way, and tell whoever looks after payment accounts.'
    return showTakePayment(deps, c, standing, { problems: [{ field: 'card', message }], status: 503 })
  })

  app.post(`${path}/links`, allow('payments.take'), async (c) => {
    const standing = await read(c)
    const posted = await readForm(c)
    const after = posted.text('after') || null
    // Pressed twice, or paid meanwhile: the page shows what there is.
    if (standing.phase !== 'owed' || (standing.link && standing.link.row.id !== after))
      return back(c, standing, '')
    const typed = { where: posted.text('where'), to: shownAgain(posted.text('to')) }
    const link = readLink(posted, standing)
    if (link.kind === 'wrong') {
      return showTakePayment(deps, c, standing, { way: 'link', typed, problems: [link.problem], status: 422 })
    }
    const { submission, form } = standing
    const { channel, to } = link
    try {
      await deps.submissions.payLinks.send({ submission, form, channel, to, after, sentBy: actorOf(c) })
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      return back(c, standing, '')
    }
    return back(c, standing, 'sent')
  })

  app.post(`${path}/links/withdrawals`, allow('payments.take'), async (c) => {
    const standing = await read(c)
    try {
      await deps.submissions.payLinks.withdraw(c.get('organisation').id, standing.submission.id, actorOf(c))
    } catch (error) {
      if (!(error instanceof NotFound)) throw error
    }
    return back(c, standing, 'taken-back')
  })

  app.post(`${path}/claims`, allow('payments.take'), async (c) => {
    const standing = await read(c)
    if (standing.phase !== 'owed' || !standing.owed) return back(c, standing, '')
    const claim = readClaim(await readForm(c))
    const wrong = (problems: typeof claim.problems) =>
      showTakePayment(deps, c, standing, { way: 'elsewhere', claim: claim.shown, problems, status: 422 })
    if (claim.problems.length > 0) return wrong(claim.problems)
    try {
      await deps.payments.elsewhere.claim(standing.owed, claim.typed, actorOf(c))
    } catch (error) {
      if (error instanceof BadInput) return wrong(claimProblems(error))
      if (!(error instanceof Conflict)) throw error
      return back(c, standing, '')
    }
    return back(c, standing, 'recorded')
  })

  /** Who recorded it takes it back: a wrong receipt number, a cheque that was not one. */
  app.post(`${path}/claims/:claim/withdrawals`, allow('payments.take'), async (c) => {
    const standing = await read(c)
    const claim = claimOf(standing, c.req.param('claim'))
    if (claim.claimedBy !== actorOf(c)) throw new Conflict('Another officer recorded this payment')
    return decided(c, standing, 'taken-back', () =>
      deps.payments.elsewhere.reject(claim.organisationId, claim.id, actorOf(c)),
    )
  })

  app.post(`${path}/claims/:claim/confirmations`, allow('payments.confirm'), async (c) => {
    const standing = await read(c)
    const claim = claimOf(standing, c.req.param('claim'))
    return decided(c, standing, '', () =>
      deps.payments.elsewhere.confirm(standing.owed!, claim.id, actorOf(c)),
    )
  })

  app.post(`${path}/claims/:claim/rejections`, allow('payments.confirm'), async (c) => {
    const standing = await read(c)
    const claim = claimOf(standing, c.req.param('claim'))
    return decided(c, standing, 'rejected', () =>
      deps.payments.elsewhere.reject(claim.organisationId, claim.id, actorOf(c)),
    )
  })

  /** A claim that was decided already is shown as it stands; one that cannot be decided now says why. */
  async function decided(c: OfficerContext, standing: Standing, did: string, decide: () => Promise<unknown>) {
    try {
      await decide()
      return back(c, standing, did)
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      const now = await read(c)
      if (now.phase !== 'claimed') return back(c, now, '')
      const problems = [{ field: 'claim', message: error.message }]
      return showTakePayment(deps, c, now, { problems, status: 409 })
    }
  }
  return app
}

/** @throws NotFound when the claim is of another submission */
function claimOf({ claims }: Standing, id: string) {
  const claim = claims.find((one) => one.id === id)
  if (!claim) throw new NotFound('There is no such payment to confirm')
  return claim
}
