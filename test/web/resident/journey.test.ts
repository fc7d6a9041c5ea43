import { beforeEach, expect, test } from 'vitest'
import { aDocument, aList, aPage, aText, aYesNo, when } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location, plain } from './in-memory-house.ts'

const document = aDocument(
  aPage('pets', [aYesNo('pets')]),
  aPage('petName', [aText('petName')], when('pets', 'isEqual', true)),
  aPage('you', [aText('fullName'), aText('vet', { conditional: when('pets', 'isEqual', true) })]),
  aPage('things', [
    aList('things', { required: true, maxLength: 2 }, [aText('what'), aText('colour', { validate: {} })]),
  ]),
)

let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(() => {
  house = inMemoryHouse(document)
  resident = aResident(house)
})
const answers = () => [...house.journeys.values()].at(-1)!.answers

test('the organisation lists its forms, and the form has a start page', async () => {
  const list = await house.app.request('/exampleshire')
  expect(await list.text()).toContain('<a class="govuk-link" href="/exampleshire/a-form">A form</a>')
  expect((await house.app.request('/nowhere')).status).toBe(404)
  const start = await resident.get('')
  expect(plain(await start.text())).toContain('Start now')
  expect((await house.app.request('/exampleshire/no-such-form')).status).toBe(404)
})

test('starting sets a cookie for this form only, and leads to the first page', async () => {
  const response = await resident.start()
  expect(location(response)).toBe('/exampleshire/a-form/pets')
  const cookie = response.headers.get('set-cookie')!
  expect(cookie).toMatch(
    /^journey=token-0-x+\.v1; Max-Age=72000; Path=\/exampleshire\/a-form; HttpOnly; SameSite=Lax$/,
  )
})

test('a resident goes from page to page, and conditional pages come only when they apply', async () => {
  await resident.start()
  expect(location(await resident.post('/pets', { pets: 'no' }))).toBe('/exampleshire/a-form/you')
  expect(location(await resident.post('/pets', { pets: 'yes' }))).toBe('/exampleshire/a-form/pet-name')
  expect(location(await resident.post('/pet-name', { petName: 'Rex' }))).toBe('/exampleshire/a-form/you')
  const page = await resident.text('/you')
  expect(page).toContain('Question fullName')
  expect(page).toContain('Question vet')
  expect(location(await resident.post('/you', { fullName: 'Ada', vet: 'Dr Who' }))).toBe(
    '/exampleshire/a-form/things',
  )
  expect(answers()).toEqual({ pets: true, petName: 'Rex', fullName: 'Ada', vet: 'Dr Who' })
})

test('a page read is one read, a page post one save; a page that needs earlier answers reads them first', async () => {
  await resident.start()
  house.calls.length = 0
  await resident.get('/pets')
  expect(house.calls).toEqual(['read'])
  house.calls.length = 0
  await resident.post('/pets', { pets: 'no' })
  expect(house.calls).toEqual(['savePage'])
  house.calls.length = 0
  await resident.post('/you', { fullName: 'Ada' })
  expect(house.calls).toEqual(['read', 'savePage'])
})

test('a page ahead of the way is not shown, and an answer posted to it counts for nothing', async () => {
  await resident.start()
  expect(location(await resident.get('/you'))).toBe('/exampleshire/a-form/pets')
  expect(location(await resident.get('/check-your-answers'))).toBe('/exampleshire/a-form/pets')
  expect(location(await resident.post('/pet-name', { petName: 'Rex' }))).toBe('/exampleshire/a-form/pets')
  expect((await resident.get('/no-such-page')).status).toBe(404)
  expect((await resident.post('/no-such-page')).status).toBe(404)
})

test('what was answered is shown again, and the first page leads back to the start', async () => {
  await resident.start()
  await resident.post('/pets', { pets: 'no' })
  await resident.post('/you', { fullName: `Ada "<b>" O'Hara` })
  const html = await (await resident.get('/you')).text()
  expect(html).toContain('value="Ada &quot;&lt;b&gt;&quot; O&#39;Hara"')
  expect(html).toContain('<a href="/exampleshire/a-form/pets" class="govuk-back-link">')
  expect(await (await resident.get('/pets')).text()).toContain(
    '<a href="/exampleshire/a-form" class="govuk-back-link">',
  )
})

test('a wrong answer is explained twice in the same words, kept in its field and not saved', async () => {
  await resident.start()
  await resident.post('/pets', { pets: 'yes' })
  await resident.post('/pet-name', { petName: 'Rex' })
  const response = await resident.post('/you', { fullName: '', vet: '<Dr>' })
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('<title>Error: Page you - A form')
  expect(html).toContain('There is a problem')
  expect(html).toContain('<a href="#fullName">Enter question fullName</a>')
  expect(html.match(/Enter question fullName/g)).toHaveLength(2)
  expect(html).toContain('value="&lt;Dr&gt;"')
  expect(answers()).toEqual({ pets: true, petName: 'Rex' })
})

