import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../server/db/client.ts'
import { newPostgresDatabase } from '../support/db.ts'
import { counterfoil, libraryFile, libraryText } from './counterfoil-process.ts'

/*
 * Real processes: a few, because each costs seconds. What the commands do in detail is tested within one process.
 */

const patient = { timeout: 120_000 }

describe('the command line as a process on an embedded database', patient, () => {
  let dataDir: string
  const run = (...typed: string[]) => counterfoil({ DATA_DIR: dataDir, LOG_LEVEL: 'error' }, ...typed)

  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'))
  })
  afterAll(() => rm(dataDir, { recursive: true, force: true }))

  test('the first command makes the database', async () => {
    const added = await run('organisation', 'add', 'exampleshire', '--name', 'Exampleshire Council')
    expect(added).toMatchObject({ code: 0, err: '' })
    expect(added.out).toContain('/exampleshire')
  })

  test.each(['bulky-waste', 'food-hygiene-rerating'])(
    '%s goes in and comes out byte for byte',
    async (slug) => {
      const imported = await run('form', 'import', libraryFile(slug), '--organisation', 'exampleshire')
      expect(imported).toMatchObject({ code: 0, err: '' })
      const exported = await run('form', 'export', slug, '--organisation', 'exampleshire', '--draft')
      expect(exported).toEqual({ code: 0, out: libraryText(slug), err: '' })
    },
  )

  test('while another process holds the database, it says which and what to do', async () => {
    const database = await openDatabase({ dataDir })
    const refused = await run('organisation', 'add', 'othershire', '--name', 'Othershire')
    await database.close()
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toContain(`process ${process.pid}`)
    expect(refused.err).toContain('Stop it first')
    expect(refused.err).not.toMatch(/\n\s+at /)
  })
})

describe('the command line as a process on PostgreSQL', patient, () => {
  let env: Record<string, string>
  beforeAll(async () => {
    env = {
      DATABASE_URL: await newPostgresDatabase(),
      SECRET_KEY: 'a key for tests only',
      LOG_LEVEL: 'error',
    }
  })

  test('migrate updates the database, and says the same when there is nothing to do', async () => {
    const first = await counterfoil(env, 'migrate')
    expect(first).toMatchObject({ code: 0, err: '' })
    expect(first.out).toMatch(/^The PostgreSQL database is up to date \(\d+ migrations\)\n$/)
    expect(await counterfoil(env, 'migrate')).toEqual(first)
  })

  test('a form goes in and comes out byte for byte', async () => {
    const slug = 'register-food-business'
    const given = ['--organisation', 'exampleshire']
    expect((await counterfoil(env, 'organisation', 'add', 'exampleshire', '--name', 'Example')).code).toBe(0)
    expect((await counterfoil(env, 'form', 'import', libraryFile(slug), ...given)).code).toBe(0)
    const exported = await counterfoil(env, 'form', 'export', slug, ...given, '--draft')
    expect(exported).toEqual({ code: 0, out: libraryText(slug), err: '' })
  })

  test('a database that does not answer is said in words', async () => {
    const away = { ...env, DATABASE_URL: 'postgres://counterfoil:hunter2@localhost:1/none' }
    const refused = await counterfoil(away, 'migrate')
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('ECONNREFUSED') })
    expect(refused.err).not.toMatch(/hunter2|\n\s+at /)
  })
})

describe('the command line as a process without a database', patient, () => {
  // A folder that cannot be made: whoever touches the database fails.
  const run = (...typed: string[]) => counterfoil({ DATA_DIR: '/dev/null/nowhere' }, ...typed)

  test('form check needs none', async () => {
    const checked = await run('form', 'check', libraryFile('bulky-waste'))
    expect(checked).toMatchObject({ code: 0, err: '' })
    expect(checked.out).toMatch(/is in order: \d+ price cases and 3 mapping cases passed\n$/)
  })

  test('a mistake in typing ends with 2, a folder that cannot be used with 1', async () => {
    expect(await run('form', 'chekc')).toMatchObject({ code: 2, out: '' })
    const refused = await run('migrate')
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('/dev/null') })
    expect(refused.err).not.toMatch(/\n\s+at /)
  })

  test('wrong settings are reported all at once', async () => {
    const refused = await counterfoil({ PORT: 'many', EXPRESSION_WORKERS: '0' }, 'migrate')
    expect(refused.code).toBe(1)
    expect(refused.err).toMatch(/PORT[\s\S]*EXPRESSION_WORKERS/)
  })
})
