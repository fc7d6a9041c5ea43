import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createHouse, type House } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { auditEvent } from '../../server/db/schema/index.ts'
import { furnish } from '../../server/demonstration/furnish.ts'
import { libraryFile, libraryText } from './counterfoil-process.ts'
import { runWith } from './run-within.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'counterfoil-cli-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe('commands that use the house', () => {
  let house: House
  /** One house for all commands: they see the rows that those before them left, as separate processes do. */
  const run = (...typed: string[]) => runWith(async () => ({ ...house, close: async () => {} }), typed)

  beforeAll(async () => {
    const settings = { DATA_DIR: folder, LOG_LEVEL: 'silent', EXPRESSION_WORKERS: '1' }
    house = await createHouse(readConfig(settings))
  })
  afterAll(() => house?.close())

  test('organisation add says where residents will find it', async () => {
    const added = await run('organisation', 'add', 'exampleshire', '--name', 'Exampleshire Council')
    expect(added).toMatchObject({ code: 0 })
    expect(added.out).toContain('/exampleshire')
    expect(await run('organisation', 'add', 'exampleshire', '--name', 'Again')).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringContaining('already'),
    })
  })

  test('officer add prints a one-time password once, and refuses roles that do not exist', async () => {
    const given = [
      'officer',
      'add',
      'ada@example.org',
      '--organisation',
      'exampleshire',
      '--name',
      'Ada Hill',
    ]
    const wrong = await run(...given, '--roles', 'author,king')
    expect(wrong).toMatchObject({ code: 1, out: '' })
    expect(wrong.err).toContain('king')
    const added = await run(...given, '--roles', 'author, publisher')
    expect(added.code, added.err).toBe(0)
    expect(added.out).toMatch(/One-time password, shown only now: [a-z0-9]{4}(-[a-z0-9]{4}){3}\n$/)
  })

  test('token add prints nothing but the token on standard output', async () => {
    const added = await run(
      'token',
      'add',
      '--organisation',
      'exampleshire',
      '--name',
      'CRM',
      '--scopes',
      'forms:read',
    )
    expect(added.code, added.err).toBe(0)
    expect(added.out).toMatch(/^counterfoil_[\w-]{43}\n$/)
    const wrong = await run(
      'token',
      'add',
      '--organisation',
      'exampleshire',
      '--name',
      'CRM',
      '--scopes',
      'all',
    )
    expect(wrong).toMatchObject({ code: 1, out: '' })
  })

  test('gateway add and destination add prepare what forms name, and keep secrets out of what they print', async () => {
    const settings = join(folder, 'waste.json')
    await writeFile(settings, JSON.stringify({ url: 'https://waste.example.org/in', secret: 's'.repeat(32) }))
    const organisation = ['--organisation', 'exampleshire']
    const ends = [
      await run(
        'gateway',
        'add',
        ...organisation,
        '--name',
        'card',
        '--gateway',
        'sandbox',
        '--mode',
        'test',
      ),
      await run(
        'destination',
        'add',
        ...organisation,
        '--name',
        'waste-api',
        '--kind',
        'http',
        '--settings',
        `@${settings}`,
      ),
      await run(
        'destination',
        'add',
        ...organisation,
        '--name',
        'food-api',
        '--kind',
        'file',
        '--settings',
        '{"name":"food"}',
      ),
    ]
    for (const end of ends) {
      expect(end.code, end.err).toBe(0)
      expect(end.out + end.err).not.toMatch(/ssss|sandbox_/)
    }
    expect(ends[0]!.out).toMatch(/hooks\/sandbox\/[0-9a-f]{32}/)
    const help = await run('gateway', 'add', '--help')
    for (const name of Object.keys(house.gateways)) expect(help.out).toContain(name)
    const live = await run(
      'gateway',
      'add',
      ...organisation,
      '--name',
      'real',
      '--gateway',
      'sandbox',
      '--mode',
      'live',
    )
    expect(live).toMatchObject({ code: 1, out: '' })
    const broken = await run(
      'destination',
      'add',
      ...organisation,
      '--name',
      'x',
      '--kind',
      'http',
      '--settings',
      '{"secret": "hunter2',
    )
    expect(broken.code).toBe(2)
    expect(broken.err).not.toContain('hunter2')
  })

  test.each<[string, object, RegExp]>([
    [
      'govuk-pay',
      { apiKey: 'api_test_0123456789abcdef' },
      /^Its webhooks come in at \S+\/hooks\/govuk-pay\/\w{32}$/m,
    ],
    [
      'pay360',
      { environment: 'test', siteId: '1', scpId: '2', hmacKeyId: '3', hmacKey: 'c2VjcmV0LXNlY3JldC1rZXk=' },
      /^It sends no webhooks: it is asked how payments stand$/m,
    ],
  ])('gateway add says how %s will tell us, and calls it by its label', async (gateway, settings, said) => {
    const file = join(folder, `${gateway}.json`)
    await writeFile(file, JSON.stringify(settings))
    const added = await run(
      'gateway',
      'add',
      '--organisation',
      'exampleshire',
      '--name',
      `cards-${gateway}`,
      '--label',
      'Cards, waste',
      '--gateway',
      gateway,
      '--mode',
      'test',
      '--settings',
      `@${file}`,
    )
    expect(added.code, added.err).toBe(0)
    expect(added.out).toMatch(said)
    const organisation = (await house.people.organisations.bySlug('exampleshire'))!
    const account = await house.payments.accounts.byName(organisation.id, `cards-${gateway}`)
    expect(account).toMatchObject({ label: 'Cards, waste', gateway, mode: 'test' })
  })

  test.each(libraryForms().map((form) => form.slug))(
    '%s is imported, published and exported byte for byte',
    async (slug) => {
      await furnish(house, (await house.people.organisations.bySlug('exampleshire'))!.id, 'command-line')
      expect(await run('form', 'import', libraryFile(slug), '--organisation', 'exampleshire')).toMatchObject({
        code: 0,
        err: '',
      })
      expect((await run('form', 'export', slug, '--organisation', 'exampleshire', '--draft')).out).toBe(
        libraryText(slug),
      )
      expect(await run('form', 'export', slug, '--organisation', 'exampleshire')).toMatchObject({
        code: 1,
        out: '',
      })
      const published = await run(
        'form',
        'publish',
        slug,
        '--organisation',
        'exampleshire',
        '--note',
        'First',
      )
      expect(published.code, published.err).toBe(0)
      expect(published.out).toContain('version 1')
      expect((await run('form', 'export', slug, '--organisation', 'exampleshire')).out).toBe(
        libraryText(slug),
      )
      expect(
        (await run('form', 'export', slug, '--organisation', 'exampleshire', '--version', '1')).out,
      ).toBe(libraryText(slug))
    },
  )

  test('a form that is there already is only replaced when that is asked for', async () => {
    const changed = join(folder, 'changed.json')
    await writeFile(changed, libraryText('bulky-waste').replace('Book a bulky', 'Order a bulky'))
    const given = ['form', 'import', changed, '--organisation', 'exampleshire']
    const refused = await run(...given)
    expect(refused).toMatchObject({ code: 1, out: '', err: expect.stringContaining('--replace') })
    expect(
      (await run('form', 'export', 'bulky-waste', '--organisation', 'exampleshire', '--draft')).out,
    ).toBe(libraryText('bulky-waste'))
    expect(await run(...given, '--replace')).toMatchObject({ code: 0 })
    expect(
      (await run('form', 'export', 'bulky-waste', '--organisation', 'exampleshire', '--draft')).out,
    ).toContain('Order a bulky')
  })

  test('publishing lists what stands in the way and publishes nothing', async () => {
    const dearer = join(folder, 'dearer.json')
    await writeFile(dearer, libraryText('bulky-waste').replace('"pence": 2500', '"pence": 2700'))
    await run('form', 'import', dearer, '--organisation', 'exampleshire', '--replace')
    const refused = await run(
      'form',
      'publish',
      'bulky-waste',
      '--organisation',
      'exampleshire',
      '--note',
      'Dearer',
    )
    expect(refused).toMatchObject({ code: 1, out: '' })
    expect(refused.err).toMatch(/\/pricing\/tests\/\d+: The price case/)
    const live = await run(
      'form',
      'publish',
      'bulky-waste',
      '--organisation',
      'exampleshire',
      '--note',
      'Real',
      '--live',
    )
    expect(live.err).toMatch(/\/payment\/gateway: /)
    expect((await run('form', 'export', 'bulky-waste', '--organisation', 'exampleshire')).out).toBe(
      libraryText('bulky-waste'),
    )
  })

  test('a Form.io form is imported with a list of what was left out', async () => {
    const file = join(folder, 'Report a Pothole.json')
    const components = [
      { type: 'textfield', key: 'street', label: 'Street', input: true, validate: { required: true } },
      { type: 'signature', key: 'sign', label: 'Sign here', input: true },
      { type: 'button', key: 'submit', label: 'Submit', action: 'submit', input: true },
    ]
    await writeFile(file, JSON.stringify({ title: 'Report a pothole', display: 'form', components }))
    const imported = await run('form', 'import', file, '--organisation', 'exampleshire', '--formio')
    expect(imported.code, imported.err).toBe(0)
    expect(imported.err).toMatch(/Left out:\n[\s\S]*Sign here/)
    const exported = await run(
      'form',
      'export',
      'report-a-pothole',
      '--organisation',
      'exampleshire',
      '--draft',
    )
    expect(JSON.parse(exported.out)).toMatchObject({ format: 'counterfoil/1', slug: 'report-a-pothole' })
  })

  test('a payment that does not exist cannot be checked', async () => {
    const checked = await run('payment', 'check', 'f'.repeat(32))
    expect(checked).toMatchObject({ code: 1, out: '', err: 'There is no such payment\n' })
  })

  test('what was done here is in the audit trail', async () => {
    const rows = await house.db.select().from(auditEvent)
    expect(rows.every((row) => row.actor === 'command-line')).toBe(true)
    const events = new Set(rows.map((row) => row.event))
    expect([...events].sort()).toEqual(
      expect.arrayContaining([
        'destination.added',
        'form.created',
        'form.draft-saved',
        'form.published',
        'gateway-account.added',
        'officer.added',
        'organisation.created',
        'token.added',
      ]),
    )
  })

  test('an organisation that does not exist is answered with those that do', async () => {
    const refused = await run('form', 'export', 'bulky-waste', '--organisation', 'nowhere')
    expect(refused).toMatchObject({
      code: 1,
      out: '',
      err: 'There is no organisation ‘nowhere’. There is: exampleshire\n',
    })
  })

  test('the forms of another organisation are not found', async () => {
    await run('organisation', 'add', 'othershire', '--name', 'Othershire')
    const refused = await run('form', 'export', 'bulky-waste', '--organisation', 'othershire', '--draft')
    expect(refused).toMatchObject({ code: 1, out: '' })
  })
})