test('changing an answer leads back to check your answers, unless something new must be asked', async () => {
  await resident.start()
  await resident.post('/pets', { pets: 'no' })
  await resident.post('/you', { fullName: 'Ada' })
  await resident.post('/things/1', { what: 'Sofa' })
  await resident.post('/things', { another: 'no' })
  expect(await resident.text('/check-your-answers')).toContain('Check your answers')
  expect(location(await resident.post('/you?change=1', { fullName: 'Bob' }))).toBe(
    '/exampleshire/a-form/check-your-answers',
  )
  expect(location(await resident.post('/pets?change=1', { pets: 'yes' }))).toBe(
    '/exampleshire/a-form/pet-name?change=1',
  )
  expect(location(await resident.post('/pet-name?change=1', { petName: 'Rex' }))).toBe(
    '/exampleshire/a-form/you?change=1',
  )
  expect(location(await resident.post('/you?change=1', { fullName: 'Bob', vet: 'V' }))).toBe(
    '/exampleshire/a-form/check-your-answers',
  )
  const html = await (await resident.get('/you?change=1')).text()
  expect(html).toContain('<a href="/exampleshire/a-form/check-your-answers" class="govuk-back-link">')
})

test('without a cookie a page leads to the start; a journey that was deleted says so and can begin again', async () => {
  expect(location(await resident.get('/pets'))).toBe('/exampleshire/a-form')
  expect(location(await resident.post('/pets', { pets: 'no' }))).toBe('/exampleshire/a-form')
  await resident.start()
  const [token] = house.journeys.keys()
  house.journeys.clear()
  for (const attempt of [() => resident.get('/pets'), () => resident.post('/pets', { pets: 'no' })]) {
    resident.setCookie(`journey=${token}.v1`)
    const response = await attempt()
    expect(response.status).toBe(410)
    expect(response.headers.get('set-cookie')).toContain('Max-Age=0')
    expect(plain(await response.text())).toContain('Your answers are no longer on this device')
  }
  expect(location(await resident.start())).toBe('/exampleshire/a-form/pets')
})

test.each(['', 'x', 'a.b.c.d', '../../etc', `${'a'.repeat(101)}.v1`, '%00.v1', 'token.v1; Path=/'])(
  'a cookie that is not ours (%j) is as good as none',
  async (cookie) => {
    resident.setCookie(`journey=${cookie}`)
    expect(location(await resident.get('/pets'))).toBe('/exampleshire/a-form')
  },
)

test('a journey ends on the version it began on', async () => {
  await resident.start()
  await resident.post('/pets', { pets: 'no' })
  house.publish(aDocument(aPage('entirely', [aText('different')])))
  expect(await resident.text('/you')).toContain('Question fullName')
  expect(location(await resident.post('/you', { fullName: 'Ada' }))).toBe('/exampleshire/a-form/things')
  expect(location(await aResident(house).start())).toBe('/exampleshire/a-form/entirely')
})

test('a version of another form is not served under this address', async () => {
  await resident.start()
  const [token] = house.journeys.keys()
  house.publish({ ...document, slug: 'other-form' })
  resident.setCookie(`journey=${token}.v2`)
  expect((await resident.post('/pets', { pets: 'no' })).status).toBe(404)
})

test('Welsh words are shown from start to finish when the form has them', async () => {
  house = inMemoryHouse({ ...document, title: { en: 'A form', cy: 'Ffurflen' } })
  resident = aResident(house)
  expect(await (await resident.get('?language=cy')).text()).toContain('Dechrau nawr')
  await resident.start({ language: 'cy' })
  const html = await (await resident.get('/pets')).text()
  expect(html).toContain('<html class="govuk-template" lang="cy">')
  expect(html).toContain('Parhau')
  const wrong = await (await resident.post('/pets', {})).text()
  expect(wrong).toContain('<title>Gwall: ')
  expect(wrong).toContain('Mae problem')
})

test('a form without Welsh is in English, whatever is asked', async () => {
  await resident.start({ language: 'cy' })
  expect(await (await resident.get('/pets')).text()).toContain('lang="en"')
})

test('a page that is far too large is refused', async () => {
  await resident.start()
  const response = await resident.post('/pets', { pets: 'x'.repeat(600_000) })
  expect(response.status).toBe(413)
  expect(plain(await response.text())).toContain('Too much was sent at once')
})

test('a fault of ours says what happened to the answers, tells nothing of itself and is logged', async () => {
  await resident.start()
  house.broken = true
  const response = await resident.get('/pets')
  expect(response.status).toBe(500)
  const page = plain(await response.text())
  expect(page).toContain('There is a problem with the service')
  expect(page).toContain('answers from pages you have already finished are kept')
  expect(page).not.toContain('database')
  expect(house.logged.join()).toContain('the database is away')
})
