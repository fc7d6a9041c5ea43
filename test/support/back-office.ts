import { createHmac, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

export interface ReceivedRequest {
  method: string
  path: string
  headers: IncomingMessage['headers']
  /** The raw body. */
  text: string
  /** The body as JSON. */
  body: unknown
  idempotencyKey: string
  reference: string
  /** The signature is right for this body under the secret. */
  signed: boolean
  /** It was accepted: a 2xx was meant for it, whether or not the reply arrived. */
  accepted: boolean
}

export type Answer =
  | { status: number; body?: string; headers?: Record<string, string> }
  /** Accepts, then closes the connection before any reply. */
  | 'accept-and-drop'
  /** Never replies. */
  | 'hang'
  /** Sends 201 and the first bytes of a reply that never ends. */
  | 'drip'
  /** Sends 200 and 5 MB. */
  | 'huge'

export interface BackOffice {
  url: string
  secret: string
  requests: ReceivedRequest[]
  /** Accepted requests, each idempotency key once: what a back office that keeps keys would have in its books. */
  accepted(): ReceivedRequest[]
  /** Answers for the next requests, in order; after them every request gets the last one. At first: 200. */
  answer(...answers: Answer[]): void
  /** Decides by request instead. */
  answerBy(choose: (request: ReceivedRequest) => Answer): void
  close(): Promise<void>
}

/** A back office that does what a test tells it to. Listens on loopback. */
export async function startBackOffice(secret = 'a-secret-of-the-back-office'): Promise<BackOffice> {
  const requests: ReceivedRequest[] = []
  let choose: (request: ReceivedRequest) => Answer = () => ({ status: 200 })

  const server = createServer(async (incoming, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk as Buffer)
    const text = Buffer.concat(chunks).toString('utf8')
    const request: ReceivedRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      text,
      body: text === '' ? undefined : JSON.parse(text),
      idempotencyKey: String(incoming.headers['idempotency-key'] ?? ''),
      reference: String(incoming.headers['counterfoil-reference'] ?? ''),
      signed: isSigned(secret, text, String(incoming.headers['counterfoil-signature'] ?? '')),
      accepted: false,
    }
    const answer = choose(request)
    request.accepted =
      typeof answer === 'string' ? answer !== 'hang' : answer.status >= 200 && answer.status < 300
    requests.push(request)
    reply(answer, incoming, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo

  return {
    url: `http://127.0.0.1:${port}/in`,
    secret,
    requests,
    accepted: () => [
      ...new Map(
        requests.filter((request) => request.accepted).map((request) => [request.idempotencyKey, request]),
      ).values(),
    ],
    answer(...answers) {
      const waiting = [...answers]
      choose = () => (waiting.length > 1 ? waiting.shift()! : waiting[0]!)
    },
    answerBy(decide) {
      choose = decide
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

function reply(answer: Answer, incoming: IncomingMessage, response: ServerResponse): void {
  if (answer === 'hang') return
  if (answer === 'accept-and-drop') {
    incoming.socket.destroy()
    return
  }
  if (answer === 'drip') {
    response.writeHead(201, { 'Content-Type': 'text/plain' })
    response.write('It is in. ')
    return
  }
  if (answer === 'huge') {
    response.writeHead(200, { 'Content-Type': 'text/plain' })
    response.end('A'.repeat(5_000_000))
    return
  }
  response.writeHead(answer.status, { 'Content-Type': 'text/plain', ...answer.headers })
  response.end(answer.body ?? '')
}

/** Written from the description of the header, not with the code under test. */
function isSigned(secret: string, body: string, header: string): boolean {
  const [, time, digest] = /^t=(\d+),v1=([0-9a-f]{64})$/.exec(header) ?? []
  if (!time || !digest) return false
  const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest()
  return timingSafeEqual(expected, Buffer.from(digest, 'hex'))
}
