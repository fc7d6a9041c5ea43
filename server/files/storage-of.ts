import { Unavailable } from '../errors.ts'
import type { Storage } from './storage.ts'
import type { UploadRow } from './upload-store.ts'

/** The storage that has an upload. @throws Unavailable when this server has not been told where it is */
export function storageOf(storages: Record<string, Storage>, { id, storage }: UploadRow): Storage {
  const found = storage !== null && Object.hasOwn(storages, storage) ? storages[storage] : undefined
  if (!found) throw new Unavailable(`Upload ${id} is kept in ‘${storage}’, which is not set up here`)
  return found
}
