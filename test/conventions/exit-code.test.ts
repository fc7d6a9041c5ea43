import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { expect, test } from 'vitest'

/** What `npm test` and `npm run simulate` end with: whoever runs them in a pipeline looks at nothing else. */
test.each([0, 3])(
  'a process that had a PostgreSQL of its own ends with the code %d that it was given',
  async (code) => {
    const module = join(import.meta.dirname, '../support/throwaway-postgres.ts')
    const program = `
    const { startThrowawayPostgres } = await import(${JSON.stringify(module)})
    const server = await startThrowawayPostgres({})
    process.exitCode = ${code}
    await server.remove()`
    const end = await new Promise<unknown>((resolve) => {
      execFile(process.execPath, ['--input-type=module', '-e', program], (error, _said, complaint) =>
        resolve({ code: error?.code ?? 0, complaint }),
      )
    })
    expect(end).toEqual({ code, complaint: '' })
  },
)
