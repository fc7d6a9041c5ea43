import { createHmac, randomBytes, randomUUID } from 'node:crypto'
import { type ServerType, serve } from '@hono/node-server'
import { Hono } from 'hono'
import { bodyOf, breachesOfScp, textsAt } from './pay360-schema.ts'
import { faultReply, invokeReply, queryReply, versionReply } from './pay360-xml.ts'
import type { XmlNode } from './xml-schema.ts'

/** How a session of the portal stands; `OPEN` is told as IN_PROGRESS. */
type Ending =
  | 'SUCCESS'
  | 'CANCELLED'
  | 'LOGGED_OUT'
  | 'NOT_ATTEMPTED'
  | 'CARD_DETAILS_REJECTED'
  | 'INVALID_REQUEST'
  | 'ERROR'

export interface ScpSession {
  scpReference: string
  requestId: string
  amountPence: number
  /** As asked for: line id, description, pence. */
  items: { lineId: string; description: string; pence: number }[]
  /** Anywhere in the request, for tests that look. */
  request: XmlNode
  status: 'OPEN' | Ending
  surchargePence: number
  /** Set when it is paid by bank and not by card: PENDING, PROCESSING, COMPLETE, DECLINED, EXPIRED or ERROR. */
  openBanking?: string
  openedMs: number
  ssk: string
}

export type ScpFault =
  | { kind: 'fault'; code: string; words: string; status?: number }
  | { kind: 'html'; status: number }
  | { kind: 'reply-lost' }
  /** The next reply is this text. */
  | { kind: 'says'; text: string; status?: number }

/** Of the service's doings, this much is assumed: nothing public says how long a session or a timestamp lasts. */
const sessionMs = 60 * 60_000
const timeStampMs = 15 * 60_000

/**
 * A stand-in for Pay360's Secure Card Portal: the SOAP service, and payers who do things behind its links. Written from public facts
 * (WSDL, schemas, public clients), never checked against the live service. It takes only messages that keep the vendor's schema, checks
 * digest, timestamp and freshness of the credentials, and answers IN_PROGRESS for as long as a session is open. A link can be opened
 * as often as one likes, and is used up by paying or cancelling.
 */
