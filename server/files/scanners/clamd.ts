import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import type { Scanner, ScanOutcome } from '../scanner.ts'

export interface ClamdSettings {
  host: string
  port: number
}

const replyAtMost = 4_096

/**
 * ClamAV's daemon over TCP, by its command INSTREAM: `zINSTREAM\0`, then chunks of a length (4 bytes, most significant first) and so
 * many bytes, then a length of 0; the answer is one line that ends with a zero byte. Its StreamMaxLength must not be less than
 * the largest file that forms take. Nothing is encrypted, so it belongs on the same machine or a network of one's own.
 * Source: docs.clamav.net, "ClamD protocol".
 */
export function createClamd({
  host,
  port,
  timeoutMs = 30_000,
}: ClamdSettings & { timeoutMs?: number }): Scanner {
  return {
    name: 'clamd',
    scan: (bytes) =>
      new Promise<ScanOutcome>((resolve) => {
        const socket = connect({ host, port })
        let reply = ''
        const end = (outcome: ScanOutcome) => {
          socket.destroy()
          resolve(outcome)
        }
        const fail = (message: string) => end({ kind: 'unavailable', message })
        // Idle for so long, in either direction.
        socket.setTimeout(timeoutMs, () => fail('The virus scanner took too long'))
        socket.on('error', () => fail('The virus scanner does not answer'))
        socket.on('data', (data) => {
          reply += data.toString('latin1')
          if (reply.includes('\0') || reply.length > replyAtMost) end(readReply(reply))
        })
        socket.on('close', () => end(readReply(reply)))
        // The first outcome counts: a scanner that has seen enough answers, and hangs up on the rest.
        send(socket, bytes).catch(() => fail('The file could not be sent to the virus scanner'))
      }),
  }
}

async function send(socket: Socket, bytes: AsyncIterable<Uint8Array>): Promise<void> {
  await once(socket, 'connect')
  socket.write('zINSTREAM\0')
  for await (const chunk of bytes) {
    if (socket.destroyed) return
    // An empty chunk would say that the file ends here.
    if (chunk.byteLength === 0) continue
    const length = Buffer.alloc(4)
    length.writeUInt32BE(chunk.byteLength)
    socket.write(length)
    if (!socket.write(chunk)) await Promise.race([once(socket, 'drain'), once(socket, 'close')])
  }
  socket.write(Buffer.alloc(4))
}

/** Undefined names and answers nobody knows are no proof that a file is clean. */
function readReply(reply: string): ScanOutcome {
  const line = reply.split('\0')[0]!.trim()
  if (line === 'stream: OK') return { kind: 'clean' }
  const found = /^stream: (.+) FOUND$/.exec(line)
  if (found) return { kind: 'virus', name: found[1]!.replace(/[^\w.:-]/g, '').slice(0, 100) }
  if (/size limit exceeded/i.test(line)) {
    return {
      kind: 'unavailable',
      message: 'The file is larger than the virus scanner takes (StreamMaxLength)',
    }
  }
  return { kind: 'unavailable', message: 'The virus scanner gave no answer that could be read' }
}
