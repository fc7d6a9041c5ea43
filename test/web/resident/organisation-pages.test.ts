import { expect, test } from 'vitest'
import { freeSlug } from '../../../server/forms/draft.ts'
import { aDocument, aPage, aText } from '../../journey/a-form.ts'
import { aResident, inMemoryHouse, plain } from './in-memory-house.ts'

const pages = [aPage('name', [aText('fullName')])]
const bilingual = { ...aDocument(...pages), title: { en: 'A form', cy: 'Ffurflen' } }
const house = inMemoryHouse({ ...bilingual, settings: { contact: { en: 'Call <us>', cy: 'Ffoniwch ni' } } })

const text = async (path: string) => plain(await (await house.app.request(path)).text())

test.each([
  ['privacy', 'Privacy', 'Preifatrwydd'],
  ['cookies', 'Cookies', 'Cwcis'],
  ['accessibility-statement', 'Accessibility statement', 'Datganiad hygyrchedd'],
])('the page %s is there in both languages, and each leads to the other', async (page, en, cy) => {
  const english = await (await house.app.request(`/exampleshire/${page}`)).text()
  expect(english).toContain(`<h1 class="govuk-heading-l">${en}</h1>`)
  expect(english).toContain('href="?language=cy"')
  const welsh = await (await house.app.request(`/exampleshire/${page}?language=cy`)).text()
  expect(welsh).toContain('<html class="govuk-template" lang="cy">')
  expect(welsh).toContain(`<h1 class="govuk-heading-l">${cy}</h1>`)
  expect(welsh).toContain('href="?language=en"')
  expect((await house.app.request(`/nowhere/${page}`)).status).toBe(404)
  expect(freeSlug(page, new Set())).toBe(`${page}-2`)
})

test.each(['xx', 'CY', '<script>', '', 'cy&language=en'])(
  'language=%s is no reason to fail',
  async (asked) => {
    const response = await house.app.request(`/exampleshire/cookies?language=${encodeURIComponent(asked)}`)
    expect(response.status).toBe(200)
    expect(await response.text()).toContain('lang="en"')
  },
)

test('the foot of every page leads to them in the language of the page', async () => {
  const resident = aResident(house)
  await resident.start({ language: 'cy' })
  const html = await (await resident.get('/name')).text()
  expect(html).toContain('href="/exampleshire/privacy?language=cy"')
  expect(html).toContain('href="/exampleshire/cookies?language=cy"')
  expect(html).toContain('href="/exampleshire/accessibility-statement?language=cy"')
})

test('while the council has no statement, the page says what can be said, whom to ask and who enforces', async () => {
  const page = await text('/exampleshire/accessibility-statement')
  expect(page).toContain('has not published a statement of its own')
  expect(page).toContain('Call &lt;us&gt;')
  expect(page).toContain('Equality and Human Rights Commission')
  expect(page).toContain('Equality Advisory and Support Service')
})

test('the list of forms is in Welsh where it is asked for, and leads to the forms in Welsh', async () => {
  const html = await (await house.app.request('/exampleshire?language=cy')).text()
  expect(html).toContain('<a class="govuk-link" href="/exampleshire/a-form?language=cy">Ffurflen</a>')
})
