import { and, asc, desc, eq, inArray, lte } from 'drizzle-orm'
import type { Db, Tx } from '../db/client.ts'
import { organisation, plannedPublication } from '../db/schema/index.ts'

export type PlanRow = typeof plannedPublication.$inferSelect

const open: PlanRow['state'][] = ['waiting', 'planned']

/** SQL of planned publications and nothing else. */
export function createPlanStore(db: Db) {
  return {
    async insert(tx: Tx, row: PlanRow): Promise<void> {
      await tx.insert(plannedPublication).values(row)
    },

    /** The one that is open, else the one that ended last. */
    async newest(formId: string): Promise<PlanRow | undefined> {
      const rows = await db
        .select()
        .from(plannedPublication)
        .where(eq(plannedPublication.formId, formId))
        .orderBy(desc(plannedPublication.askedAt), desc(plannedPublication.id))
        .limit(1)
      return rows[0]
    },

    async openOf(tx: Tx | Db, formId: string): Promise<PlanRow | undefined> {
      const rows = await tx
        .select()
        .from(plannedPublication)
        .where(and(eq(plannedPublication.formId, formId), inArray(plannedPublication.state, open)))
      return rows[0]
    },

    /** Held against changes until the transaction ends. */
    async lock(tx: Tx, id: string): Promise<PlanRow | undefined> {
      const rows = await tx
        .select()
        .from(plannedPublication)
        .where(eq(plannedPublication.id, id))
        .for('update')
      return rows[0]
    },

    async update(tx: Tx, id: string, changes: Partial<PlanRow>): Promise<void> {
      await tx.update(plannedPublication).set(changes).where(eq(plannedPublication.id, id))
    },

    async due(now: Date): Promise<PlanRow[]> {
      return db
        .select()
        .from(plannedPublication)
        .where(and(eq(plannedPublication.state, 'planned'), lte(plannedPublication.dueAt, now)))
        .orderBy(asc(plannedPublication.dueAt), asc(plannedPublication.id))
        .limit(50)
    },

    /** Whether the organisation wants a second officer to look at prices, funds and VAT. */
    async needsSecondPerson(tx: Tx | Db, organisationId: string): Promise<boolean> {
      const rows = await tx
        .select({ needed: organisation.pricesNeedSecondPerson })
        .from(organisation)
        .where(eq(organisation.id, organisationId))
      return rows[0]?.needed ?? false
    },

    async setSecondPerson(tx: Tx, organisationId: string, needed: boolean): Promise<void> {
      await tx
        .update(organisation)
        .set({ pricesNeedSecondPerson: needed })
        .where(eq(organisation.id, organisationId))
    },
  }
}

export type PlanStore = ReturnType<typeof createPlanStore>
