import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import type { GovukPayStandIn, PayerAction } from './govuk-pay.ts'

export interface AnotherSite {
  /** To browsers it is another site than 127.0.0.1, not only another origin. */
  url: string
  close(): Promise<void>
}

/**
 * GOV.UK Pay's stand-in under another host name and with a page to click on, so that a real browser goes to another site to pay
 * and is sent back from there.
 */
export async function startAnotherSite(pay: GovukPayStandIn): Promise<AnotherSite> {
  const app = new Hono()
  let url = ''

  app.all('/v1/*', async (c) => {
    const { method } = c.req
    const headers = new Headers(c.req.raw.headers)
    for (const name of ['host', 'connection', 'content-length', 'transfer-encoding']) headers.delete(name)
    const path = new URL(c.req.url).pathname
    const answer = await fetch(pay.url + path, {
      method,
      headers,
      ...(method !== 'GET' && { body: await c.req.text() }),
    })
    const body = (await answer.text()).replaceAll(pay.url, url)
    return new Response(answer.status === 204 ? null : body, {
      status: answer.status,
      headers: { 'content-type': answer.headers.get('content-type') ?? 'application/json' },
    })
  })

  const withLink = (token: string) => [...pay.payments.values()].find((one) => one.links.has(token))

  app.get('/secure/:token', (c) =>
    c.html(
      `<!doctype html><html lang="en"><title>Pay</title><link rel="icon" href="data:,"><main><h1>Pay on another site</h1><form method="post">${['pay', 'decline', 'cancel'].map((does) => `<button name="does" value="${does}">${does}</button>`).join('')}<button name="does" value="pay" formaction="/secure/${c.req.param('token')}/posting-back">pay and be posted back</button></form></main></html>`,
    ),
  )

  app.post('/secure/:token', async (c) => {
    const { token } = c.req.param()
    const payment = withLink(token)
    if (!payment) return c.text('No such link', 404)
    await pay.visit(`${pay.url}/secure/${token}`, String((await c.req.parseBody()).does) as PayerAction)
    return c.redirect(payment.fields.return_url, 303)
  })

  /** As gateways do that return by a form of their own. */
  app.post('/secure/:token/posting-back', async (c) => {
    const { token } = c.req.param()
    const payment = withLink(token)
    if (!payment) return c.text('No such link', 404)
    await pay.visit(`${pay.url}/secure/${token}`, 'pay')
    return c.html(
      `<!doctype html><html lang="en"><title>Paid</title><link rel="icon" href="data:,"><form method="post" action="${payment.fields.return_url}"><input type="hidden" name="status" value="declined"><button>Go back to the council</button></form></html>`,
    )
  })

  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://localhost:${info.port}`
      resolve(starting)
    })
  })
  return {
    url,
    close: () =>
      new Promise((resolve) => {
        if ('closeAllConnections' in server) server.closeAllConnections()
        server.close(() => resolve())
      }),
  }
}
