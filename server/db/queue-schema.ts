import { getConstructionPlans } from 'pg-boss'
import type { MigrationRunner } from './migrate.ts'

export const queueSchema = 'pgboss'

/**
 * Lays down the job queue's own tables (pg-boss, schema `pgboss`) where they are missing. pg-boss would do it itself when it first
 * starts; doing it beforehand, in the stored template of the embedded database, saves half a second on a first start there.
 * Bringing an older queue schema up to date is left to pg-boss.
 */
export async function installQueueSchema(runner: MigrationRunner): Promise<void> {
  const rows = await runner.query(`select to_regclass('${queueSchema}.version') is not null as installed`)
  if (rows[0]?.installed === true) return
  await runner.script(getConstructionPlans(queueSchema))
}
