import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createHouse, type House } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { runWith } from '../cli/run-within.ts'
import { type NotifyStandIn, startNotify } from '../support/notify.ts'

describe('sender add', () => {
  let folder: string
  let notify: NotifyStandIn
  let house: House
  const run = (...typed: string[]) =>
    runWith(async () => ({ ...house, close: async () => {} }), ['sender', 'add', ...typed])
  const forText = ['--organisation', 'exampleshire', '--channel', 'text', '--sender', 'govuk-notify']

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-sender-add-'))
    notify = await startNotify()
    house = await createHouse(
      readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', EXPRESSION_WORKERS: '1', NOTIFY_URL: notify.url }),
    )
    await house.people.organisations.create({ slug: 'exampleshire', name: 'Exampleshire Council' })
  })
  afterAll(async () => {
    await house?.close()
    await notify?.close()
    await rm(folder, { recursive: true, force: true })
  })

  async function settingsFile(settings: object): Promise<string> {
    const path = join(folder, 'settings.json')
    await writeFile(path, JSON.stringify(settings))
    return `@${path}`
  }

  test('takes the settings from a file, tries them, and prints no secret', async () => {
    const settings = await settingsFile({ apiKey: notify.apiKey, textTemplateId: notify.templates.text })
    const added = await run(...forText, '--settings', settings)
    expect(added).toEqual({
      code: 0,
      out: 'Exampleshire Council sends text messages with: GOV.UK Notify, with the API key named counterfoil_tests\n',
      err: '',
    })
    expect(notify.calls).toEqual([`GET /v2/template/${notify.templates.text}`])
  })

  test('replaces what is there only when that is asked for, and says when it does not work', async () => {
    const settings = await settingsFile({ apiKey: notify.apiKey, textTemplateId: notify.templates.email })
    expect(await run(...forText, '--settings', settings)).toMatchObject({
      code: 1,
      err: expect.stringContaining('replace'),
    })
    const replaced = await run(...forText, '--settings', settings, '--replace')
    expect(replaced).toMatchObject({
      code: 0,
      err: 'It does not work yet: This is not a text message template\n',
    })
  })

  test.each([
    ['a channel that is none', ['--channel', 'pigeon', '--sender', 'smtp', '--settings', '{}'], 2],
    [
      'settings that are not JSON',
      ['--channel', 'email', '--sender', 'smtp', '--settings', '{"password":"hunter2'],
      2,
    ],
    [
      'settings that are wrong',
      ['--channel', 'email', '--sender', 'smtp', '--settings', '{"password":"hunter2"}'],
      1,
    ],
    ['a sender that is none', ['--channel', 'email', '--sender', 'pigeon', '--settings', '{}'], 1],
  ])('refuses %s without repeating secrets', async (_name, typed, code) => {
    const refused = await run('--organisation', 'exampleshire', ...typed)
    expect(refused).toMatchObject({ code, out: '' })
    expect(refused.err).not.toContain('hunter2')
    expect(refused.err.length).toBeGreaterThan(10)
  })
})
