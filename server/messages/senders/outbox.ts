import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readSettings } from '../../supplier-settings.ts'
import type { Sender } from '../sender.ts'

/** The organisation's short name, filled in by the room: no officer sets an outbox up. */
const Settings = z.strictObject({
  organisation: z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be a short name'),
})

/**
 * Appends messages to `<folder>/<organisation>.jsonl`, one JSON line each, readable by the server's own user only: so that a
 * demonstration, and a form that is being tried out, can be read without any supplier. It reaches nobody.
 */
export function createOutbox({ folder }: { folder: string }): Sender {
  const pathOf = (settings: unknown) =>
    join(folder, `${(settings as z.infer<typeof Settings>).organisation}.jsonl`)

  return {
    name: 'outbox',
    title: 'Outbox on this server',
    channels: ['email', 'text'],
    standsIn: true,
    settingFields: [
      { name: 'organisation', label: 'Short name of the organisation', kind: 'text', required: true },
    ],
    parseSettings: (settings) => readSettings(Settings, settings, 'outbox'),
    describe: () => 'A file on this server. It reaches nobody',

    async testConnection() {
      return {
        kind: 'connected',
        message: 'Messages are written to a file on this server. They reach nobody',
      }
    },

    async send(settings, { channel, to, subject, text, language, reference, mayHaveGone }) {
      const sent = { kind: 'sent', senderMessageId: reference } as const
      try {
        await mkdir(folder, { recursive: true })
        const file = await open(pathOf(settings), 'a+', 0o600)
        try {
          const before = await file.readFile('utf8')
          if (mayHaveGone && before.split('\n').some((line) => referenceIn(line) === reference)) return sent
          // A line that a crash cut short must not swallow this one.
          const start = before === '' || before.endsWith('\n') ? '' : '\n'
          const line = JSON.stringify({ reference, channel, to, language, subject, text })
          await file.appendFile(`${start}${line}\n`)
          await file.sync()
        } finally {
          await file.close()
        }
        return sent
      } catch (error) {
        const { code = 'no code' } = error as NodeJS.ErrnoException
        return { kind: 'unreachable', message: `The outbox of this server could not be written (${code})` }
      }
    },
  }
}

/** Undefined for a line that is not whole, or that somebody edited. */
function referenceIn(line: string): unknown {
  if (line === '') return undefined
  try {
    return (JSON.parse(line) as { reference?: unknown } | null)?.reference
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
