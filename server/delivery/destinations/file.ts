import { constants } from 'node:fs'
import { type FileHandle, mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { BadInput } from '../../errors.ts'
import type { Destination, DestinationOutcome, Parcel } from '../destination.ts'

interface Options {
  /** Where the files lie; made when first needed. */
  folder: string
}

const Settings = z.strictObject({
  name: z
    .string()
    .max(60, 'The name must be 60 characters or fewer')
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'The name must be lower-case letters, digits and hyphens'),
})

interface Line {
  idempotencyKey: string
  reference: string
  form: string
  delivery: string
  mode: 'test' | 'live'
  body: unknown
}

/** How much of a file is known: keys of the lines up to `size`. */
interface Known {
  size: number
  keys: Set<string>
}

/**
 * Appends parcels to `<folder>/<name>.jsonl`, one JSON line each: for trying things out, and for a small office whose back
 * office collects files. A key that stands in the file is not written again, so a delivery tried twice is there once.
 *
 * Limits: one server process writes to a folder (the embedded database guards its own in the same way). Keys are kept in memory and read
 * from the file once, and again from where it grew; a file that shrank (it was collected) is read anew, and keys of
 * collected lines are forgotten.
 */
export function createFileDestination({ folder }: Options): Destination {
  const known = new Map<string, Known>()
  /** Writes to one file wait for each other. */
  const queues = new Map<string, Promise<unknown>>()

  async function append(name: string, parcel: Parcel): Promise<DestinationOutcome> {
    await mkdir(folder, { recursive: true })
    const flags = constants.O_RDWR | constants.O_CREAT | constants.O_APPEND | constants.O_NOFOLLOW
    const file = await open(join(folder, `${name}.jsonl`), flags, 0o600)
    try {
      const keys = await readOn(file, name)
      if (keys.has(parcel.idempotencyKey)) {
        return { kind: 'delivered', message: `It stands in ${name}.jsonl already` }
      }
      const line: Line = {
        idempotencyKey: parcel.idempotencyKey,
        reference: parcel.reference,
        form: parcel.formSlug,
        delivery: parcel.deliveryCode,
        mode: parcel.mode,
        body: JSON.parse(parcel.body),
      }
      await file.appendFile(`${JSON.stringify(line)}\n`)
      await file.sync()
      keys.add(parcel.idempotencyKey)
      known.set(name, { size: (await file.stat()).size, keys })
      return { kind: 'delivered', message: `Written to ${name}.jsonl` }
    } finally {
      await file.close()
    }
  }

  /** Brings the known keys up to date with the file and cuts off a last line that a crash left unfinished: it was never acknowledged. */
  async function readOn(file: FileHandle, name: string): Promise<Set<string>> {
    const { size } = await file.stat()
    let { size: from, keys } = known.get(name) ?? { size: 0, keys: new Set<string>() }
    if (size < from) {
      from = 0
      keys = new Set()
    }
    if (size > from) {
      const buffer = Buffer.alloc(size - from)
      const { bytesRead } = await file.read(buffer, 0, buffer.length, from)
      const end = buffer.subarray(0, bytesRead).lastIndexOf(10) + 1
      for (const line of buffer.subarray(0, end).toString('utf8').split('\n')) {
        const key = keyIn(line)
        if (key !== undefined) keys.add(key)
      }
      if (from + end < size) await file.truncate(from + end)
      from += end
    }
    known.set(name, { size: from, keys })
    return keys
  }

  return {
    kind: 'file',

    parseSettings(settings) {
      const parsed = Settings.safeParse(settings)
      if (parsed.success) return parsed.data
      const problems = parsed.error.issues.map(({ path, message }) => ({
        pointer: `/${path.join('/')}`,
        message,
      }))
      throw new BadInput(problems[0]?.message ?? 'These settings cannot be used', problems)
    },

    describe: (settings) => `The file ${settings.name}.jsonl in this server’s data folder`,
    claims: (settings) => String(settings.name),

    async send(settings, parcel) {
      const { name } = settings as z.infer<typeof Settings>
      const turn = (queues.get(name) ?? Promise.resolve()).then(() => append(name, parcel))
      const settled = turn.catch(() => {})
      queues.set(name, settled)
      try {
        return await turn
      } catch (error) {
        // Whatever half of it reached the disk is read again, and cut off if it is not a whole line.
        known.delete(name)
        const { code, message } = error as NodeJS.ErrnoException
        return { kind: 'write-failed', message: `${name}.jsonl could not be written (${code ?? message})` }
      } finally {
        if (queues.get(name) === settled) queues.delete(name)
      }
    },
  }
}

/** The key of a line; undefined for lines that are not ours (somebody edited the file). */
function keyIn(line: string): string | undefined {
  if (line === '') return undefined
  try {
    const value: unknown = JSON.parse(line)
    const key = value !== null && typeof value === 'object' && (value as Partial<Line>).idempotencyKey
    return typeof key === 'string' ? key : undefined
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
