/*
 * Where files can be kept: one file each, one line here.
 * Knows disks and object stores. Refuses to know what the bytes are and whose.
 */
import type { Storage } from '../storage.ts'
import { createFolder } from './folder.ts'
import { createS3, type S3Settings } from './s3.ts'

export type { S3Settings } from './s3.ts'

interface Options {
  /** Of uploads; made when first needed. */
  folder: string
  /** Without it files are kept in the folder. */
  s3?: S3Settings | undefined
  /** Milliseconds that an object store has to begin its answer: tests shorten it. */
  timeoutMs?: number
}

/** Every storage that can be read from, and the one that new files go to: those kept elsewhere before stay readable. */
export function createStorages({ folder, s3, timeoutMs = 60_000 }: Options): {
  storages: Record<string, Storage>
  keepIn: string
} {
  const storages: Record<string, Storage> = {
    folder: createFolder({ folder }),
    ...(s3 && { s3: createS3({ ...s3, timeoutMs }) }),
  }
  return { storages, keepIn: s3 ? 's3' : 'folder' }
}
