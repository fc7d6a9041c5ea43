import { beforeEach, expect, test } from 'vitest'
import { aDocument, aList, aPage, aText } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location } from './in-memory-house.ts'

const document = {
  ...aDocument(
    aPage('name', [aText('fullName')]),
    aPage('born', [
      { type: 'day', key: 'born', label: { en: 'Born', cy: 'Ganwyd' }, validate: { required: true } },
    ]),
    aPage('things', [aList('things', {}, [aText('what')])]),
  ),
  title: { en: 'A form', cy: 'Ffurflen' },
}
const base = '/exampleshire/a-form'
let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(async () => {
  house = inMemoryHouse(document)
  resident = aResident(house)
  await resident.start()
  await resident.post('/name', { fullName: 'Ada' })
  await resident.post('/born', { 'born-day': '1', 'born-month': '2', 'born-year': '1990' })
})
const journey = () => [...house.journeys.values()].at(-1)!

test('every page of a journey leads to itself in the other language, and no answer is lost', async () => {
  for (const path of ['/name', '/born', '/things', '/things/1', '/name?change=1']) {
    expect(await (await resident.get(path)).text()).toContain(
      '<a class="govuk-link" href="?language=cy" lang="cy"',
    )
  }
  const before = journey().answers
  const switched = await resident.get('/born?language=cy')
  expect(location(switched)).toBe(`${base}/born`)
  expect(switched.headers.get('set-cookie')).toMatch(/^journey=token-0-x+\.v1\.cy; Max-Age=72000/)
  expect(journey()).toMatchObject({ language: 'cy', answers: before })
  const welsh = await (await resident.get('/born')).text()
  expect(welsh).toContain('lang="cy"')
  expect(welsh).toContain('Ganwyd')
  expect(welsh).toContain('value="1990"')
  expect(welsh).toContain('href="?language=en" lang="en"')
  expect(await (await resident.post('/name', { fullName: '' })).text()).toContain('<title>Gwall: ')
})

test('on check your answers the dates are in the language, too', async () => {
  await resident.post('/things', { another: 'no' })
  await resident.get('/check-your-answers?language=cy')
  expect(await resident.text('/check-your-answers')).toContain('1 Chwefror 1990')
  await resident.get('/check-your-answers?language=en')
  expect(await resident.text('/check-your-answers')).toContain('1 February 1990')
})

test('who came to a page by Change stays on the way back to check your answers', async () => {
  const get = (path: string, headers: Record<string, string>) =>
    house.app.request(base + path, {
      headers: { cookie: `journey=${[...house.journeys.keys()][0]}.v1`, ...headers },
    })
  const from = (referer: string) => get('/name?language=cy', { referer })
  expect(location(await from(`http://localhost${base}/name?change=1`))).toBe(`${base}/name?change=1`)
  await get('/name?language=en', {})
  expect(location(await from(`http://localhost${base}/born?change=1`))).toBe(`${base}/name`)
  await get('/name?language=en', {})
  expect(location(await from('not an address'))).toBe(`${base}/name`)
})

test.each(['cross-site', 'same-site'])('a link on another site (%s) changes no language', async (site) => {
  const response = await house.app.request(`${base}/name?language=cy`, {
    headers: { cookie: `journey=${[...house.journeys.keys()][0]}.v1`, 'sec-fetch-site': site },
  })
  expect(response.status).toBe(200)
  expect(journey().language).toBe('en')
})

test.each(['xx', '', 'CY', 'cy\n', '<b>'])('language=%j is shown the page as it is', async (asked) => {
  const response = await resident.get(`/name?language=${encodeURIComponent(asked)}`)
  expect(response.status).toBe(200)
  expect(house.calls).not.toContain('setLanguage')
})

test('a form without Welsh offers none and cannot be switched', async () => {
  house = inMemoryHouse({ ...document, title: 'A form' })
  resident = aResident(house)
  await resident.start()
  const html = await (await resident.get('/name?language=cy')).text()
  expect(html).toContain('lang="en"')
  expect(html).not.toContain('language=')
})

test('what goes wrong is said in the language of the journey', async () => {
  await resident.get('/born?language=cy')
  const missing = await resident.get('/no-such-page')
  expect(missing.status).toBe(404)
  const html = await missing.text()
  expect(html).toContain('Heb ddod o hyd i’r dudalen')
  expect(html).toContain('Mynd i ddechrau’r ffurflen hon')
  expect(html).toContain('href="/exampleshire/cookies?language=cy"')
  house.broken = true
  const broken = await resident.get('/born')
  expect(broken.status).toBe(500)
  expect(await broken.text()).toContain('Mae problem gyda’r gwasanaeth')
})

test('after it was sent the language may still be changed, and once it is complete its own page is asked', async () => {
  await resident.post('/things', { another: 'no' })
  const html = await (await resident.get('/check-your-answers')).text()
  const seen = /name="seen" value="([^"]*)"/.exec(html)![1]!
  const confirmation = location(await resident.post('/check-your-answers', { seen }))!.replace(base, '')
  expect(location(await resident.get('/check-your-answers?language=cy'))).toBe(base + confirmation)
  expect(journey().language).toBe('en')
  expect(await resident.text(confirmation)).toContain('We have received your form')
  expect(await resident.text(`${confirmation}?language=cy`)).toContain('Rydym wedi derbyn eich ffurflen')
  expect(await resident.text(`${confirmation}?language=xx`)).toContain('We have received your form')
})
