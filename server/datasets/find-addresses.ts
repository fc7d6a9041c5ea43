import { tidyPostcode } from '../../form-schemas/questions/address/postcode.ts'
import type { FoundAddress, SourceSettings } from './address-source.ts'
import { sourceNamed } from './address-source-book.ts'
import { sourceOf } from './address-source-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'

const rememberedMs = 3_600_000
/** Postcodes, of all organisations: some 10 MB at most. */
const rememberedAtMost = 2_000

export type FindAddressesOutcome =
  /** In the order of a street: 2 before 10. `postcode` as it is written. */
  | { kind: 'found'; postcode: string; addresses: FoundAddress[] }
  | { kind: 'not-a-postcode' }
  /** No source, or one that does not answer: the resident types the address. */
  | { kind: 'unavailable' }

export type FindAddresses = (organisationId: string, typed: string) => Promise<FindAddressesOutcome>

/** Addresses of a postcode from the organisation's own source. What a paid source said is remembered for an hour, failures never. */
export function createFindAddresses({
  db,
  clock,
  log,
  secrets,
  addressSources,
}: Pick<DatasetsDeps, 'db' | 'clock' | 'log' | 'secrets' | 'addressSources'>): FindAddresses {
  const remembered = new Map<string, { until: number; addresses: FoundAddress[] }>()

  function remember(key: string, addresses: FoundAddress[]): void {
    remembered.delete(key)
    remembered.set(key, { until: clock.now().getTime() + rememberedMs, addresses })
    // A Map keeps the order of insertion: the first is the oldest.
    for (const oldest of remembered.keys()) {
      if (remembered.size <= rememberedAtMost) break
      remembered.delete(oldest)
    }
  }

  return async (organisationId, typed) => {
    const postcode = tidyPostcode(typed)
    if (!postcode) return { kind: 'not-a-postcode' }
    const row = await sourceOf(db, organisationId)
    if (!row) return { kind: 'unavailable' }
    const source = sourceNamed(addressSources, row.source)
    // Other settings are another source: what the old one said is not found any more.
    const key = `${row.id} ${row.changedAt.getTime()} ${postcode}`
    const known = remembered.get(key)
    if (known && known.until > clock.now().getTime()) {
      return { kind: 'found', postcode, addresses: known.addresses }
    }
    const settings = secrets.open(row.sealedSettings) as SourceSettings
    const asked = await source.find(settings, { organisationId, postcode })
    if (asked.kind === 'unavailable') {
      log.warn({ organisationId, source: row.source, message: asked.message }, 'address-source.unavailable')
      return { kind: 'unavailable' }
    }
    const addresses = asked.addresses.toSorted(inStreetOrder)
    if (source.remembered) remember(key, addresses)
    return { kind: 'found', postcode, addresses }
  }
}

const numeric = new Intl.Collator('en-GB', { numeric: true })

/** By street before by number, as the number stands in front of it, and flats under the building they are in. */
function inStreetOrder(one: FoundAddress, other: FoundAddress): number {
  const [a, b] = [one, other].map(({ line1, line2 = '' }) => (line2 === '' ? [line1, ''] : [line2, line1]))
  return numeric.compare(a![0]!, b![0]!) || numeric.compare(a![1]!, b![1]!)
}
