import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Log } from '../log.ts'
import type { Secrets } from '../secrets.ts'
import type { AddressSource } from './address-source.ts'
import type { RowReader } from './reader.ts'

export interface DatasetsDeps {
  db: Db
  clock: Clock
  log: Log
  secrets: Secrets
  /** The registry: `csv`. */
  readers: Record<string, RowReader>
  /** The registry: `dataset`, `os-places`. */
  addressSources: Record<string, AddressSource>
}
