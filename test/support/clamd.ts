import { type AddressInfo, createServer, type Socket } from 'node:net'

/** The test file that every scanner knows (eicar.org); in two halves, so that no scanner finds it here. */
export const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/**
 * A stand-in of ClamAV's daemon, written from its public protocol (docs.clamav.net, "ClamD protocol") and never checked against a live
 * one: INSTREAM and PING with `z` in front, chunks, the size limit, and one signature, EICAR's.
 */
export interface ClamdStandIn {
  host: string
  port: number
  /** Bytes of each stream that was scanned to its end. */
  scanned: number[]
  /** Chunks that one scan came in. */
  chunks: number[]
  /** StreamMaxLength, in bytes. */
  limit: { bytes: number }
  /** Each is used up by the next scan. */
  faults: ClamdFault[]
  down(): Promise<void>
  up(): Promise<void>
  close(): Promise<void>
}

export type ClamdFault =
  /** Hangs up in the middle of the stream. */
  | 'hang-up'
  /** Reads and never answers. */
  | 'silence'
  /** Says it in words of its own. */
  | { reply: string }

export async function startClamd(): Promise<ClamdStandIn> {
  const scanned: number[] = []
  const chunks: number[] = []
  const faults: ClamdFault[] = []
  const limit = { bytes: 100_000_000 }
  const sockets = new Set<Socket>()

  function converse(socket: Socket): void {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => socket.destroy())
    let waiting = Buffer.alloc(0)
    let streaming = false
    let size = 0
    let count = 0
    let content = Buffer.alloc(0)
    const reply = (text: string) => socket.end(`${text}\0`)

    function finish(): void {
      const fault = faults.shift()
      if (fault === 'silence') return
      if (typeof fault === 'object') return void socket.end(fault.reply)
      scanned.push(size)
      chunks.push(count)
      reply(content.includes(eicar) ? 'stream: Eicar-Test-Signature FOUND' : 'stream: OK')
    }

    socket.on('data', (data) => {
      waiting = Buffer.concat([waiting, data])
      if (!streaming) {
        const end = waiting.indexOf(0)
        if (end === -1) return
        const command = waiting.toString('latin1', 0, end)
        waiting = waiting.subarray(end + 1)
        if (command === 'zPING') return void reply('PONG')
        if (command !== 'zINSTREAM') return void reply('UNKNOWN COMMAND')
        streaming = true
      }
      while (waiting.length >= 4) {
        const length = waiting.readUInt32BE(0)
        if (length === 0) return finish()
        if (waiting.length < 4 + length) return
        size += length
        count += 1
        // Only what may hold the signature is kept.
        content = Buffer.concat([content, waiting.subarray(4, 4 + length)]).subarray(-length - eicar.length)
        waiting = waiting.subarray(4 + length)
        if (content.includes(eicar)) content = Buffer.from(eicar)
        if (faults[0] === 'hang-up') {
          faults.shift()
          return void socket.destroy()
        }
        if (size > limit.bytes) return void reply('INSTREAM size limit exceeded. ERROR')
      }
    })
  }

  let port = 0
  let server = createServer(converse)
  const listen = () => new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()))
  const down = () =>
    new Promise<void>((resolve) => {
      for (const socket of sockets) socket.destroy()
      server.close(() => resolve())
    })
  await listen()
  port = (server.address() as AddressInfo).port
  return {
    host: '127.0.0.1',
    port,
    scanned,
    chunks,
    limit,
    faults,
    down,
    async up() {
      server = createServer(converse)
      await listen()
    },
    close: down,
  }
}
