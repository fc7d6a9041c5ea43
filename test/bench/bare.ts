/**
 * The least a server could do: the same rows by the same index, one statement a request, fixed strings for pages. No checks, no
 * conditions, no prices, no escaping, no security headers.
 */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'
import { newId, newSecret, sha256 } from '../../server/ids.ts'
import { freePort } from '../support/free-port.ts'
import { typed } from './bench-form.ts'

const sql = postgres(process.env.DATABASE_URL!, { max: 10 })
await sql`create table bare_submission (like submission including defaults including indexes)`
const [{ formId, versionId, organisationId }] = (await sql`
  select form_id as "formId", id as "versionId", organisation_id as "organisationId" from form_version limit 1`) as unknown as [
  Record<string, string>,
]
const page = `<!DOCTYPE html><html lang="en"><title>A page</title><body>${'<p>Words of a page.</p>'.repeat(Number(process.env.PAGE_BYTES) / 24)}</body></html>`
const base = '/bare'
const tokenOf = (cookie: string | undefined) => /journey=([^;]+)/.exec(cookie ?? '')?.[1] ?? ''

const app = new Hono()
app.post(base, async (c) => {
  const token = newSecret()
  await sql`insert into bare_submission (id, organisation_id, form_id, form_version_id, mode, state, token_hash, language, answers, started_at, updated_at, expires_at)
    values (${newId()}, ${organisationId!}, ${formId!}, ${versionId!}, 'test', 'answering', ${sha256(token)}, 'en', '{}', now(), now(), now() + interval '20 hours')`
  c.header('set-cookie', `journey=${token}; Path=/; HttpOnly`)
  return c.redirect(`${base}/${typed[0]![0]}`, 303)
})
app.post(`${base}/check-your-answers`, async (c) => {
  await c.req.text()
  const rows =
    await sql`update bare_submission set state = 'completed', completed_at = now(), updated_at = now()
    where token_hash = ${sha256(tokenOf(c.req.header('cookie')))} returning id`
  return c.redirect(`${base}/confirmation/${rows[0]!.id}`, 303)
})
app.get(`${base}/confirmation/:id`, async (c) => {
  const rows = await sql`select * from bare_submission where id = ${c.req.param('id')}`
  return rows.length === 1 ? c.html(page) : c.notFound()
})
app.get(`${base}/:page`, async (c) => {
  const rows =
    await sql`select * from bare_submission where token_hash = ${sha256(tokenOf(c.req.header('cookie')))}`
  return rows.length === 1 ? c.html(page) : c.notFound()
})
app.post(`${base}/:page`, async (c) => {
  const fields = new URLSearchParams(await c.req.text())
  const patch = JSON.stringify(Object.fromEntries(fields))
  const rows =
    await sql`update bare_submission set answers = answers || ${patch}::text::jsonb, updated_at = now()
    where token_hash = ${sha256(tokenOf(c.req.header('cookie')))} returning id, answers, language`
  const at = typed.findIndex(([name]) => name === c.req.param('page'))
  return rows.length === 1
    ? c.redirect(`${base}/${typed[at + 1]?.[0] ?? 'check-your-answers'}`, 303)
    : c.notFound()
})

const port = await freePort()
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
server.once('listening', () => process.send?.({ port, base }))
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
})
