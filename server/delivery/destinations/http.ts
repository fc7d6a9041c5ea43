import { createHmac } from 'node:crypto'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { BadInput } from '../../errors.ts'
import type { Destination, DestinationOutcome, DestinationSettings, Parcel } from '../destination.ts'
import {
  AddressNotAllowed,
  type FoundAddress,
  findAddresses,
  type Resolve,
  urlProblem,
} from './outside-address.ts'

interface Options {
  /** True lets deliveries go to private and loopback addresses over http. */
  allowPrivate: boolean
  clock: Clock
  /** For the whole exchange, from looking up the name to the end of the reply. */
  timeoutMs?: number
  /** How names become addresses; tests make one that changes its mind. */
  resolve?: Resolve
}

const replyAtMost = 1_048_576
const replyKept = 2_048

const Settings = z.strictObject({
  url: z.string().max(2_000),
  /** Where officers' trials of a mapping go; without it they go to `url`, marked. */
  testUrl: z.string().max(2_000).optional(),
  secret: z
    .string()
    .min(16, 'The signing secret must have at least 16 characters')
    .max(200, 'The signing secret must have 200 characters or fewer'),
})

type HttpSettings = z.infer<typeof Settings>

/**
 * `Counterfoil-Signature: t=<unix seconds>,v1=<hex HMAC-SHA256 of "<t>.<body>" under the secret>`. The receiver recomputes it over the
 * raw body and refuses old times, so a copied request is worth nothing later.
 */
export function signatureOf(secret: string, body: string, unixSeconds: number): string {
  const digest = createHmac('sha256', secret).update(`${unixSeconds}.${body}`).digest('hex')
  return `t=${unixSeconds},v1=${digest}`
}

/** POSTs the parcel's JSON to a web address. Redirects are not followed: what is signed for one place is not carried to another. */
export function createHttpDestination(options: Options): Destination {
  const { allowPrivate, clock, timeoutMs = 10_000 } = options
  return {
    kind: 'http',

    parseSettings(settings) {
      const parsed = Settings.safeParse(settings)
      const problems = parsed.success
        ? (['url', 'testUrl'] as const).flatMap((name) => {
            const url = parsed.data[name]
            const message = url === undefined ? undefined : urlProblem(url, allowPrivate)
            return message === undefined ? [] : [{ pointer: `/${name}`, message }]
          })
        : parsed.error.issues.map(({ path, message }) => ({ pointer: `/${path.join('/')}`, message }))
      if (!parsed.success || problems.length > 0) {
        throw new BadInput(problems[0]?.message ?? 'These settings cannot be used', problems)
      }
      return parsed.data
    },

    describe: (settings) => `POST ${(settings as HttpSettings).url}`,

    describeTrials(settings) {
      const { testUrl } = settings as HttpSettings
      return testUrl === undefined ? undefined : `POST ${withoutSecrets(testUrl)}`
    },

    showRequest: (settings, parcel) => ({
      line: `POST ${withoutSecrets(addressFor(settings as HttpSettings, parcel))}`,
      headers: Object.entries(headersOf(parcel, `t=…,v1=${hidden}`)),
    }),

    secretsIn(settings) {
      const { url, testUrl, secret } = settings as HttpSettings
      return [secret, ...[url, testUrl].flatMap((text) => (text === undefined ? [] : secretsOf(text)))]
    },

    async send(settings: DestinationSettings, parcel: Parcel): Promise<DestinationOutcome> {
      const { secret } = settings as HttpSettings
      const text = addressFor(settings as HttpSettings, parcel)
      // Asked again at each attempt: the rules may be stricter than on the day the address was saved.
      const problem = urlProblem(text, allowPrivate)
      if (problem) return { kind: 'address-not-allowed', message: problem }
      const url = new URL(text)
      const seconds = Math.floor(clock.now().getTime() / 1000)
      const headers = headersOf(parcel, signatureOf(secret, parcel.body, seconds))
      const limit = new AbortController()
      const timer = setTimeout(() => limit.abort(), timeoutMs)
      try {
        const addresses = await orAborted(findAddresses(url, allowPrivate, options.resolve), limit.signal)
        const response = await post(url, headers, parcel.body, addresses, limit.signal)
        const reply = await readReply(response, limit.signal)
        return outcomeOf(response, reply)
      } catch (error) {
        if (limit.signal.aborted) {
          return { kind: 'timed-out', message: `There was no answer within ${timeoutMs / 1000} seconds` }
        }
        if (error instanceof AddressNotAllowed) return { kind: 'address-not-allowed', message: error.message }
        return { kind: 'connection-failed', message: connectionWords(error as NodeJS.ErrnoException, url) }
      } finally {
        clearTimeout(timer)
        limit.abort()
      }
    },
  }
}

function addressFor({ url, testUrl }: HttpSettings, parcel: Parcel): string {
  return parcel.trial ? (testUrl ?? url) : url
}