export async function startPay360() {
  const keys = {
    siteId: '789',
    scpId: '37145297',
    hmacKeyId: '456',
    hmacKey: randomBytes(32).toString('base64'),
  }
  const sessions = new Map<string, ScpSession>()
  const faults: ScpFault[] = []
  const received: string[] = []
  const seen = new Set<string>()
  const now = { ms: Date.now() }
  let url = ''

  const whyNotAuthenticated = (credentials: XmlNode): string | undefined => {
    const of = (...names: string[]) => textsAt(credentials, ...names)[0] ?? ''
    const uniqueReference = of('requestIdentification', 'uniqueReference')
    const at = of('requestIdentification', 'timeStamp')
    const keyId = of('signature', 'hmacKeyID')
    const signed = [
      of('subject', 'subjectType'),
      of('subject', 'identifier'),
      uniqueReference,
      at,
      'Original',
      keyId,
    ]
    const digest = createHmac('sha256', Buffer.from(keys.hmacKey, 'base64'))
      .update(signed.join('!'))
      .digest('base64')
    if (of('subject', 'identifier') !== keys.scpId || keyId !== keys.hmacKeyId) return 'Unknown credentials'
    // Clients without the padding are known to get through.
    if (of('signature', 'digest').replace(/=+$/, '') !== digest.replace(/=+$/, ''))
      return 'Authentication failed'
    if (Math.abs(instantOf(at) - now.ms) > timeStampMs) return 'Credentials have a timestamp out of range'
    if (seen.has(uniqueReference)) return 'Credentials have been used before'
    seen.add(uniqueReference)
    return undefined
  }

  const invoke = (message: XmlNode): string => {
    const of = (...names: string[]) => textsAt(message, ...names)[0] ?? ''
    const items = message.children
      .filter((child) => child.name.endsWith('}sale'))
      .flatMap((sale) => sale.children.filter((child) => child.name.endsWith('}items')))
      .flatMap((list) => list.children)
      .map((item) => ({
        lineId: textsAt(item, 'lineId')[0] ?? '',
        description: textsAt(item, 'itemSummary', 'description')[0] ?? '',
        pence: Number(textsAt(item, 'itemSummary', 'amountInMinorUnits')[0]),
      }))
    const amountPence = Number(of('sale', 'saleSummary', 'amountInMinorUnits'))
    const requestId = of('requestId')
    const scpReference = randomUUID().replaceAll('-', '')
    const refuse = (errorId: string, errorMessage: string) =>
      invokeReply({
        requestId,
        scpReference,
        state: 'COMPLETE',
        status: 'INVALID_REQUEST',
        errorId,
        errorMessage,
      })
    if (of('routing', 'siteId') !== keys.siteId || of('routing', 'scpId') !== keys.scpId) {
      return refuse('4001', 'Site not valid for this portal')
    }
    if (amountPence <= 0 || items.some((item) => item.pence <= 0)) return refuse('4002', 'Amount not valid')
    if (items.length > 0 && items.reduce((sum, item) => sum + item.pence, 0) !== amountPence) {
      return refuse('4003', 'Items do not add up to the sale')
    }
    if (new Set(items.map((item) => item.lineId)).size !== items.length)
      return refuse('4004', 'Line ids not unique')
    const session: ScpSession = {
      scpReference,
      requestId,
      amountPence,
      items,
      request: message,
      status: 'OPEN',
      surchargePence: 0,
      openedMs: now.ms,
      ssk: randomUUID(),
    }
    sessions.set(scpReference, session)
    const redirectUrl = `${url}/scp/scpcli?ssk=${session.ssk}&lang=en`
    return invokeReply({ requestId, scpReference, state: 'IN_PROGRESS', status: 'SUCCESS', redirectUrl })
  }

  const current = (session: ScpSession): ScpSession => {
    if (session.status === 'OPEN' && now.ms - session.openedMs >= sessionMs) session.status = 'LOGGED_OUT'
    return session
  }

  const answer = (message: XmlNode): string => {
    const operation = message.name.replace(/^\{.*\}/, '')
    if (operation === 'scpVersionRequest') return versionReply()
    if (operation === 'scpSimpleInvokeRequest') return invoke(message)
    const scpReference = textsAt(message, 'scpReference')[0] ?? ''
    const session = sessions.get(scpReference)
    const mine = session && textsAt(message, 'siteId')[0] === keys.siteId
    return queryReply(scpReference, mine ? current(session) : undefined, new Date(now.ms))
  }

  const app = new Hono()
  app.post('/scp/scpws', async (context) => {
    const xml = (text: string, status = 200) =>
      context.body(text, status as 200, { 'content-type': 'text/xml; charset=utf-8' })
    const text = await context.req.text()
    received.push(text)
    const fault = faults.shift()
    if (fault?.kind === 'fault') return xml(faultReply(fault.code, fault.words), fault.status ?? 500)
    if (fault?.kind === 'html') return context.html('<h1>Sorry</h1>', fault.status as 200)
    if (fault?.kind === 'says') return xml(fault.text, fault.status)
    if (!/^text\/xml;\s*charset=utf-8$/i.test(context.req.header('content-type') ?? ''))
      return context.body(null, 415)
    if (context.req.header('soapaction') !== '""') return xml(faultReply('Client', 'No such action'), 500)
    const breach = breachesOfScp(text)[0]
    if (breach) return xml(faultReply('Client', `Validation error ${breach}`), 500)
    const message = bodyOf(text)
    const [credentials] = message.children
    const why = credentials && whyNotAuthenticated(credentials)
    if (why) return xml(faultReply('Client', why), 500)
    const reply = answer(message)
    if (fault?.kind === 'reply-lost') {
      ;(context.env as { outgoing: { socket: { destroy(): void } } }).outgoing.socket.destroy()
    }
    return xml(reply)
  })

  const server = await new Promise<ServerType>((resolve) => {
    const starting = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, (info) => {
      url = `http://127.0.0.1:${info.port}`
      resolve(starting)
    })
  })

  return {
    /** The SOAP endpoint. */
    get url() {
      return `${url}/scp/scpws`
    },
    /** The settings of an account that is known here. */
    settings: { environment: 'test' as const, ...keys },
    sessions,
    /** Every message that came in, as text. */
    received,
    now,
    faults,
    /** What the payer does behind a link. `pay-by-bank` begins a payment whose status the test moves on. */
    async visit(link: string, does: 'open' | 'pay' | 'pay-by-bank' | Exclude<Ending, 'SUCCESS'>) {
      const ssk = new URL(link).searchParams.get('ssk')
      const session = [...sessions.values()].find((each) => each.ssk === ssk)
      if (!session || current(session).status !== 'OPEN') return 'link-used'
      if (does === 'pay' || does === 'pay-by-bank') {
        session.status = 'SUCCESS'
        if (does === 'pay-by-bank') session.openBanking = 'PENDING'
      } else if (does !== 'open') session.status = does
      return 'done'
    },
    close: () =>
      new Promise<void>((resolve, reject) => server.close((error) => (error ? reject(error) : resolve()))),
  }
}

function instantOf(timeStamp: string): number {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)$/.exec(timeStamp) ?? []
  return Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second))
}
