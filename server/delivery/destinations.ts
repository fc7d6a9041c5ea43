import type { Tx } from '../db/client.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import type { DeliveryDeps } from './delivery-deps.ts'
import type { Destination, DestinationSettings } from './destination.ts'
import {
  type DestinationRow,
  destinationByName,
  destinationsElsewhere,
  destinationsOf,
  insertDestination,
  resealDestination,
} from './destinations-store.ts'

/** A destination as officers and the publishing gate see it: never its settings. */
export interface ConfiguredDestination {
  id: string
  name: string
  kind: string
  /** Where deliveries go, in words and without secrets. */
  description: string
  createdAt: Date
}

export interface NewDestination {
  organisationId: string
  /** The name documents use: lower-case letters, digits and hyphens. */
  name: string
  /** Registry name: `http`, `file`. */
  kind: string
  settings: unknown
  /** `officer:<id>`, or `system` (default). */
  actor?: string
}

export interface Destinations {
  /** @throws BadInput (unknown kind, settings it cannot use) @throws Conflict (name taken) */
  add(destination: NewDestination): Promise<ConfiguredDestination>
  /** Puts new settings in the place of the old ones. @throws NotFound @throws BadInput */
  replaceSettings(organisationId: string, name: string, settings: unknown, actor?: string): Promise<void>
  list(organisationId: string): Promise<ConfiguredDestination[]>
  byName(organisationId: string, name: string): Promise<ConfiguredDestination | undefined>
}

export function createDestinationBook(
  deps: Pick<DeliveryDeps, 'db' | 'clock' | 'secrets' | 'destinations'>,
): Destinations {
  const { db, clock, secrets } = deps
  const kinds = deps.destinations

  const shown = (row: DestinationRow): ConfiguredDestination => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    description:
      kinds[row.kind]?.describe(secrets.open(row.sealedSettings) as DestinationSettings) ?? row.kind,
    createdAt: row.createdAt,
  })

  async function refuseShared(
    tx: Tx,
    organisationId: string,
    kindName: string,
    kind: Destination,
    settings: DestinationSettings,
  ): Promise<void> {
    const claim = kind.claims?.(settings)
    if (claim === undefined) return
    const others = await destinationsElsewhere(tx, organisationId, kindName)
    if (
      others.some((row) => kind.claims?.(secrets.open(row.sealedSettings) as DestinationSettings) === claim)
    ) {
      throw new BadInput(`‘${claim}’ is in use already. Choose another name`)
    }
  }

  return {
    async add({ organisationId, name, kind: kindName, settings, actor = 'system' }) {
      if (name.length > 60 || !/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)) {
        throw new BadInput('The name must be 60 characters or fewer: lower-case letters, digits and hyphens')
      }
      const kind = kindNamed(kinds, kindName)
      const checked = kind.parseSettings(settings)
      const row: DestinationRow = {
        id: newId(),
        organisationId,
        name,
        kind: kindName,
        sealedSettings: secrets.seal(checked),
        createdAt: clock.now(),
      }
      await db.transaction(async (tx) => {
        await refuseShared(tx, organisationId, kindName, kind, checked)
        if (!(await insertDestination(tx, row)))
          throw new Conflict(`There is already a back office called ‘${name}’`)
        await recordEvent(tx, {
          organisationId,
          at: row.createdAt,
          actor,
          event: 'destination.added',
          details: { destination: name, kind: kindName },
        })
      })
      return shown(row)
    },

    async replaceSettings(organisationId, name, settings, actor = 'system') {
      const row = await destinationByName(db, organisationId, name)
      if (!row) throw new NotFound(`There is no back office called ‘${name}’`)
      const kind = kindNamed(kinds, row.kind)
      const checked = kind.parseSettings(settings)
      await db.transaction(async (tx) => {
        await refuseShared(tx, organisationId, row.kind, kind, checked)
        await resealDestination(tx, row.id, secrets.seal(checked))
        await recordEvent(tx, {
          organisationId,
          at: clock.now(),
          actor,
          event: 'destination.settings-replaced',
          details: { destination: name, kind: row.kind },
        })
      })
    },

    list: async (organisationId) => (await destinationsOf(db, organisationId)).map(shown),

    async byName(organisationId, name) {
      const row = await destinationByName(db, organisationId, name)
      return row && shown(row)
    },
  }
}

function kindNamed(kinds: Record<string, Destination>, name: string): Destination {
  const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined
  if (!kind) {
    throw new BadInput(
      `There is no kind of back office called ‘${name}’. There are: ${Object.keys(kinds).join(', ')}`,
    )
  }
  return kind
}
