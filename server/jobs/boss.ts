import { type ConstructorOptions, fromPglite, PgBoss } from 'pg-boss'
import type { Database } from '../db/client.ts'
import { queueSchema } from '../db/queue-schema.ts'
import type { Log } from '../log.ts'

/**
 * pg-boss on the engine in use. On PostgreSQL it has a small pool of its own (drizzle replaces its client's serialisers, and
 * listening holds a connection); on the embedded engine it shares the one connection there is.
 * Its cron, registry and index upkeep stay off: nothing here needs them and the embedded engine pays for every statement.
 */
export function createBoss(database: Database, log: Log): PgBoss {
  const common: ConstructorOptions = {
    schema: queueSchema,
    useListenNotify: true,
    schedule: false,
    registerInstance: false,
    monitorVacuum: false,
    persistWarnings: false,
  }
  const boss = database.pglite
    ? new PgBoss({ ...common, db: fromPglite(database.pglite), backend: 'pglite', reindex: false })
    : new PgBoss({
        ...common,
        connectionString: database.databaseUrl,
        max: 4,
        application_name: 'counterfoil-jobs',
      })
  boss.on('error', (error) => log.error({ err: error }, 'queue.failed'))
  boss.on('warning', (warning) => log.warn({ warning }, 'queue.warned'))
  return boss
}
