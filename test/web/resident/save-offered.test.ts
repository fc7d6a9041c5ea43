import { beforeEach, expect, test } from 'vitest'
import { aDocument, aList, aPage, aText } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location } from './in-memory-house.ts'

const base = '/exampleshire/a-form'
const document = aDocument(
  aPage('name', [aText('fullName')]),
  aPage('letter', [{ type: 'file', key: 'letter', label: 'Letter', validate: { required: true } }]),
  aPage('things', [aList('things', { required: true }, [aText('what')])]),
)
let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(() => {
  house = inMemoryHouse(document)
  house.canSend = ['email']
  resident = aResident(house)
})
const offered = async (path: string) => (await (await resident.get(path)).text()).includes('?next=save')

test('coming back later is offered on every question page of a form whose council can send a link', async () => {
  await resident.start()
  expect(await offered('/name')).toBe(true)
  await resident.post('/name', { fullName: 'Ada' })
  expect(await offered('/letter')).toBe(true)
  expect(await (await resident.get('/save')).text()).toContain('Your email address')
})

test('who leaves a page that needs something from outside is not kept by what it still needs', async () => {
  await resident.start()
  await resident.post('/name', { fullName: 'Ada' })
  expect(location(await resident.post('/letter?next=save', {}))).toBe(`${base}/save?unsaved=1`)
  expect((await resident.post('/letter', {})).status).toBe(422)
})

test('a list can be left as it stands, and an item is finished first', async () => {
  house = inMemoryHouse(aDocument(aPage('things', [aList('things', {}, [aText('what')])])))
  house.canSend = ['email']
  resident = aResident(house)
  await resident.start()
  expect(await offered('/things/1')).toBe(false)
  expect(location(await resident.post('/things?next=save', {}))).toBe(`${base}/save`)
})

test('it is not offered without a sender, and not to an officer who fills the form in for somebody', async () => {
  house.canSend = []
  await resident.start()
  expect(await offered('/name')).toBe(false)
  expect(location(await resident.get('/save'))).toBe(`${base}/name`)
  // Nobody can have gone on with it elsewhere.
  house.journeys.clear()
  expect(await resident.text('/name')).toContain('Your answers have been deleted')

  house = inMemoryHouse(document)
  house.canSend = ['email']
  house.channel = 'telephone'
  resident = aResident(house)
  await resident.start()
  expect(await offered('/name')).toBe(false)
  expect(location(await resident.get('/save'))).toBe(`${base}/name`)
})

test('another value of next is as good as none', async () => {
  await resident.start()
  for (const next of ['', 'SAVE', 'https://evil.example', '//evil.example']) {
    const answer = await resident.post(`/name?next=${encodeURIComponent(next)}`, { fullName: 'Ada' })
    expect(location(answer)).toBe(`${base}/letter`)
  }
})

test('the field can be filled in by the browser, by what the council can send', async () => {
  await resident.start()
  expect(await (await resident.get('/save')).text()).toContain('autocomplete="email"')
  house.canSend = ['text']
  const html = await (await resident.get('/save')).text()
  expect(html).toContain('Your UK mobile number')
  expect(html).toContain('autocomplete="tel"')
})
