import { eq } from 'drizzle-orm'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import { organisation } from '../db/schema/index.ts'
import { BadInput } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from './audit.ts'

/** A council: the tenant. Its slug begins every address of its residents' pages. */
export interface Organisation {
  id: string
  slug: string
  name: string
  /** A refund that one officer asks for waits for another to approve it. */
  refundsNeedSecondPerson: boolean
}

/** First parts of addresses that are the house's own. */
const reservedSlugs = new Set([
  'officer',
  'api',
  'assets',
  'hooks',
  'sandbox',
  'healthz',
  'readyz',
  'metrics',
  'payment-return',
  'well-known',
])

export interface Organisations {
  bySlug(slug: string): Promise<Organisation | undefined>
  byId(id: string, tx?: Tx): Promise<Organisation | undefined>
  list(): Promise<Organisation[]>
  /** @throws BadInput when the slug is taken, reserved or not made of a-z, 0-9 and single hyphens, or the name is empty. */
  create(given: { slug: string; name: string }, actor?: string): Promise<Organisation>
  /** Whether refunds wait for a second officer. */
  setSecondPersonForRefunds(id: string, needed: boolean, actor: string): Promise<void>
}

export function createOrganisations({ db, clock }: { db: Db; clock: Clock }): Organisations {
  const columns = {
    id: organisation.id,
    slug: organisation.slug,
    name: organisation.name,
    refundsNeedSecondPerson: organisation.refundsNeedSecondPerson,
  }
  return {
    async bySlug(slug) {
      const [row] = await db.select(columns).from(organisation).where(eq(organisation.slug, slug))
      return row
    },
    async byId(id, tx) {
      const [row] = await (tx ?? db).select(columns).from(organisation).where(eq(organisation.id, id))
      return row
    },
    list: () => db.select(columns).from(organisation).orderBy(organisation.slug),
    async create({ slug, name }, actor = 'system') {
      if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(slug) || slug.length > 60) {
        throw new BadInput(
          'The short name of an organisation may only have a to z, 0 to 9 and hyphens, such as exampleshire',
        )
      }
      if (reservedSlugs.has(slug))
        throw new BadInput(`‘${slug}’ is kept for the system's own pages. Choose another short name.`)
      const trimmed = name.trim()
      if (trimmed === '' || trimmed.length > 200)
        throw new BadInput('Enter the name of the organisation, in 200 characters or fewer')
      const at = clock.now()
      const row = { id: newId(), slug, name: trimmed, refundsNeedSecondPerson: false }
      await db.transaction(async (tx) => {
        const inserted = await tx
          .insert(organisation)
          .values({ ...row, createdAt: at })
          .onConflictDoNothing({ target: organisation.slug })
          .returning({ id: organisation.id })
        if (inserted.length === 0)
          throw new BadInput(`There already is an organisation with the short name ‘${slug}’`)
        await recordEvent(tx, {
          organisationId: row.id,
          at,
          actor,
          event: 'organisation.created',
          details: { slug },
        })
      })
      return row
    },
    async setSecondPersonForRefunds(id, needed, actor) {
      await db.transaction(async (tx) => {
        await tx.update(organisation).set({ refundsNeedSecondPerson: needed }).where(eq(organisation.id, id))
        await recordEvent(tx, {
          organisationId: id,
          at: clock.now(),
          actor,
          event: 'organisation.second-person-for-refunds',
          details: { needed },
        })
      })
    },
  }
}
