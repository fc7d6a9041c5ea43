import { constants } from 'node:fs'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { NotFound, Unavailable } from '../../errors.ts'
import type { Storage } from '../storage.ts'

/**
 * Files below a folder that no web server serves, named by random ids alone and readable by the server's own user only. Several servers
 * must share the folder, or use an object store.
 */
export function createFolder({ folder }: { folder: string }): Storage {
  /** 256 folders, so that none has a hundred thousand files. */
  function pathOf(id: string): string {
    if (!/^[0-9a-f]{32}$/.test(id)) throw new Error(`‘${id}’ is no id of a file`)
    return join(folder, id.slice(0, 2), id)
  }

  return {
    name: 'folder',

    put: (id, content) =>
      orUnavailable('kept', async () => {
        const path = pathOf(id)
        await mkdir(join(folder, id.slice(0, 2)), { recursive: true, mode: 0o700 })
        // Under another name until it is whole: a crash leaves no half of a file.
        const unfinished = `${path}.${process.pid}.part`
        const flags = constants.O_WRONLY | constants.O_CREAT | constants.O_TRUNC | constants.O_NOFOLLOW
        const file = await open(unfinished, flags, 0o600)
        try {
          await file.writeFile(content.stream())
          await file.sync()
        } finally {
          await file.close()
        }
        await rename(unfinished, path)
      }),

    get: (id) =>
      orUnavailable('read', async () => {
        const file = await open(pathOf(id), constants.O_RDONLY | constants.O_NOFOLLOW)
        return Readable.toWeb(file.createReadStream()) as ReadableStream<Uint8Array>
      }),

    delete: (id) => orUnavailable('deleted', () => rm(pathOf(id), { force: true })),
  }
}

async function orUnavailable<T>(what: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work()
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT') throw new NotFound('The folder of uploads has no such file', { cause: error })
    // Without a code it is no fault of the disk.
    if (code === undefined) throw error
    throw new Unavailable(`An upload could not be ${what} (${code})`, { cause: error })
  }
}
