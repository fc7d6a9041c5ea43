import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Log } from '../log.ts'
import type { Scanner } from './scanner.ts'
import type { Storage } from './storage.ts'

export interface FilesDeps {
  db: Db
  clock: Clock
  log: Log
  /** The registry: `folder`, `s3`. Files say which one has them. */
  storages: Record<string, Storage>
  /** Where new files go: a name of the registry. */
  keepIn: string
  /** Without one, nothing is scanned and nothing is held back. */
  scanner?: Scanner | undefined
  /** Where files lie while they are looked at. */
  arrivalsFolder: string
}
