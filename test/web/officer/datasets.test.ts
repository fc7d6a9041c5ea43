import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { ageOf } from '../../../server/web/officer/datasets/dataset-words.ts'
import { type Browser, fieldsOf, type Office, openOffice, origin } from './an-office.ts'

let office: Office
let integrator: Browser
beforeAll(async () => {
  office = await openOffice()
  integrator = await office.signIn(['integrator'])
})
afterAll(() => office.close())

const rents =
  'Account Ref,Last Name,Balance,Notes\r\n100,Example,42.50,"a ""note"""\r\n101,O’Brien,0.00,<b>x</b>\r\n'

/** As a browser sends a page with a file. */
async function send(path: string, fields: Record<string, string>, csv?: string, name = 'rents.csv') {
  const body = new FormData()
  for (const [key, value] of Object.entries(fields)) body.append(key, value)
  if (csv !== undefined) body.append('file', new Blob([csv]), name)
  const answer = await office.app.request(`${origin}${path}`, {
    method: 'POST',
    body,
    headers: { cookie: integrator.cookie, origin, 'sec-fetch-site': 'same-origin' },
  })
  return { status: answer.status, location: answer.headers.get('location'), html: await answer.text() }
}
const page = async (path: string) => (await integrator.get(path)).text()
const described = { title: 'Rent accounts', name: 'rents', encoding: 'utf-8', delimiter: 'comma' }
const columns = {
  'use.0': 'key',
  'name.0': 'account',
  'use.1': 'factor',
  'compare.1': 'name',
  'use.2': 'value',
  'kind.2': 'pence',
  'exposed.2': 'yes',
}
const dataset = async (name = 'rents') =>
  (await office.house.datasets.book.byName(office.organisation.id, name))!

describe('adding a dataset', () => {
  test('reads a file for its headings, asks what each is for, and keeps nothing of the rest', async () => {
    const read = await send('/officer/datasets/new', described, rents)
    expect(read.status).toBe(200)
    expect(read.html).toContain('Last Name')
    expect(read.html).toContain('&lt;b&gt;x&lt;/b&gt;')
    const fields = { ...fieldsOf(read.html, '/officer/datasets'), ...columns }
    expect((fields as Record<string, string>)['name.3']).toBe('notes')
    const added = await integrator.post('/officer/datasets', fields)
    expect(added.headers.get('location')).toBe('/officer/datasets/rents?added')
    expect((await dataset()).columns).toMatchObject([
      { name: 'account', heading: 'Account Ref', use: 'key' },
      { name: 'lastName', heading: 'Last Name', use: 'factor', compare: 'name' },
      { name: 'balance', kind: 'pence', use: 'value', exposed: true },
    ])
    const shown = await page('/officer/datasets/rents?added')
    expect(shown).toContain('No file has come in yet')
    expect(await page('/officer/datasets')).toContain('Rent accounts')
  })

  test.each([
    [{ name: '' }, rents, 'Enter the name that forms use'],
    [{ name: 'new' }, rents, 'not ‘new’'],
    [{ name: 'Rents!' }, rents, 'lower-case letters'],
    [{ title: '' }, rents, 'Enter what the dataset is called'],
    [{ title: '4111 1111 1111 1111' }, rents, 'must not be a card number'],
    [{}, undefined, 'Choose a CSV file'],
    [{}, 'a,"b\n', 'is not closed'],
    [{}, ' \r\n', 'no headings|empty'],
  ])('says what is wrong: %j', async (change, csv, words) => {
    const answer = await send('/officer/datasets/new', { ...described, name: 'other', ...change }, csv)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain('There is a problem')
    expect(answer.html).toMatch(new RegExp(words))
    expect(answer.html).not.toContain('4111 1111')
    expect(await dataset('other')).toBeUndefined()
  })

  test('columns that cannot be used are told beside their boxes, and a name that is taken too', async () => {
    const read = await send('/officer/datasets/new', { ...described, name: 'twice' }, rents)
    const fields = fieldsOf(read.html, '/officer/datasets')
    const noKey = await integrator.post('/officer/datasets', { ...fields, 'use.2': 'value' })
    expect(noKey.status).toBe(422)
    expect(await noKey.text()).toContain('exactly one column must be the key')
    const badName = await integrator.post('/officer/datasets', { ...fields, ...columns, 'name.0': '1 x' })
    expect(await badName.text()).toContain('Column ‘Account Ref’: must be a short name')
    const taken = await integrator.post('/officer/datasets', { ...fields, ...columns, name: 'rents' })
    expect(taken.status).toBe(422)
    expect(await taken.text()).toContain('There already is a dataset')
  })
})

