import { beforeEach, expect, test } from 'vitest'
import { aDocument, aList, aPage, aText } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location, plain } from './in-memory-house.ts'

const item = [aText('what'), aText('colour', { validate: {} })]
const document = aDocument(
  aPage('things', [
    { type: 'content', key: 'hint', html: '<p>At most two</p>' },
    aList('things', { required: true, maxLength: 2 }, item),
  ]),
  aPage('after', [aText('after')]),
)

let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(async () => {
  house = inMemoryHouse(document)
  resident = aResident(house)
  await resident.start()
})
const things = () => [...house.journeys.values()][0]!.answers.things
const seenAt = async (path: string) =>
  /name="seen" value="(\w+)"/.exec(await (await resident.get(path)).text())![1]!
const add = async (number: number, what: string) => resident.post(`/things/${number}`, { what, seen: 'new' })

test('a list that needs an item begins with the first one', async () => {
  expect(location(await resident.get('/things'))).toBe('/exampleshire/a-form/things/1')
  const page = await resident.text('/things/1')
  expect(page).toContain('Thing 1')
  expect(page).toContain('Question what')
})

test('items are added, listed, changed and removed', async () => {
  expect(location(await add(1, 'Sofa'))).toBe('/exampleshire/a-form/things')
  const list = await resident.text('/things')
  expect(list).toContain('At most two')
  expect(list).toContain('Sofa')
  expect(list).toContain('Do you need to add another?')
  expect(location(await resident.post('/things', { another: 'yes' }))).toBe('/exampleshire/a-form/things/2')
  await add(2, 'Bed')
  await resident.post('/things/1', { what: 'Chair', colour: 'red', seen: await seenAt('/things/1') })
  expect(things()).toEqual([
    { what: 'Chair', colour: 'red' },
    { what: 'Bed', colour: null },
  ])
  expect(await resident.text('/things/1/removal')).toContain(
    'Are you sure you want to remove thing 1, Chair?',
  )
  const seen = await seenAt('/things/1/removal')
  expect((await resident.post('/things/1/removal', { seen })).status).toBe(422)
  await resident.post('/things/1/removal', { remove: 'no', seen })
  expect(things()).toHaveLength(2)
  await resident.post('/things/1/removal', { remove: 'yes', seen })
  expect(things()).toEqual([{ what: 'Bed', colour: null }])
  await resident.post('/things/1/removal', { remove: 'yes', seen })
  expect(things()).toHaveLength(1)
})

test('the question about another item must be answered, and no leads on', async () => {
  await add(1, 'Sofa')
  const response = await resident.post('/things', {})
  expect(response.status).toBe(422)
  expect(await response.text()).toContain('<a href="#another">Select yes if you need to add another</a>')
  expect(location(await resident.post('/things', { another: 'no' }))).toBe('/exampleshire/a-form/after')
})

test('a full list offers no more, takes no more, and continues', async () => {
  await add(1, 'Sofa')
  await add(2, 'Bed')
  expect(await resident.text('/things')).toContain('You have added 2, which is the most you can.')
  expect(location(await resident.get('/things/3'))).toBe('/exampleshire/a-form/things')
  await add(3, 'Rug')
  expect(things()).toHaveLength(2)
  expect(location(await resident.post('/things', { another: 'yes' }))).toBe('/exampleshire/a-form/after')
})

test('an item that is wrong is explained and not kept', async () => {
  const response = await resident.post('/things/1', { what: '', colour: 'blue', seen: 'new' })
  expect(response.status).toBe(422)
  const html = await response.text()
  expect(html).toContain('<a href="#what">Enter question what</a>')
  expect(html).toContain('value="blue"')
  expect(things()).toBeUndefined()
})

test('the same item sent twice is added once', async () => {
  await Promise.all([add(1, 'Sofa'), add(1, 'Sofa'), add(1, 'Sofa')])
  expect(things()).toEqual([{ what: 'Sofa', colour: null }])
})

test('two tabs that add at the same place keep both of their items', async () => {
  await Promise.all([add(1, 'Sofa'), add(1, 'Bed')])
  expect(things()).toEqual([
    { what: 'Sofa', colour: null },
    { what: 'Bed', colour: null },
  ])
})

test('an item that moved because another was removed is changed where it is now', async () => {
  await add(1, 'Sofa')
  await add(2, 'Bed')
  const seen = await seenAt('/things/2')
  await resident.post('/things/1/removal', { remove: 'yes', seen: await seenAt('/things/1/removal') })
  await resident.post('/things/2', { what: 'Bunk bed', seen })
  expect(things()).toEqual([{ what: 'Bunk bed', colour: null }])
})

test('an item that was removed in another tab is not brought back by changing it', async () => {
  await add(1, 'Sofa')
  await add(2, 'Bed')
  const seen = await seenAt('/things/2')
  await resident.post('/things/2/removal', { remove: 'yes', seen: await seenAt('/things/2/removal') })
  await resident.post('/things/2', { what: 'Bunk bed', seen })
  expect(things()).toEqual([{ what: 'Sofa', colour: null }])
})

test('a list that others keep changing is refused with a conflict, not saved blindly', async () => {
  let n = 0
  house.meanwhile = (journey) => {
    journey.answers = { things: [{ what: `Other ${n++}` }] }
  }
  const response = await add(1, 'Sofa')
  expect(response.status).toBe(409)
  expect(plain(await response.text())).toContain('Somebody else changed this first')
})

test('an optional list may stay empty', async () => {
  house = inMemoryHouse(
    aDocument(aPage('things', [aList('things', {}, item)]), aPage('after', [aText('after')])),
  )
  resident = aResident(house)
  await resident.start()
  const page = await resident.text('/things')
  expect(page).toContain('You have not added any yet.')
  expect(page).toContain('Do you want to add one?')
  expect(location(await resident.get('/after'))).toBe('/exampleshire/a-form/things')
  expect(location(await resident.post('/things', { another: 'no' }))).toBe('/exampleshire/a-form/after')
  expect(things()).toEqual([])
})

test.each(['0', '-1', '01', '1e3', 'x', '99999', '%2e%2e', '1.5'])('there is no item %s', async (number) => {
  expect((await resident.get(`/things/${number}`)).status).toBe(404)
  expect((await resident.post(`/things/${number}/removal`, { remove: 'yes' })).status).toBe(404)
})

test('only lists have items', async () => {
  await add(1, 'Sofa')
  expect((await resident.get('/after/1')).status).toBe(404)
})
