import { createHash } from 'node:crypto'
import { openAsBlob } from 'node:fs'
import { type FileHandle, mkdir, open, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Unavailable } from '../errors.ts'

export type Arrival =
  | { kind: 'arrived'; file: Blob; sha256: string }
  | { kind: 'too-big' }
  | { kind: 'empty' }

/**
 * Lets a stream into a file of its own, readable by the server's own user only, and stops reading as soon as it is too big. The
 * file is looked at there, and removed when `use` has ended: nothing of what was refused stays.
 * @throws Unavailable when this server cannot write; errors of the stream as they are
 */
export async function withArrival<T>(
  folder: string,
  id: string,
  stream: AsyncIterable<Uint8Array>,
  atMostBytes: number,
  use: (arrival: Arrival) => Promise<T>,
): Promise<T> {
  const path = join(folder, id)
  await orUnavailable(() => mkdir(folder, { recursive: true, mode: 0o700 }))
  const file = await orUnavailable(() => open(path, 'wx', 0o600))
  try {
    return await use(await take(file, path, stream, atMostBytes))
  } finally {
    await rm(path, { force: true })
  }
}

async function take(
  file: FileHandle,
  path: string,
  stream: AsyncIterable<Uint8Array>,
  atMostBytes: number,
): Promise<Arrival> {
  const hash = createHash('sha256')
  let size = 0
  try {
    for await (const chunk of stream) {
      size += chunk.byteLength
      if (size > atMostBytes) return { kind: 'too-big' }
      hash.update(chunk)
      await orUnavailable(() => file.writeFile(chunk))
    }
  } finally {
    await file.close()
  }
  if (size === 0) return { kind: 'empty' }
  return { kind: 'arrived', file: await openAsBlob(path), sha256: hash.digest('hex') }
}

/** What a crash left behind in the folder of arrivals. */
export async function removeOldArrivals(folder: string, before: Date): Promise<void> {
  for (const name of await namesIn(folder)) {
    const path = join(folder, name)
    const found = await stat(path).catch(ifThere)
    if (found && found.mtime < before) await rm(path, { force: true })
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(ifThere)) ?? []
}

/** Undefined when it is not there (any more). */
function ifThere(error: NodeJS.ErrnoException): undefined {
  if (error.code !== 'ENOENT') throw error
  return undefined
}

async function orUnavailable<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    throw new Unavailable(`An arriving file could not be written (${code})`, { cause: error })
  }
}
