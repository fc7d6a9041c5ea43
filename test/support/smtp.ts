import type { AddressInfo, Socket } from 'node:net'
import { SMTPServer, type SMTPServerError, type SMTPServerSession } from 'smtp-server'
import { localhostCertificate, localhostKey } from './localhost-certificate.ts'

export interface ReceivedMail {
  /** The envelope. */
  from: string
  to: string[]
  /** The whole message, as it went over the line. */
  raw: string
  /** By lower-case name, unfolded, encoded words read. */
  headers: Map<string, string[]>
  /** Decoded, with `\n`. */
  body: string
  /** It came over TLS, from somebody who had signed in. */
  secure: boolean
  user: string
}

/** Each is used up by the next message it can happen to. */
export type SmtpFault =
  | { at: 'sender' | 'recipient' | 'data'; code: number; text?: string }
  /** Takes the message, and drops the line before saying so. */
  | { at: 'reply' }
  /** Takes the connection and never says a word. */
  | { at: 'greeting' }

export interface SmtpStandIn {
  port: number
  user: string
  password: string
  /** The authority (PEM) that its certificate comes from: itself. */
  certificate: string
  received: ReceivedMail[]
  faults: SmtpFault[]
  /** How many connections were made. */
  connections: number
  /** Stops listening and drops everybody. */
  down(): Promise<void>
  /** Listens again, where it was. */
  up(): Promise<void>
  close(): Promise<void>
}

/** A mail server that keeps what it gets. `security`: what it offers; with `none` nobody has to sign in. Listens on loopback. */
export async function startSmtp(security: 'starttls' | 'tls' | 'none' = 'starttls'): Promise<SmtpStandIn> {
  const [user, password] = ['counterfoil', 'a password of the mail server']
  const received: ReceivedMail[] = []
  const faults: SmtpFault[] = []
  const sockets = new Map<number, Socket>()
  let connections = 0
  let server = make()
  let port = 0

  function take<At extends SmtpFault['at']>(...wanted: At[]): Extract<SmtpFault, { at: At }> | undefined {
    const place = faults.findIndex(({ at }) => (wanted as string[]).includes(at))
    return place < 0 ? undefined : (faults.splice(place, 1)[0] as Extract<SmtpFault, { at: At }>)
  }
  function failure(at: 'sender' | 'recipient' | 'data', address: string): SMTPServerError | null {
    const fault = take(at)
    if (!fault) return null
    // Real servers repeat the address.
    return Object.assign(new Error(fault.text ?? `<${address}> is not welcome`), { responseCode: fault.code })
  }

  function make() {
    const made = new SMTPServer({
      secure: security === 'tls',
      key: localhostKey,
      cert: localhostCertificate,
      disabledCommands: security === 'none' ? ['AUTH', 'STARTTLS'] : [],
      disableReverseLookup: true,
      closeTimeout: 50,
      onConnect(_session, callback) {
        connections++
        if (!take('greeting')) callback()
      },
      onAuth(auth, _session, callback) {
        const right = auth.username === user && auth.password === password
        callback(right ? null : new Error('Authentication failed'), right ? { user } : undefined)
      },
      onMailFrom: ({ address }, _session, callback) => callback(failure('sender', address)),
      onRcptTo: ({ address }, _session, callback) => callback(failure('recipient', address)),
      async onData(stream, session, callback) {
        const chunks: Buffer[] = []
        for await (const chunk of stream) chunks.push(chunk as Buffer)
        const refused = failure('data', session.envelope.rcptTo[0]?.address ?? '')
        if (refused) return callback(refused)
        received.push(read(Buffer.concat(chunks).toString('utf8'), session))
        if (take('reply')) return void sockets.get(session.remotePort)?.destroy()
        callback()
      },
    })
    made.server.on('connection', (socket: Socket) => {
      const { remotePort } = socket
      if (remotePort === undefined) return
      sockets.set(remotePort, socket)
      socket.on('close', () => sockets.delete(remotePort))
    })
    // Clients that go away in the middle are part of the tests.
    made.on('error', () => {})
    return made
  }
  const listen = (at: number) =>
    new Promise<void>((resolve) => server.listen(at, '127.0.0.1', () => resolve()))
  const down = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets.values()) socket.destroy()
      server.close(() => resolve())
    })

  await listen(0)
  port = (server.server.address() as AddressInfo).port
  return {
    port,
    user,
    password,
    certificate: localhostCertificate,
    received,
    faults,
    get connections() {
      return connections
    },
    down,
    async up() {
      server = make()
      await listen(port)
    },
    close: down,
  }
}

function read(raw: string, session: SMTPServerSession): ReceivedMail {
  const end = raw.indexOf('\r\n\r\n')
  const headers = new Map<string, string[]>()
  for (const line of raw
    .slice(0, end)
    .replace(/\r\n[ \t]/g, ' ')
    .split('\r\n')) {
    const name = line.slice(0, line.indexOf(':')).toLowerCase()
    headers.set(name, [...(headers.get(name) ?? []), decodeWords(line.slice(line.indexOf(':') + 1).trim())])
  }
  const encoded = raw.slice(end + 4)
  const encoding = headers.get('content-transfer-encoding')?.[0]
  const body =
    encoding === 'base64'
      ? Buffer.from(encoded, 'base64').toString('utf8')
      : encoding === 'quoted-printable'
        ? decodeQuoted(encoded.replace(/=\r\n/g, ''))
        : encoded
  return {
    from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
    to: session.envelope.rcptTo.map(({ address }) => address),
    raw,
    headers,
    body: body.replaceAll('\r\n', '\n'),
    secure: session.secure,
    user: String(session.user ?? ''),
  }
}

/** Encoded words (RFC 2047). */
function decodeWords(text: string): string {
  return text
    .replace(/(\?=)\s+(=\?)/g, '$1$2')
    .replace(/=\?utf-8\?([bq])\?([^?]*)\?=/gi, (_all, kind: string, word: string) =>
      kind.toLowerCase() === 'b'
        ? Buffer.from(word, 'base64').toString('utf8')
        : decodeQuoted(word.replaceAll('_', ' ')),
    )
}

function decodeQuoted(text: string): string {
  const bytes = text.replace(/=([0-9A-F]{2})/gi, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
