import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createFileDestination } from '../../server/delivery/destinations/file.ts'
import { BadInput } from '../../server/errors.ts'
import { type DestinationUnderTest, destinationContract, parcel } from './destination-contract.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-files-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const settings = { name: 'waste' }
const path = () => join(folder, 'waste.jsonl')
const lines = async () =>
  (await readFile(path(), 'utf8'))
    .split('\n')
    .slice(0, -1)
    .map((line) => JSON.parse(line))

describe('the file destination', () => {
  destinationContract(
    (): DestinationUnderTest => ({
      destination: createFileDestination({ folder }),
      settings,
      secretTexts: [],
      arrived: async () => (await lines()).map(({ idempotencyKey, body }) => ({ idempotencyKey, body })),
      break: async () => void (await mkdir(path())),
      mend: () => rm(path(), { recursive: true }),
    }),
  )

  test('writes one line of JSON each, readable by its owner only', async () => {
    await createFileDestination({ folder }).send(settings, parcel())
    expect(await lines()).toEqual([
      {
        idempotencyKey: 'key-1',
        reference: 'ABC3DE7FGH',
        form: 'bulky-waste',
        delivery: 'waste',
        mode: 'test',
        body: { name: 'Zoë £5 \u2028\n😀' },
      },
    ])
    expect((await stat(path())).mode & 0o777).toBe(0o600)
  })

  test('makes its folder when it is missing', async () => {
    const deeper = join(folder, 'a', 'b')
    expect(await createFileDestination({ folder: deeper }).send(settings, parcel())).toMatchObject({
      kind: 'delivered',
    })
    expect(await readdir(deeper)).toEqual(['waste.jsonl'])
  })

  test('knows after a restart what it has written', async () => {
    await createFileDestination({ folder }).send(settings, parcel())
    await createFileDestination({ folder }).send(settings, parcel())
    await createFileDestination({ folder }).send(settings, parcel({ idempotencyKey: 'key-2' }))
    expect((await lines()).map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-1', 'key-2'])
  })

  test('cuts off a line that a crash left unfinished, at every possible length of it', async () => {
    await createFileDestination({ folder }).send(settings, parcel())
    const whole = await readFile(path())
    const first = await readFile(path(), 'utf8')
    for (let length = 1; length < whole.length; length++) {
      await writeFile(path(), Buffer.concat([whole, whole.subarray(0, length)]))
      const outcome = await createFileDestination({ folder }).send(
        settings,
        parcel({ idempotencyKey: 'key-2' }),
      )
      expect(outcome.kind).toBe('delivered')
      expect(await readFile(path(), 'utf8')).toBe(first + first.replace('key-1', 'key-2'))
    }
  })

  test('begins anew when the file was collected', async () => {
    const destination = createFileDestination({ folder })
    await destination.send(settings, parcel())
    await rm(path())
    await destination.send(settings, parcel({ idempotencyKey: 'key-2' }))
    expect((await lines()).map(({ idempotencyKey }) => idempotencyKey)).toEqual(['key-2'])
  })

  test('leaves lines of others alone', async () => {
    await writeFile(path(), 'a note by hand\n{"idempotencyKey":7}\nnull\n')
    await createFileDestination({ folder }).send(settings, parcel())
    expect((await readFile(path(), 'utf8')).split('\n').slice(0, 3)).toEqual([
      'a note by hand',
      '{"idempotencyKey":7}',
      'null',
    ])
  })

  test('does not write through a link to somewhere else', async () => {
    const elsewhere = join(folder, 'elsewhere.txt')
    await writeFile(elsewhere, 'mine')
    await symlink(elsewhere, path())
    expect(await createFileDestination({ folder }).send(settings, parcel())).toMatchObject({
      kind: 'write-failed',
    })
    expect(await readFile(elsewhere, 'utf8')).toBe('mine')
  })

  test.each([
    '',
    '.',
    '..',
    '../waste',
    'a/b',
    'a\\b',
    '/etc/passwd',
    'waste.jsonl',
    'Waste',
    'waste ',
    'wa\u0000ste',
    'w\n',
    '-waste',
    'a--b',
    'a'.repeat(61),
    7,
    null,
    ['waste'],
  ])('refuses the name %j', async (name) => {
    expect(() => createFileDestination({ folder }).parseSettings({ name })).toThrow(BadInput)
  })

  test('says so when the folder cannot be written', async () => {
    const blocked = join(folder, 'a-file-in-its-place')
    await writeFile(blocked, '')
    expect(await createFileDestination({ folder: blocked }).send(settings, parcel())).toMatchObject({
      kind: 'write-failed',
      message: expect.stringContaining('waste.jsonl could not be written'),
    })
  })
})
