import {
  Agent,
  createServer,
  type IncomingMessage,
  type OutgoingHttpHeaders,
  request,
  type ServerResponse,
} from 'node:http'
import type { AddressInfo } from 'node:net'

/** A request on its way to the gateway. */
export interface Traveller {
  method: string
  path: string
  /** Empty when it has none. */
  idempotencyKey: string
}

export type Fate =
  | 'arrives'
  /** Turned away on the road: the gateway never hears of it. */
  | { status: number; code?: string }
  /** The line is cut before the gateway hears of it. */
  | 'cut'
  /** The gateway does what was asked, and the line is cut before the answer is back. */
  | 'answer-lost'
  /** Nobody answers, and the gateway never hears of it. */
  | 'silence'
  /** The gateway does what was asked, and its answer never comes. */
  | 'silent-answer'
  /** Something else is answered than what the gateway says; it does hear of it. */
  | { instead(answer: string): string | Promise<string> }

export interface RoughRoad {
  url: string
  /** Decides what happens from now on; at first everything arrives. */
  choose(fate: (traveller: Traveller) => Fate): void
  close(): Promise<void>
}

/** A road to a gateway on which things happen to requests and answers. Listens on loopback. */
export async function startRoughRoad(target: string): Promise<RoughRoad> {
  const agent = new Agent({ keepAlive: true })
  let choose: (traveller: Traveller) => Fate = () => 'arrives'
  const server = createServer(async (incoming, response) => {
    const body = await read(incoming)
    const fate = choose({
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      idempotencyKey: String(incoming.headers['idempotency-key'] ?? ''),
    })
    if (fate === 'silence') return
    if (fate === 'cut') {
      incoming.socket.destroy()
      return
    }
    if (typeof fate === 'object' && 'status' in fate) {
      const { status, code = null } = fate
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(JSON.stringify({ code, description: 'For developers' }))
      return
    }
    const answer = await pass(agent, target, incoming, body)
    if (fate === 'silent-answer') return
    if (!answer || fate === 'answer-lost') {
      incoming.socket.destroy()
      return
    }
    await reply(response, answer, fate)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    choose(fate) {
      choose = fate
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      agent.destroy()
    },
  }
}

interface Passed {
  status: number
  headers: OutgoingHttpHeaders
  text: string
}

async function reply(
  response: ServerResponse,
  answer: Passed,
  fate: 'arrives' | { instead(answer: string): string | Promise<string> },
): Promise<void> {
  const text = fate === 'arrives' ? answer.text : await fate.instead(answer.text)
  const { 'content-length': _length, 'transfer-encoding': _encoding, ...headers } = answer.headers
  response.writeHead(answer.status, headers)
  response.end(text)
}

/** Undefined when the gateway itself cut the line. */
function pass(
  agent: Agent,
  target: string,
  incoming: IncomingMessage,
  body: Buffer,
): Promise<Passed | undefined> {
  return new Promise((resolve) => {
    const { host: _host, 'transfer-encoding': _encoding, ...headers } = incoming.headers
    const onward = request(
      new URL(incoming.url ?? '/', target),
      { agent, method: incoming.method, headers: { ...headers, 'content-length': body.length } },
      async (answer) =>
        resolve({
          status: answer.statusCode ?? 502,
          headers: answer.headers,
          text: (await read(answer)).toString(),
        }),
    )
    onward.once('error', () => resolve(undefined))
    onward.end(body)
  })
}

async function read(stream: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}
