import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { furnish } from '../../../server/demonstration/furnish.ts'
import { type Call, libraryText, openStage, type Stage } from './api-stage.ts'

describe('documents through the API', () => {
  let stage: Stage
  let call: Call
  beforeAll(async () => {
    stage = await openStage()
    await furnish(stage.house, stage.organisation.id)
    call = await stage.as(stage.organisation, ['forms:read', 'forms:write'])
  })
  afterAll(() => stage?.close())

  test.each(libraryForms().map((form) => form.slug))(
    '%s comes back byte for byte, as draft and as version',
    async (slug) => {
      const text = libraryText(slug)
      await call('PUT', `/forms/${slug}/draft`, text)
      expect((await call('GET', `/forms/${slug}/draft`)).text).toBe(text)
      expect(await call('POST', `/forms/${slug}/publication`, { note: 'As it is' })).toMatchObject({
        status: 201,
      })
      const exported = await call('GET', `/forms/${slug}/document`)
      expect(exported.text).toBe(text)
      expect(exported.headers.get('etag')).toBe('"v1"')
    },
  )

  test('a price for which the organisation wants a second officer waits, and what is live stays', async () => {
    const { house, organisation } = stage
    await house.payments.accounts.add({
      organisationId: organisation.id,
      name: 'real',
      gateway: 'govuk-pay',
      mode: 'live',
      settings: { apiKey: 'api_live_0123456789abcdef' },
    })
    await house.forms.publications.setSecondPerson(organisation.id, true, 'system')
    const text = libraryText('pest-control')
    await call('PUT', '/forms/pest-control/draft', text.replace('"gateway": "card"', '"gateway": "real"'))
    const before = (await call('GET', '/forms/pest-control/document')).text
    const asked = await call('POST', '/forms/pest-control/publication', { note: 'For real', mode: 'live' })
    expect(asked).toMatchObject({ status: 202, json: { slug: 'pest-control', waitsFor: 'approval' } })
    expect((await call('GET', '/forms/pest-control/document')).text).toBe(before)
    // What waits already is not asked for twice.
    const again = await call('POST', '/forms/pest-control/publication', { note: 'For real', mode: 'live' })
    expect(again.status).toBe(422)
    await house.forms.publications.setSecondPerson(organisation.id, false, 'system')
  })

  test('spaces, order of keys and escapes are kept as they were sent', async () => {
    const odd = `  ${libraryText('register-food-business').replaceAll('\n', '\r\n')}\n\n`
    expect((await call('PUT', '/forms/register-food-business/draft', odd)).status).toBe(200)
    expect((await call('GET', '/forms/register-food-business/draft')).text).toBe(odd)
  })

  test('an earlier version stays what it was', async () => {
    const first = libraryText('bulky-waste')
    const second = first.replace('Book a bulky waste collection', 'Book a collection')
    expect(second).not.toBe(first)
    await call('PUT', '/forms/bulky-waste/draft', second)
    expect(
      (await call('POST', '/forms/bulky-waste/publication', { note: 'Shorter title' })).json.version,
    ).toBe(2)
    expect((await call('GET', '/forms/bulky-waste/document')).text).toBe(second)
    expect((await call('GET', '/forms/bulky-waste/document?version=1')).text).toBe(first)
    expect((await call('GET', '/forms/bulky-waste/document?version=3')).status).toBe(404)
  })

  test.each([
    ['nothing in it', () => ''],
    ['half of its text', (text: string) => text.slice(0, text.length / 2)],
    ['a list in its place', () => '[]'],
    ['another slug', (text: string) => text.replace('"slug": "bulky-waste"', '"slug": "other"')],
    ['an unknown key', (text: string) => text.replace('{', '{"owner": "me",')],
    [
      'custom JavaScript',
      (text: string) =>
        text.replace('"type": "panel",', '"type": "panel", "customConditional": "show = true",'),
    ],
    ['a NUL in its title', (text: string) => text.replace('Book a bulky waste', 'Book\\u0000a bulky waste')],
    [
      'HTML in its title',
      (text: string) => text.replace('Book a bulky waste', 'Book <script>1</script> bulky waste'),
    ],
    ['a fee in pounds and pence', (text: string) => text.replace('"pence": 2500', '"pence": 25.5')],
    ['a fee below nothing', (text: string) => text.replace('"pence": 2500', '"pence": -1')],
  ])('a document with %s is refused and the draft stays', async (_what, change) => {
    const before = await call('GET', '/forms/bulky-waste/draft')
    const text = change(libraryText('bulky-waste'))
    expect(text).not.toBe(libraryText('bulky-waste'))
    const refused = await call('PUT', '/forms/bulky-waste/draft', text)
    expect(refused.status, refused.text).toBe(422)
    expect(refused.json.problems.length).toBeGreaterThan(0)
    for (const problem of refused.json.problems) expect(problem.message).toMatch(/\S/)
    const after = await call('GET', '/forms/bulky-waste/draft')
    expect([after.text, after.headers.get('etag')]).toEqual([before.text, before.headers.get('etag')])
  })

  test('a new form is not made under another address than its own', async () => {
    const refused = await call('PUT', '/forms/somewhere-else/draft', libraryText('bulky-waste'))
    expect(refused).toMatchObject({ status: 422, json: { problems: [{ pointer: '/slug' }] } })
    expect((await call('GET', '/forms/somewhere-else/draft')).status).toBe(404)
  })

  test('two programs that create the same form at once make one form', async () => {
    const text = libraryText('bulky-waste').replace('"slug": "bulky-waste"', '"slug": "garden-waste"')
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => call('PUT', '/forms/garden-waste/draft', text)),
    )
    expect(answers.filter((answer) => answer.status >= 500)).toEqual([])
    const slugs = (await call('GET', '/forms')).json.forms.map((form: { slug: string }) => form.slug)
    expect(slugs.filter((slug: string) => slug.startsWith('garden-waste'))).toEqual(['garden-waste'])
  })

  test('bytes that are not UTF-8 are refused, not replaced', async () => {
    const token = await stage.as(stage.organisation, ['forms:write'])
    const response = await stage.app.request('/api/v1/forms/bulky-waste/draft', {
      method: 'PUT',
      headers: { authorization: `Bearer ${token.token}`, 'content-type': 'application/json' },
      body: new Uint8Array([0x7b, 0xff, 0xfe, 0x7d]),
    })
    expect(response.status).toBe(400)
  })
})
