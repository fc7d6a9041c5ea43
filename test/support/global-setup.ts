import { existsSync } from 'node:fs'
import type { TestProject } from 'vitest/node'
import { templatePath } from '../../server/db/client.ts'
import { makeTemplate } from '../../server/db/make-template.ts'
import { startThrowawayPostgres } from './throwaway-postgres.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** A real PostgreSQL server of this run, without a database name at the end. */
    postgresUrl: string
  }
}

/** Once a run: the embedded template, and a real PostgreSQL, removed at the end. */
export default async function setUp(project: TestProject) {
  if (!existsSync(templatePath())) await makeTemplate()
  const server = await startThrowawayPostgres({ max_connections: '200' })
  project.provide('postgresUrl', server.url)
  return server.remove
}
