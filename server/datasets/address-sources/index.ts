/*
 * Where addresses come from: one file each, one line here.
 * Knows suppliers and how their answers become address lines. Refuses to know which organisation uses which, and what is remembered.
 */
import type { Db } from '../../db/client.ts'
import type { AddressSource } from '../address-source.ts'
import { createDatasetSource } from './dataset.ts'
import { createOsPlaces } from './os-places.ts'

interface Options {
  db: Db
  /** OS Places' site, without a trailing slash; its own when left out. */
  osPlacesUrl?: string | undefined
  /** Milliseconds for one search with all its pages: tests shorten it. */
  timeoutMs?: number
}

export function createAddressSources({
  db,
  osPlacesUrl,
  timeoutMs = 8_000,
}: Options): Record<string, AddressSource> {
  return {
    dataset: createDatasetSource({ db }),
    'os-places': createOsPlaces({ url: osPlacesUrl, timeoutMs }),
  }
}
