import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import { typed } from './bench-form.ts'

export interface Target {
  port: number
  /** Where its form begins. */
  base: string
  /** Milliseconds of processor time since it began. */
  cpu(): Promise<number>
  stop(): void
}

export interface Measured {
  journeysPerSecond: number
  p50: number
  p95: number
  p99: number
  cpuMilliseconds: number
}

const residents = 8

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)]!
}

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  body: string
}

export function call(
  agent: Agent,
  target: Target,
  method: 'GET' | 'POST',
  path: string,
  cookie: string,
  body = '',
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(
      {
        agent,
        port: target.port,
        host: '127.0.0.1',
        method,
        path,
        headers: {
          cookie,
          'sec-fetch-site': 'same-origin',
          origin: `http://127.0.0.1:${target.port}`,
          ...(method === 'POST' && {
            'content-type': 'application/x-www-form-urlencoded',
            'content-length': Buffer.byteLength(body),
          }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: text }),
        )
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

export async function measureJourneys(target: Target, journeys: number): Promise<Measured> {
  const agent = new Agent({ keepAlive: true, maxSockets: residents })
  const times: number[] = []
  const timed = async (...given: Parameters<typeof call>): Promise<Answer> => {
    const began = performance.now()
    const answer = await call(...given)
    times.push(performance.now() - began)
    return answer
  }
  const cpuBefore = await target.cpu()
  const began = performance.now()
  let left = journeys
  await Promise.all(
    Array.from({ length: residents }, async () => {
      while (left-- > 0) await oneJourney(target, (...given) => timed(agent, target, ...given))
    }),
  )
  const seconds = (performance.now() - began) / 1000
  const cpu = (await target.cpu()) - cpuBefore
  agent.destroy()
  times.sort((a, b) => a - b)
  const at = (part: number) => times[Math.floor(times.length * part)]!
  return {
    journeysPerSecond: journeys / seconds,
    p50: at(0.5),
    p95: at(0.95),
    p99: at(0.99),
    cpuMilliseconds: cpu / times.length,
  }
}

type Ask = (method: 'GET' | 'POST', path: string, cookie: string, body?: string) => Promise<Answer>

async function oneJourney({ base }: Target, ask: Ask): Promise<void> {
  const expect = (answer: Answer, status: number, what: string): Answer => {
    if (answer.status !== status) throw new Error(`${what} answered ${answer.status}`)
    return answer
  }
  const begun = expect(await ask('POST', base, ''), 303, 'The start')
  const cookie = begun.headers['set-cookie']![0]!.split(';')[0]!
  for (const [page, fields] of typed) {
    expect(await ask('GET', `${base}/${page}`, cookie), 200, page)
    expect(await ask('POST', `${base}/${page}`, cookie, fields), 303, page)
  }
  const check = expect(await ask('GET', `${base}/check-your-answers`, cookie), 200, 'Check your answers')
  const seen = /name="seen" value="([^"]*)"/.exec(check.body)?.[1] ?? ''
  const sent = expect(await ask('POST', `${base}/check-your-answers`, cookie, `seen=${seen}`), 303, 'Sending')
  expect(await ask('GET', sent.headers.location!, cookie), 200, 'The confirmation')
}