describe('its rows', () => {
  const imports = '/officer/datasets/rents/imports'

  test('are looked at first: columns, rows and problems, and nothing is changed', async () => {
    const bad = `${rents}102,,x,\r\n100,Twice,1.00,\r\n`
    const checked = await send(imports, { action: 'check' }, bad)
    expect(checked.status).toBe(200)
    expect(checked.html).toContain('The file cannot be used as it is.')
    expect(checked.html).toContain('It has 4 rows')
    expect(checked.html).toContain('kept as balance')
    expect(checked.html).toMatch(/Notes<\/strong>: not kept/)
    expect(checked.html).toContain('‘Balance’ is not an amount of pounds')
    expect(checked.html).toContain('has the same key as line 2')
    const good = await send(imports, { action: 'check' }, rents)
    expect(good.html).toContain('The file can be used.')
    expect((await dataset()).current).toBeUndefined()
  })

  test('are refused row by row, or replaced whole in one step', async () => {
    const refused = await send(imports, { action: 'replace' }, `${rents}102,,x,\r\n`)
    expect(refused.status).toBe(422)
    expect(refused.html).toContain('The file was refused.')
    expect(refused.html).toMatch(/>4<\/td><td[^>]*>‘Balance’ is not an amount/)
    expect((await dataset()).current).toBeUndefined()
    const done = await send(imports, { action: 'replace' }, rents)
    expect(done).toMatchObject({ status: 303, location: '/officer/datasets/rents?imported' })
    const shown = await page('/officer/datasets/rents?imported')
    expect(shown).toContain('Less than an hour old')
    expect(shown).toContain('rents.csv')
    expect(shown).toContain(integrator.officer.name)
    const again = await send(imports, { action: 'replace' }, rents)
    expect(again.html).toContain('This file came in already')
    expect((await send(imports, { action: 'replace', force: 'yes' }, rents)).status).toBe(303)
    const some = await send(imports, { action: 'replace', leaveOut: 'yes' }, `${rents}102,,x,\r\n`)
    expect(some.status).toBe(303)
    expect(await page('/officer/datasets/rents')).toContain('1 left out')
  })

  test.each([
    ['check', undefined, 'Choose a CSV file'],
    ['replace', undefined, 'Choose a CSV file'],
    ['replace', 'a,b\n1,2\n', 'The headings do not have'],
    ['replace', '\u0000\u0000', 'not plain text'],
  ])('%s of what is no such file says so', async (action, csv, words) => {
    const answer = await send(imports, { action }, csv)
    expect(answer.status).toBe(422)
    expect(answer.html).toContain(words)
  })

  test('a file name that is a script is only words', async () => {
    await send(imports, { action: 'replace', force: 'yes' }, rents, '<img src=x onerror=alert(1)>.csv')
    expect(await page('/officer/datasets/rents')).not.toContain('<img src=x')
  })

  test.each([
    [0, 'Less than an hour old', false],
    [1, '1 hour old', false],
    [7 * 24 - 1, '6 days old', false],
    [7 * 24, '7 days old', true],
  ])('that came in %i hours ago are %s', async (hours, text, stale) => {
    const { current } = await dataset()
    const now = new Date(current!.importedAt!.getTime() + hours * 3_600_000)
    expect(ageOf(await dataset(), now)).toEqual({ text, stale })
  })
})

test('other columns hold from the next file on', async () => {
  const form = await page('/officer/datasets/rents/columns')
  const fields = fieldsOf(form, '/officer/datasets/rents/columns')
  const { 'exposed.2': _, ...hidden } = fields
  const saved = await integrator.post('/officer/datasets/rents/columns', { ...hidden, 'use.1': '' })
  expect(saved.headers.get('location')).toBe('/officer/datasets/rents?changed')
  expect((await dataset()).columns).toMatchObject([{ name: 'account' }, { name: 'balance', exposed: false }])
  expect(await page('/officer/datasets/rents')).toContain('There is no second factor.')
})

describe('deleting', () => {
  const removal = '/officer/datasets/rents/removal'
  const form = {
    format: 'counterfoil/1',
    slug: 'rent',
    title: 'Pay your rent',
    definition: {
      display: 'wizard',
      components: [
        {
          type: 'panel',
          key: 'accounts',
          title: 'Accounts',
          components: [
            {
              type: 'editgrid',
              key: 'list',
              label: 'Accounts',
              components: [
                {
                  type: 'textfield',
                  key: 'account',
                  label: 'Account',
                  lookup: { dataset: 'rents', expose: [] },
                },
              ],
            },
          ],
        },
      ],
    },
  }

  beforeEach(async () => {
    const { forms } = office.house
    const { id } = office.organisation
    if ((await forms.list(id)).some(({ slug }) => slug === 'rent')) return
    const created = await forms.create(id, JSON.stringify(form), 'system')
    if (created.kind !== 'created') throw new Error(JSON.stringify(created))
    const published = await forms.publish(id, 'rent', { note: 'x', mode: 'test' }, 'system')
    expect(published.kind).toBe('published')
  })

  test('is refused while a published form looks answers up in it, in a list too', async () => {
    const asked = await page(removal)
    expect(asked).toContain('Rent accounts cannot be deleted')
    expect(asked).toContain('Pay your rent')
    expect((await integrator.post(removal, { remove: 'yes' })).status).toBe(409)
    expect(await dataset()).toBeDefined()
  })

  test('is asked about first', async () => {
    await office.house.datasets.book.add({
      organisationId: office.organisation.id,
      name: 'spare',
      title: 'Spare',
      columns: [{ name: 'key', use: 'key' }],
    })
    const spare = '/officer/datasets/spare/removal'
    expect(await page(spare)).toContain('Do you want to delete Spare')
    expect((await integrator.post(spare, {})).status).toBe(422)
    await integrator.post(spare, { remove: 'no' })
    expect(await dataset('spare')).toBeDefined()
    expect((await integrator.post(spare, { remove: 'yes' })).headers.get('location')).toContain('?removed')
    expect(await dataset('spare')).toBeUndefined()
  })

  test('is refused while addresses come from it', async () => {
    const { datasets } = office.house
    const { id: organisationId } = office.organisation
    const columns = [{ name: 'uprn', use: 'key' }]
    await datasets.book.add({ organisationId, name: 'gazetteer', title: 'Gazetteer', columns })
    const settings = { dataset: 'gazetteer' }
    const { sources } = datasets.addresses
    const wanted = { organisationId, source: 'dataset', settings }
    await ((await sources.of(organisationId)) ? sources.replace(wanted) : sources.add(wanted))
    expect(await page('/officer/datasets/gazetteer/removal')).toContain('Addresses found by postcode')
    const answer = await integrator.post('/officer/datasets/gazetteer/removal', { remove: 'yes' })
    expect(answer.status).toBe(409)
  })
})
