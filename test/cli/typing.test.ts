import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { commands } from '../../server/cli/commands.ts'
import { libraryFile, libraryText } from './counterfoil-process.ts'
import { runWith } from './run-within.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('commands that need no house', () => {
  const noHouse = () => Promise.reject(new Error('the database was opened'))
  const run = (...typed: string[]) => runWith(noHouse, typed)

  test.each(libraryForms().map((form) => form.slug))('form check finds %s in order', async (slug) => {
    const checked = await run('form', 'check', libraryFile(slug))
    expect(checked.code, checked.err).toBe(0)
    expect(checked.out).toMatch(/is in order: \d+ price cases? and \d+ mapping cases passed\n$/)
  })

  test.each<[string, (text: string) => string, RegExp]>([
    ['text that is not JSON', (text) => text.slice(0, 100), /./],
    [
      'a price case that fails',
      (text) => text.replace('"pence": 2500', '"pence": 2700'),
      /\/pricing\/tests\/0: The price case/,
    ],
    [
      'a rule that names nothing',
      (text) => text.replace('$sum([items.quantity])', '$sum([itemz.quantity])'),
      /\/pricing\/define\/0\/value: .*items/,
    ],
    [
      'a mapping that names nothing',
      (text) => text.replace('$submission.reference', '$submision.reference'),
      /\/deliveries\/0\/mapping: /,
    ],
  ])('form check lists %s', async (what, change, expected) => {
    const changed = change(libraryText('bulky-waste'))
    expect(changed).not.toBe(libraryText('bulky-waste'))
    const file = join(folder, `${what.replaceAll(' ', '-')}.json`)
    await writeFile(file, changed)
    const checked = await run('form', 'check', file)
    expect(checked.code).toBe(1)
    expect(checked.err).toMatch(expected)
  })

  test.each([
    [['form', 'check', 'no-such-file.json'], 1, 'there is no such file'],
    [['form', 'check', 'server'], 1, 'it is a folder'],
    [['form', 'check'], 2, 'Missing: <file>'],
    [['form', 'check', 'a', 'b'], 2, '‘b’ is one argument too many'],
    [['form', 'check', 'a', '--fast'], 2, 'There is no option --fast'],
    [['form', 'chekc', 'a'], 2, 'There is no command ‘form chekc’'],
    [['form'], 2, '‘form’ needs a second word'],
    [['fly'], 2, 'There is no command ‘fly’'],
    [
      ['officer', 'add', 'a@example.org'],
      2,
      'Missing: --organisation <slug>, --name <name>, --roles <roles>',
    ],
    [['officer', 'add', 'a@example.org', '--name'], 2, '--name needs a value'],
    [
      ['form', 'publish', 'x', '--organisation', 'y', '--note', 'z', '--live=yes'],
      2,
      '--live takes no value',
    ],
    [['form', 'export', 'x', '--organisation', 'y', '--version', 'two'], 2, '--version must be a number'],
    [['form', 'export', 'x', '--organisation', 'y', '--version', '1', '--draft'], 2, 'not both'],
    [
      ['gateway', 'add', '--organisation', 'x', '--name', 'y', '--gateway', 'govuk-pay', '--mode', 'test'],
      2,
      'Missing: --settings',
    ],
    [
      ['gateway', 'add', '--organisation', 'x', '--name', 'y', '--gateway', 'sandbox', '--mode', 'free'],
      2,
      'test or live',
    ],
  ])('%j ends with %i: %s', async (typed, code, words) => {
    const ended = await run(...typed)
    expect(ended).toMatchObject({ code, out: '' })
    expect(ended.err).toContain(words)
    expect(ended.err).not.toMatch(/\n\s+at .*\.ts/)
  })

  test('help names every command, and every command has help of its own', async () => {
    const general = await run('--help')
    expect(general.code).toBe(0)
    for (const command of commands) expect(general.out).toContain(`  ${command.name} `)
    for (const command of commands) {
      const help = await run(...command.name.split(' '), '--help')
      expect(help).toMatchObject({ code: 0, err: '' })
      expect(help.out).toContain(command.summary)
      for (const option of Object.keys(command.options))
        expect(help.out).toContain(`  --${option} `.trimEnd())
    }
  })

  test('nothing typed is answered with help, and is not a success', async () => {
    expect(await run()).toMatchObject({ code: 2, out: expect.stringContaining('form import') })
  })

  test('a fault of ours is told apart from a mistake', async () => {
    const broken = () => Promise.reject(new TypeError('x is not a function'))
    const ended = await runWith(broken, ['payment', 'check', 'f'.repeat(32)])
    expect(ended).toMatchObject({ code: 1, out: '', err: expect.stringContaining('a fault of Counterfoil') })
  })
})
