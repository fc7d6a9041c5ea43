import { expect, test } from 'vitest'
import { freeSlug } from '../../../server/forms/draft.ts'
import { aDocument, aPage, aText } from '../../journey/a-form.ts'
import { aResident, inMemoryHouse, plain } from './in-memory-house.ts'

const pages = [aPage('name', [aText('fullName')])]
const house = inMemoryHouse({
  ...aDocument(...pages),
  settings: { retentionDays: 30, contact: 'Call <b>us</b>' },
})

test('every organisation has a privacy page that says what is kept and for how long', async () => {
  const response = await house.app.request('/exampleshire/privacy')
  expect(response.status).toBe(200)
  const html = await response.text()
  const page = plain(html)
  expect(page).toContain('Exampleshire Council is responsible')
  expect(page).toContain('for up to 20 hours')
  expect(page).toContain('30 days')
  expect(html).toContain('Call &lt;b&gt;us&lt;/b&gt;')
  expect(html.match(/<h1/g)).toHaveLength(1)
})

test('an organisation that does not exist has none', async () => {
  expect((await house.app.request('/nowhere/privacy')).status).toBe(404)
})

test('pages link to it, unless the form has a notice of its own', async () => {
  const link = async (form: ReturnType<typeof inMemoryHouse>) =>
    /href="([^"]+)">Privacy</.exec(await (await aResident(form).get('')).text())?.[1]
  expect(await link(house)).toBe('/exampleshire/privacy')
  const own = inMemoryHouse({ ...aDocument(...pages), settings: { privacyUrl: 'https://council.example/p' } })
  expect(await link(own)).toBe('https://council.example/p')
})

test('no form can take its address', () => {
  expect(freeSlug('privacy', new Set())).toBe('privacy-2')
})
