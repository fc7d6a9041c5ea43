import { and, asc, count, eq, getTableColumns, max } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { brand } from '../db/schema/brands.ts'
import type { Brand } from './brand.ts'
import type { LogoImage } from './logo.ts'

type BrandRow = typeof brand.$inferSelect

const { logoBytes: _bytes, createdAt: _createdAt, ...shown } = getTableColumns(brand)

/** SQL of brands and nothing else. The bytes of logos are read alone, by those who show them. */
export function createBrandStore(db: Db) {
  return {
    /** The first that was made comes first. */
    async of(organisationId: string, tx: Tx | Db = db): Promise<Brand[]> {
      return tx
        .select(shown)
        .from(brand)
        .where(eq(brand.organisationId, organisationId))
        .orderBy(asc(brand.createdAt), asc(brand.id))
    },

    /** Another text whenever a brand of the organisation was added or changed. */
    async state(organisationId: string, tx: Tx | Db = db): Promise<string> {
      const [row] = await tx
        .select({ brands: count(), changedAt: max(brand.updatedAt) })
        .from(brand)
        .where(eq(brand.organisationId, organisationId))
      return `${row?.brands} ${row?.changedAt?.toISOString() ?? ''}`
    },

    /** False when the organisation has a brand of this name already. */
    async insert(tx: Tx, row: BrandRow): Promise<boolean> {
      const inserted = await tx
        .insert(brand)
        .values(row)
        .onConflictDoNothing({ target: [brand.organisationId, brand.name] })
        .returning({ id: brand.id })
      return inserted.length === 1
    },

    /** The row, locked until the end of the transaction. */
    async lock(tx: Tx, organisationId: string, name: string): Promise<Brand | undefined> {
      const [row] = await tx
        .select(shown)
        .from(brand)
        .where(and(eq(brand.organisationId, organisationId), eq(brand.name, name)))
        .for('update')
      return row
    },

    async update(tx: Tx, id: string, change: Partial<BrandRow>): Promise<void> {
      await tx.update(brand).set(change).where(eq(brand.id, id))
    },

    async logo(id: string): Promise<{ logo: LogoImage; bytes: Uint8Array } | undefined> {
      const [row] = await db
        .select({ logo: brand.logo, bytes: brand.logoBytes })
        .from(brand)
        .where(eq(brand.id, id))
      return row?.logo && row.bytes ? { logo: row.logo, bytes: row.bytes } : undefined
    },
  }
}
