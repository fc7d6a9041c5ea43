import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { submission } from '../../../server/db/schema/index.ts'
import { bilingualPermitText } from '../../stories/journeys.ts'
import { type Browser, fieldsOf, type Office, openOffice } from './an-office.ts'
import { sendSubmission } from './send-submission.ts'

let office: Office
let agent: Browser

beforeAll(async () => {
  office = await openOffice()
  agent = await office.signIn(['agent'])
  const { forms } = office.house
  const { deliveries, ...document } = JSON.parse(bilingualPermitText())
  await forms.create(office.organisation.id, JSON.stringify(document), 'system')
  const published = await forms.publish(
    office.organisation.id,
    'permit',
    { note: 'Both', mode: 'test' },
    'system',
  )
  expect(published).toMatchObject({ kind: 'published' })
})
afterAll(() => office?.close())

const begun = async () => {
  const rows = await office.house.db.select().from(submission)
  return rows.filter(({ channel }) => channel !== 'online')
}

describe('filling a form in for somebody', () => {
  test('offers every published form, and asks where they are', async () => {
    const html = await (await agent.get('/officer/assisted')).text()
    for (const words of [
      'Book a bulky waste collection (test)',
      'On the telephone',
      'At the counter',
      'Cymraeg',
    ]) {
      expect(html).toContain(words)
    }
    expect(fieldsOf(html, '/officer/assisted')).toMatchObject({ form: '', language: 'en' })
  })

  test.each(['telephone', 'counter'] as const)('begins a journey of the officer’s: %s', async (channel) => {
    const response = await agent.post('/officer/assisted', { form: 'bulky-waste', channel })
    expect(response.status).toBe(303)
    expect(response.headers.get('location')).toMatch(/^\/exampleshire\/bulky-waste\/[a-z-]+$/)
    const cookie = response.headers.get('set-cookie')!
    expect(cookie).toMatch(/^journey=[\w-]{43}\.\w+; /)
    for (const part of ['Path=/exampleshire/bulky-waste', 'HttpOnly', 'SameSite=Lax'])
      expect(cookie).toContain(part)
    const found = (await begun()).find((row) => row.channel === channel)
    expect(found).toMatchObject({
      assistedBy: `officer:${agent.officer.id}`,
      language: 'en',
      state: 'answering',
    })
  })

  test('is in Welsh where the form is, and in English where it is not', async () => {
    const welsh = await agent.post('/officer/assisted', {
      form: 'permit',
      channel: 'counter',
      language: 'cy',
    })
    expect(welsh.headers.get('set-cookie')).toMatch(/^journey=[\w-]+\.\w+\.cy; /)
    const english = await agent.post('/officer/assisted', {
      form: 'bulky-waste',
      channel: 'counter',
      language: 'cy',
    })
    expect(english.headers.get('set-cookie')).not.toContain('.cy;')
  })

  test.each<[string, Record<string, string>, string[]]>([
    ['nothing', {}, ['Select where they are', 'Select a form']],
    ['a form alone', { form: 'bulky-waste' }, ['Select where they are']],
    ['a channel alone', { channel: 'telephone' }, ['Select a form']],
    ['the resident’s own channel', { form: 'bulky-waste', channel: 'online' }, ['Select where they are']],
    ['a form that is not there', { form: 'no-such-form', channel: 'telephone' }, ['Select a form']],
    ['a path', { form: '../officer', channel: '__proto__' }, ['Select where they are', 'Select a form']],
    ['ten thousand letters', { form: 'x'.repeat(10_000), channel: 'telephone' }, ['Select a form']],
    ['a header', { form: '\r\nset-cookie: a=b', channel: 'telephone' }, ['Select a form']],
  ])('begins nothing from %s', async (_what, fields, messages) => {
    const before = (await begun()).length
    const response = await agent.post('/officer/assisted', fields)
    expect(response.status).toBe(422)
    expect(response.headers.get('set-cookie')).toBeNull()
    const html = await response.text()
    for (const message of messages) expect(html.split(message).length).toBeGreaterThanOrEqual(3)
    expect(await begun()).toHaveLength(before)
  })

  test.each([
    [
      'closed',
      { closes: '2026-01-31T17:00' },
      'closed',
      'This form is closed. It closed at 5pm on 31 January 2026.',
    ],
    [
      'not-yet',
      { opens: '2999-04-01T09:00' },
      'not open yet',
      'This form is not open yet. You can fill it in from 9am on 1 April 2999.',
    ],
    ['full', { limit: 1 }, 'full', 'This form is full. As many people as possible have sent it already.'],
  ])(
    'says so before it begins a form that is %s, and begins nothing',
    async (slug, settings, state, message) => {
      const { house, organisation } = office
      const { deliveries, ...permit } = JSON.parse(bilingualPermitText())
      const title = `The ${slug} form`
      const document = { ...permit, slug, title, settings: { ...permit.settings, ...settings } }
      await house.forms.create(organisation.id, JSON.stringify(document), 'system')
      const how = { note: 'Hours', mode: 'test' } as const
      expect(await house.forms.publish(organisation.id, slug, how, 'system')).toMatchObject({
        kind: 'published',
      })
      if (slug === 'full') await sendSubmission(office, slug)
      expect(await (await agent.get('/officer/assisted')).text()).toContain(`${title} (test, ${state})`)

      const before = (await begun()).length
      const response = await agent.post('/officer/assisted', { form: slug, channel: 'telephone' })
      expect(response.status).toBe(422)
      expect(response.headers.get('set-cookie')).toBeNull()
      const html = await response.text()
      expect(html.split(message)).toHaveLength(3)
      expect(fieldsOf(html, '/officer/assisted')).toMatchObject({ form: slug, channel: 'telephone' })
      expect(await begun()).toHaveLength(before)
    },
  )

  test('offers nothing of another organisation’s', async () => {
    const otherham = await office.house.people.organisations.create({ slug: 'otherham', name: 'Otherham' })
    const outsider = await office.signIn(['admin'], otherham)
    expect(await (await outsider.get('/officer/assisted')).text()).toContain('No form is published yet.')
    const response = await outsider.post('/officer/assisted', { form: 'bulky-waste', channel: 'telephone' })
    expect(response.status).toBe(422)
  })
})
