/** The registry of destinations: one line a kind. Each knows how to hand over a parcel, and nothing of forms, states or retries. */
import { join } from 'node:path'
import type { Clock } from '../../clock.ts'
import { systemClock } from '../../clock.ts'
import type { Destination } from '../destination.ts'
import { createFileDestination } from './file.ts'
import { createHttpDestination } from './http.ts'

interface Options {
  dataDir: string
  /** True lets deliveries go to private and loopback addresses over http. */
  allowPrivate: boolean
  clock?: Clock
}

export function createDestinations({
  dataDir,
  allowPrivate,
  clock = systemClock,
}: Options): Record<string, Destination> {
  return {
    http: createHttpDestination({ allowPrivate, clock }),
    file: createFileDestination({ folder: join(dataDir, 'deliveries') }),
  }
}
