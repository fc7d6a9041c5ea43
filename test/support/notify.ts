import { createHmac, randomUUID, timingSafeEqual } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { z } from 'zod'

/**
 * A stateful stand-in of GOV.UK Notify, written from its public documentation (docs.notifications.service.gov.uk, API version 2) and
 * never checked against the live service: signed tokens, templates with placeholders, trial mode, test recipients, searching by
 * reference, and faults on demand.
 */
export interface NotifyStandIn {
  url: string
  apiKey: string
  templates: { email: string; text: string; welshEmail: string; welshText: string }
  /** Template by its id: tests break them. */
  templatesById: Map<string, NotifyTemplate>
  notifications: Notification[]
  /** In trial mode it sends to its own team only. */
  trial: { on: boolean; team: Set<string> }
  /** Each is used up by the next call to the API. */
  faults: NotifyFault[]
  /** Method and path of every call. */
  calls: string[]
  close(): Promise<void>
}

export interface NotifyTemplate {
  id: string
  type: 'email' | 'sms'
  subject?: string
  body: string
}

export interface Notification {
  id: string
  reference: string | null
  type: 'email' | 'sms'
  to: string
  subject: string
  body: string
  templateId: string
  status: 'created' | 'delivered' | 'permanent-failure' | 'temporary-failure' | 'technical-failure'
}

export type NotifyFault =
  | { kind: 'status'; status: number; error: string }
  /** Does what was asked and drops the line before answering. */
  | { kind: 'reply-lost' }
  /** Answers only after so many milliseconds, without doing anything. */
  | { kind: 'slow'; ms: number }
  | { kind: 'html' }
  | { kind: 'huge' }
  | { kind: 'redirect'; to: string }

const Posted = z.strictObject({
  email_address: z.string().optional(),
  phone_number: z.string().optional(),
  template_id: z.uuid(),
  personalisation: z.record(z.string(), z.string()).default({}),
  reference: z.string().max(1000).optional(),
})

/** What becomes of messages to these, without sending any. */
const simulated: Record<string, Notification['status']> = {
  '+447700900003': 'temporary-failure',
  '+447700900002': 'permanent-failure',
  'temp-fail@simulator.notify': 'temporary-failure',
  'perm-fail@simulator.notify': 'permanent-failure',
}

