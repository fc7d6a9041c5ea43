import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { closedPage, type Html, lostPage, overPage, payPage, waitingPage } from './page.ts'
import { pageStyle } from './page-style.ts'
import { defaultSlowSeconds, type SandboxDeps } from './sandbox-deps.ts'
import {
  endingOf,
  isOutcome,
  isPayable,
  isSessionOf,
  outcomes,
  pageSession,
  type SandboxRow,
} from './sandbox-payment.ts'
import { byId, endPayment, turnDue, useLink } from './sandbox-store.ts'

/** The page a payer sees: reached by a single-use link, then under an address of its own that may be reloaded. */
export function hostedPage({ db, clock, slowSeconds = defaultSlowSeconds }: SandboxDeps): Hono {
  const app = new Hono()

  app.get('/page.css', (context) =>
    context.body(pageStyle, 200, {
      'content-type': 'text/css; charset=utf-8',
      'cache-control': 'public, max-age=3600',
      'x-content-type-options': 'nosniff',
    }),
  )

  app.get('/pay/:token', async (context) => {
    const { token } = context.req.param()
    if (/^[0-9a-f]{32}$/.test(token)) {
      const row = await useLink(db, token)
      if (!row) return show(context, lostPage(), 410)
      return context.redirect(`./${pageSession(row)}`, 303)
    }
    const row = await rowOf(token)
    return row ? show(context, pageFor(row), 200, row) : show(context, lostPage(), 404)
  })

  app.post('/pay/:token', bodyLimit({ maxSize: 4096 }), async (context) => {
    const row = await rowOf(context.req.param('token'))
    if (!row) return show(context, lostPage(), 404)
    const { outcome } = await context.req.parseBody()
    if (!isOutcome(outcome))
      return show(context, payPage(row, 'Choose what happens to this payment'), 400, row)
    // A second press changes nothing and goes the same way as the first.
    await endPayment(db, row.id, endingOf(outcome, clock.now(), slowSeconds))
    return outcomes[outcome].returns
      ? context.redirect(row.returnUrl, 303)
      : show(context, closedPage(), 200, row)
  })

  async function rowOf(session: string): Promise<SandboxRow | undefined> {
    const id = /^([0-9a-f]{32})-[0-9a-f]{64}$/.exec(session)?.[1]
    if (!id) return undefined
    await turnDue(db, clock.now(), id)
    const row = await byId(db, id)
    return row && isSessionOf(row, session) ? row : undefined
  }

  return app
}

function pageFor(row: SandboxRow): Html {
  if (isPayable(row)) return payPage(row)
  return row.status === 'submitted' ? waitingPage(row) : overPage(row)
}

/** A browser applies form-action to the redirect after the form too, so the return address's origin is named. */
function show(context: Context, page: Html, status: 200 | 400 | 404 | 410, row?: SandboxRow) {
  const returnOrigin = row ? ` ${new URL(row.returnUrl).origin}` : ''
  return context.html(page, status, {
    'content-security-policy': `default-src 'none'; style-src 'self'; form-action 'self'${returnOrigin}; base-uri 'none'; frame-ancestors 'none'`,
    'cache-control': 'no-store',
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'x-robots-tag': 'noindex',
  })
}
