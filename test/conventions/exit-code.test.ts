import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What `npm test` and `npm run simulate` end with: whoever runs them in a pipeline looks at nothing else. */
test('a process that had a PostgreSQL of its own ends with the code that it was given', async () => {
  const module = join(import.meta.dirname, '../support/throwaway-postgres.ts')
  const program = `
    const { startThrowawayPostgres } = await import(${JSON.stringify(module)})
    const server = await startThrowawayPostgres({})
    process.exitCode = 3
    await server.remove()`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], { stdio: 'inherit' })
  expect(await once(child, 'exit')).toEqual([3, null])
})
