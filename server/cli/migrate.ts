import { openDatabase } from '../db/client.ts'
import { listMigrations } from '../db/migrate.ts'
import type { Command } from './command.ts'
import { startUpFailed } from './start-up-failed.ts'

/** Opening the database is what migrates it; a server does the same when it starts. */
export const migrate: Command = {
  name: 'migrate',
  summary: 'Bring the database up to date',
  arguments: [],
  options: {},
  async run(_given, { config, print }) {
    const { databaseUrl, dataDir } = config()
    try {
      // Not the whole house: a first migration must not need more than the database.
      const database = await openDatabase({ databaseUrl, dataDir })
      const where =
        database.engine === 'postgres' ? 'The PostgreSQL database' : `The embedded database in ${dataDir}`
      await database.close()
      print(`${where} is up to date (${listMigrations().length} migrations)`)
    } catch (error) {
      throw startUpFailed(error)
    }
  },
}
