import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createHouse, type House } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { libraryText } from './counterfoil-process.ts'
import { runWith } from './run-within.ts'

let folder: string
let house: House
const run = (...typed: string[]) => runWith(async () => ({ ...house, close: async () => {} }), typed)
const copy = (...typed: string[]) =>
  run('form', 'copy', 'bulky-waste', '--draft', '--from', 'exampleshire', '--to', 'otherham', ...typed)

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-copy-'))
  house = await createHouse(readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EXPRESSION_WORKERS: '1' }))
  const from = await house.people.organisations.create({ slug: 'exampleshire', name: 'Exampleshire Council' })
  await house.people.organisations.create({ slug: 'otherham', name: 'Otherham Council' })
  const made = await house.forms.create(from.id, await libraryText('bulky-waste'), 'system')
  if (made.kind !== 'created') throw new Error(JSON.stringify(made.problems))
})
afterAll(async () => {
  await house?.close()
  await rm(folder, { recursive: true, force: true })
})

test('form copy makes a draft of the other organisation with funds mapped, and says what is to be chosen', async () => {
  const copied = await copy('--funds', 'BW=WA01', '--ledgers', 'R1234=4001, R1235=4002')
  expect(copied.code, copied.err).toBe(0)
  expect(copied.out).toContain(
    'Copied bulky-waste of Exampleshire Council as the draft bulky-waste of Otherham Council.',
  )
  expect(copied.out).toContain('Fund BW is now WA01')
  expect(copied.out).toContain('Gateway account card is to be chosen')
  expect(copied.out).toMatch(/It cannot be published until \d names are chosen|until one name is chosen/)
  const { id } = (await house.people.organisations.bySlug('otherham'))!
  const { document } = await house.forms.draft(id, 'bulky-waste')
  expect(document.pricing!.lines.map(({ fund }) => fund)).toEqual(['WA01', 'WA01'])
  expect(document.payment!.gateway).toBe('to-be-chosen')
  const again = await copy()
  expect(again.out).toContain('as the draft bulky-waste-2 of Otherham Council')
})

test.each([
  [['--funds', 'BW'], 'pairs such as OLD=NEW'],
  [['--funds', 'BW=A=B'], 'pairs such as OLD=NEW'],
  [['--funds', '=A'], 'pairs such as OLD=NEW'],
  [['--to', 'exampleshire'], 'the same organisation'],
])('%s cannot be read', async (typed, message) => {
  expect(await copy(...typed)).toMatchObject({ code: 2, err: expect.stringContaining(message) })
})

test('a form, a live version or an organisation that is not there is said', async () => {
  expect(await copy('--to', 'nowhere')).toMatchObject({ code: 1, err: expect.stringContaining('otherham') })
  const unpublished = await run('form', 'copy', 'bulky-waste', '--from', 'exampleshire', '--to', 'otherham')
  expect(unpublished).toMatchObject({ code: 1, err: expect.stringContaining('not been published') })
  const missing = await run('form', 'copy', 'nothing', '--from', 'exampleshire', '--to', 'otherham')
  expect(missing.code).toBe(1)
})

test('a fund that the draft could not have is refused, and nothing is copied', async () => {
  const { id } = (await house.people.organisations.bySlug('otherham'))!
  const before = (await house.forms.list(id)).length
  const refused = await copy('--funds', `BW=${'x'.repeat(51)}`)
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('50 characters') })
  expect((await house.forms.list(id)).length).toBe(before)
})
