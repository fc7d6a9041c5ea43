import type { Tx } from '../db/client.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import type { ConnectionOutcome } from '../payments/gateway.ts'
import { recordEvent } from '../people/index.ts'
import type { AddressSource, SourceSettings } from './address-source.ts'
import { type AddressSourceRow, insertSource, replaceSource, sourceOf } from './address-source-store.ts'
import type { DatasetsDeps } from './datasets-deps.ts'

/** A source as officers see it: never its settings. */
export interface ConfiguredAddressSource {
  /** Registry name: "os-places". */
  source: string
  title: string
  /** Where addresses come from, in words and without secrets. */
  description: string
  /** The dataset that they come from, when it is one. */
  dataset: string | undefined
  /** Since when these settings are in use. */
  changedAt: Date
}

export interface NewAddressSource {
  organisationId: string
  /** Registry name: `dataset`, `os-places`. */
  source: string
  settings: unknown
  /** `officer:<id>`, or `system` (default). */
  actor?: string | undefined
}

export interface AddressSourceBook {
  /** @throws BadInput (no such source, settings it cannot use) @throws Conflict (there is one already) */
  add(source: NewAddressSource): Promise<ConfiguredAddressSource>
  /** Another source or other settings in the place of the old ones. @throws NotFound @throws BadInput */
  replace(source: NewAddressSource): Promise<ConfiguredAddressSource>
  /** Undefined when the organisation has none: its residents type their addresses. */
  of(organisationId: string): Promise<ConfiguredAddressSource | undefined>
  /** @throws NotFound */
  test(organisationId: string): Promise<ConnectionOutcome>
  /** What an officer may choose from, with the fields to fill in. */
  choices(): Pick<AddressSource, 'name' | 'title' | 'settingFields'>[]
}

type BookDeps = Pick<DatasetsDeps, 'db' | 'clock' | 'secrets' | 'addressSources'>

export function createAddressSourceBook({ db, clock, secrets, addressSources }: BookDeps): AddressSourceBook {
  const shown = (row: AddressSourceRow): ConfiguredAddressSource => {
    const source = sourceNamed(addressSources, row.source)
    const settings = secrets.open(row.sealedSettings) as SourceSettings
    return {
      source: row.source,
      title: source.title,
      description: source.describe(settings),
      dataset: source.readsDataset?.(settings),
      changedAt: row.changedAt,
    }
  }

  function rowOf({ organisationId, source: name, settings }: NewAddressSource): AddressSourceRow {
    const source = Object.hasOwn(addressSources, name) ? addressSources[name] : undefined
    if (!source) {
      throw new BadInput(
        `‘${name}’ is no source of addresses. Choose one of: ${Object.keys(addressSources).join(', ')}`,
      )
    }
    const sealedSettings = secrets.seal(source.parseSettings(settings))
    return { id: newId(), organisationId, source: name, sealedSettings, changedAt: clock.now() }
  }

  const record = (tx: Tx, row: AddressSourceRow, event: string, actor = 'system') =>
    recordEvent(tx, {
      organisationId: row.organisationId,
      at: clock.now(),
      actor,
      event,
      details: { source: row.source },
    })

  return {
    async add(given) {
      const row = rowOf(given)
      await db.transaction(async (tx) => {
        if (!(await insertSource(tx, row))) {
          throw new Conflict('There is a source of addresses already: replace it')
        }
        await record(tx, row, 'address-source.added', given.actor)
      })
      return shown(row)
    },

    async replace(given) {
      const row = rowOf(given)
      await db.transaction(async (tx) => {
        if (!(await replaceSource(tx, row))) throw new NotFound('There is no source of addresses yet')
        await record(tx, row, 'address-source.replaced', given.actor)
      })
      return shown(row)
    },

    async of(organisationId) {
      const row = await sourceOf(db, organisationId)
      return row && shown(row)
    },

    async test(organisationId) {
      const row = await sourceOf(db, organisationId)
      if (!row) throw new NotFound('There is no source of addresses yet')
      const settings = secrets.open(row.sealedSettings) as SourceSettings
      return sourceNamed(addressSources, row.source).testConnection(settings, organisationId)
    },

    choices: () => Object.values(addressSources),
  }
}

export function sourceNamed(sources: Record<string, AddressSource>, name: string): AddressSource {
  const source = Object.hasOwn(sources, name) ? sources[name] : undefined
  if (!source) throw new Error(`No source of addresses is registered as ${name}`)
  return source
}