export async function startNotify(): Promise<NotifyStandIn> {
  const [serviceId, secret] = [randomUUID(), randomUUID()]
  const faults: NotifyFault[] = []
  const calls: string[] = []
  const notifications: Notification[] = []
  const trial = { on: false, team: new Set<string>() }
  const [email, welshEmail, text, welshText] = [randomUUID(), randomUUID(), randomUUID(), randomUUID()]
  const templatesById = new Map<string, NotifyTemplate>(
    [
      { id: email, type: 'email' as const, subject: '((subject))', body: '((body))' },
      { id: welshEmail, type: 'email' as const, subject: '((subject))', body: '((body))\n\nDiolch' },
      { id: text, type: 'sms' as const, body: '((body))' },
      { id: welshText, type: 'sms' as const, body: '((body)) Diolch' },
    ].map((template) => [template.id, template]),
  )
  let url = ''

  const app = new Hono()
  app.use('/v2/*', async (context, next) => {
    calls.push(`${context.req.method} ${context.req.path}`)
    const fault = faults.shift()
    if (fault?.kind === 'status')
      return context.json(refusal(fault.status, fault.error, ''), fault.status as 500)
    if (fault?.kind === 'html') return context.html('<h1>Bad gateway</h1>', 502)
    if (fault?.kind === 'huge') return context.body('x'.repeat(3_000_000), 201)
    if (fault?.kind === 'redirect') return context.redirect(fault.to, 307)
    if (fault?.kind === 'slow') await new Promise((resolve) => setTimeout(resolve, fault.ms))
    const problem = tokenProblem(context.req.header('authorization') ?? '', serviceId, secret)
    if (problem) return context.json(refusal(403, 'AuthError', problem), 403)
    await next()
    if (fault?.kind === 'reply-lost') {
      ;(context.env as { outgoing: { socket: { destroy(): void } } }).outgoing.socket.destroy()
    }
  })

  app.post('/v2/notifications/:type{email|sms}', async (context) => {
    const type = context.req.param('type') as 'email' | 'sms'
    const bad = (error: string, message: string) => context.json(refusal(400, error, message), 400)
    const posted = Posted.safeParse(await context.req.json())
    if (!posted.success) return bad('ValidationError', String(posted.error.issues[0]?.message))
    const { template_id: templateId, personalisation, reference } = posted.data
    const to = (type === 'email' ? posted.data.email_address : posted.data.phone_number) ?? ''
    const valid = type === 'email' ? /^[\w.+'-]+@[\w-]+(\.[\w-]+)+$/ : /^\+?[\d ]{10,16}$/
    // Notify repeats what it was given.
    if (!valid.test(to)) return bad('ValidationError', `${to} is not a valid ${type} recipient`)
    const template = templatesById.get(templateId)
    if (!template) return bad('BadRequestError', 'Template not found')
    if (template.type !== type) return bad('BadRequestError', `${template.type} template is not suitable`)
    if (trial.on && !trial.team.has(to)) {
      return bad('BadRequestError', "Can't send to this recipient when service is in trial mode")
    }
    const missing: string[] = []
    const fill = (words: string) =>
      words.replace(/\(\((\w+)\)\)/g, (_all, name: string) => {
        const value = personalisation[name]
        if (value === undefined) missing.push(name)
        return value ?? ''
      })
    const [subject, body] = [fill(template.subject ?? ''), fill(template.body)]
    if (missing.length > 0) return bad('BadRequestError', `Missing personalisation: ${missing.join(', ')}`)
    if (type === 'sms' && body.length > 918) return bad('BadRequestError', 'Content is too long')
    const notification: Notification = {
      id: randomUUID(),
      reference: reference ?? null,
      type,
      to,
      subject,
      body,
      templateId,
      status: simulated[to] ?? 'created',
    }
    notifications.unshift(notification)
    const { id } = notification
    return context.json(
      {
        id,
        reference: notification.reference,
        content: { body, subject },
        uri: `${url}/v2/notifications/${id}`,
      },
      201,
    )
  })

  app.get('/v2/notifications', (context) => {
    const reference = context.req.query('reference')
    const found = notifications
      .filter((notification) => reference === undefined || notification.reference === reference)
      .slice(0, 250)
    return context.json({ notifications: found, links: { current: '' } })
  })

  app.get('/v2/template/:id', (context) => {
    const template = templatesById.get(context.req.param('id'))
    if (!template) return context.json(refusal(404, 'NoResultFound', 'No result found'), 404)
    return context.json({ ...template, name: 'For our own words', version: 1 })
  })

  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })
  return {
    url,
    apiKey: `counterfoil_tests-${serviceId}-${secret}`,
    templates: { email, text, welshEmail, welshText },
    templatesById,
    notifications,
    trial,
    faults,
    calls,
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}

function refusal(status: number, error: string, message: string) {
  return { status_code: status, errors: [{ error, message }] }
}

/** Why a token is not accepted: HS256 under the key's secret, issued by the service within the last 30 seconds. */
function tokenProblem(authorization: string, serviceId: string, secret: string): string | undefined {
  const [header = '', claims = '', signature = ''] = authorization.replace(/^Bearer /, '').split('.')
  const right = createHmac('sha256', secret).update(`${header}.${claims}`).digest()
  const given = Buffer.from(signature, 'base64url')
  if (given.length !== right.length || !timingSafeEqual(given, right)) {
    return 'Invalid token: signature, API token not found'
  }
  const read = (part: string) =>
    JSON.parse(Buffer.from(part, 'base64url').toString()) as Record<string, unknown>
  if (read(header).alg !== 'HS256') return 'Invalid token: algorithm used is not HS256'
  const { iss, iat } = read(claims)
  if (iss !== serviceId) return 'Invalid token: service not found'
  if (Math.abs(Date.now() / 1000 - Number(iat)) > 30)
    return 'Error: Your system clock must be accurate to within 30 seconds'
  return undefined
}
