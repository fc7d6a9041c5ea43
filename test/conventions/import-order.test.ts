import { describe, expect, test } from 'vitest'
import { importsOf, sourceFiles } from './source-files.ts'

/** The one-way order, top row first: a file imports from its own row or any row below. */
const rows: string[][] = [
  ['server/main.ts', 'server/app.ts', 'server/cli.ts', 'server/cli/'],
  ['server/web/', 'server/jobs/', 'server/sandbox/', 'server/demonstration/'],
  ['server/flow.ts', 'server/tell.ts', 'server/publication-gate.ts', 'server/deliverable.ts'],
  ['server/insight/'],
  ['server/finance/', 'server/delivery/', 'server/receipts/'],
  ['server/submissions/'],
  [
    'server/forms/',
    'server/people/',
    'server/datasets/',
    'server/messages/',
    'server/files/',
    'server/payments/',
  ],
  ['server/pricing/'],
  ['server/journey/'],
  ['server/expressions/'],
  ['form-schemas/', 'server/db/', 'server/'],
]

function rowOf(path: string): number {
  return rows.findIndex((row) =>
    row.some((prefix) => (prefix.endsWith('/') ? path.startsWith(prefix) : path === prefix)),
  )
}

function room(path: string): string | undefined {
  return /^server\/([a-z]+)\//.exec(path)?.[1]
}

const files = sourceFiles('server', 'form-schemas', 'builder-ui')

describe('the one-way order', () => {
  test('there are files to look at', () => {
    expect(files.length).toBeGreaterThan(80)
  })

  test.each(files.filter((file) => !file.startsWith('builder-ui/')))(
    '%s imports from its own row or below',
    (file) => {
      // Types of rows may be named from the table definitions and facts, which carry no code with them.
      const upward = importsOf(file)
        .filter(({ typeOnly }) => !typeOnly)
        .filter(({ path }) => rowOf(path) < rowOf(file))
      expect(upward).toEqual([])
    },
  )

  test.each(files.filter((file) => file.startsWith('form-schemas/')))(
    '%s imports nothing of ours but form-schemas',
    (file) => {
      expect(importsOf(file).filter(({ path }) => !path.startsWith('form-schemas/'))).toEqual([])
    },
  )

  test.each(files.filter((file) => file.startsWith('builder-ui/')))(
    '%s imports only form-schemas and builder-ui',
    (file) => {
      const other = importsOf(file).filter(
        ({ path }) => !path.startsWith('form-schemas/') && !path.startsWith('builder-ui/'),
      )
      expect(other).toEqual([])
    },
  )

  test('only the web room and main know HTTP frameworks', async () => {
    const { readSource } = await import('./source-files.ts')
    const knowing = files.filter((file) => /from '(hono|@hono\/)/.test(readSource(file)))
    expect(
      knowing.filter((file) => !/^server\/(web|sandbox)\//.test(file) && file !== 'server/main.ts'),
    ).toEqual([])
  })

  test('rooms do not reach into the stores of other rooms', () => {
    const reaching = files.flatMap((file) =>
      importsOf(file)
        .filter(({ path, typeOnly }) => !typeOnly && /-store\.ts$/.test(path) && room(path) !== room(file))
        .map(({ path }) => `${file} -> ${path}`),
    )
    expect(reaching).toEqual([])
  })
})
