/** The least a server could do: the same row by the same index, one statement a request, a fixed page of the same size. */
import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import postgres from 'postgres'
import { sha256 } from '../../server/ids.ts'
import { freePort } from '../support/global-setup.ts'

const sql = postgres(process.env.DATABASE_URL!, { max: 10 })
const token = process.env.JOURNEY_COOKIE!.split('=')[1]!.split('.')[0]!
const page = `<!DOCTYPE html><html lang="en"><title>A page</title><body>${'<p>Words of a page.</p>'.repeat(140)}</body></html>`

const app = new Hono()
app.get('/page', async (c) => {
  const rows = await sql`select * from submission where token_hash = ${sha256(token)}`
  return rows.length === 1 ? c.html(page) : c.notFound()
})
app.post('/page', async (c) => {
  const fields = new URLSearchParams(await c.req.text())
  const patch = JSON.stringify(Object.fromEntries(fields))
  const rows = await sql`update submission set answers = answers || ${patch}::text::jsonb, updated_at = now()
    where token_hash = ${sha256(token)} returning id, answers`
  return rows.length === 1 ? c.redirect('/page', 303) : c.notFound()
})

const port = await freePort()
const server = serve({ fetch: app.fetch, port, hostname: '127.0.0.1' })
server.once('listening', () =>
  process.send?.({ port, cookie: '', page: '/page', fields: 'fullName=Ada+Example' }),
)
process.on('message', () => {
  const { user, system } = process.cpuUsage()
  process.send?.((user + system) / 1000)
})