function headersOf(parcel: Parcel, signature: string): Record<string, string> {
  return {
    'Content-Type': 'application/json',
    'Content-Length': String(Buffer.byteLength(parcel.body)),
    Accept: 'application/json, text/plain;q=0.5',
    'User-Agent': 'Counterfoil',
    'Idempotency-Key': parcel.idempotencyKey,
    'Counterfoil-Reference': parcel.reference,
    'Counterfoil-Form': parcel.formSlug,
    'Counterfoil-Delivery': parcel.deliveryCode,
    'Counterfoil-Mode': parcel.mode,
    ...(parcel.trial && { 'Counterfoil-Test': 'yes' }),
    'Counterfoil-Signature': signature,
  }
}

const hidden = '••••••'

/** An address may carry a key after its question mark: as it is written there, and as it is meant. */
function secretsOf(address: string): string[] {
  const { search, searchParams, username, password } = new URL(address)
  const written = search
    .slice(1)
    .split('&')
    .map((pair) => pair.slice(pair.indexOf('=') + 1))
  return [...searchParams.values(), ...written, username, password].filter((value) => value.length >= 4)
}

function withoutSecrets(address: string): string {
  const url = new URL(address)
  const names = [...url.searchParams.keys()].map((name) => `${encodeURIComponent(name)}=${hidden}`)
  return `${url.origin}${url.pathname}${names.length > 0 ? `?${names.join('&')}` : ''}`
}

/** Connects to the addresses that were checked and to no other, while TLS still asks for the certificate of the name. */
function post(
  url: URL,
  headers: Record<string, string>,
  body: string,
  addresses: FoundAddress[],
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const pinned: LookupFunction = (_host, options, callback) => {
    const wanted = addresses.filter(({ family }) => !options.family || options.family === family)
    const [first] = wanted.length > 0 ? wanted : addresses
    if (options.all) callback(null, addresses)
    else callback(null, first!.address, first!.family)
  }
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  return new Promise((resolve, reject) => {
    const sent = request(url, { method: 'POST', headers, agent: false, lookup: pinned, signal }, resolve)
    // Stays for the life of the exchange: an error after the reply began must not end the process.
    sent.on('error', reject)
    sent.end(body)
  })
}

/** The first 2 kB of the reply. Its status has arrived and decides, so a reply that breaks off or goes on for ever is only cut. */
async function readReply(response: IncomingMessage, signal: AbortSignal): Promise<string> {
  const kept: Buffer[] = []
  let length = 0
  try {
    for await (const chunk of response as AsyncIterable<Buffer>) {
      if (length < replyKept) kept.push(chunk)
      length += chunk.length
      if (length > replyAtMost) break
    }
  } catch (error) {
    if (!signal.aborted && (error as NodeJS.ErrnoException).code === undefined) throw error
  } finally {
    response.destroy()
  }
  const text = new TextDecoder().decode(Buffer.concat(kept).subarray(0, replyKept))
  return text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '').trim()
}

function outcomeOf(response: IncomingMessage, reply: string): DestinationOutcome {
  const statusCode = response.statusCode ?? 0
  const said = reply === '' ? '' : `: ${reply}`
  if (statusCode >= 200 && statusCode < 300)
    return { kind: 'delivered', statusCode, message: `Accepted (${statusCode})${said}` }
  if (statusCode >= 300 && statusCode < 400) {
    const message = `The address answered with a redirect (${statusCode}), which is not followed. Use the final address`
    return { kind: 'refused', statusCode, message }
  }
  // 408, 425 and 429 are 4xx that say "later", not "no" (RFC 9110 section 15.5.9, RFC 8470, RFC 6585).
  if (statusCode === 408)
    return { kind: 'timed-out', statusCode, message: `The back office gave up waiting (408)${said}` }
  if (statusCode === 425 || statusCode === 429) {
    return {
      kind: 'server-error',
      statusCode,
      message: `The back office asks us to come back later (${statusCode})${said}`,
    }
  }
  if (statusCode >= 400 && statusCode < 500)
    return { kind: 'refused', statusCode, message: `Refused (${statusCode})${said}` }
  return { kind: 'server-error', statusCode, message: `The back office failed (${statusCode})${said}` }
}

function connectionWords(error: NodeJS.ErrnoException, url: URL): string {
  const where = url.host
  switch (error.code) {
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `The name ${url.hostname} could not be found`
    case 'ECONNREFUSED':
      return `${where} is not listening`
    case 'ECONNRESET':
    case 'EPIPE':
      return `${where} closed the connection without an answer. It may have accepted: the next try carries the same key`
    default:
      return `${where} could not be reached (${error.code ?? error.message})`
  }
}

/** The promise, or a rejection as soon as the time is up: looking up a name cannot be stopped, only no longer waited for. */
function orAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
    promise.then(resolve, reject)
  })
}
