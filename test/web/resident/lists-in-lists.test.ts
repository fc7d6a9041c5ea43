import { beforeEach, describe, expect, test } from 'vitest'
import type { Answers } from '../../../form-schemas/answers.ts'
import { aDocument, aList, aPage, aText, aYesNo, when } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location } from './in-memory-house.ts'

const both = (en: string, cy: string) => ({ en, cy })
const allergies = {
  ...aList('allergies', { required: true, maxLength: 2 }, [
    aText('what'),
    aText('medicine', { validate: {} }),
  ]),
  label: both('Allergies', 'Alergeddau'),
  itemLabel: both('allergy', 'alergedd'),
  addAnother: both('Is there another allergy?', 'A oes alergedd arall?'),
  conditional: when('allergic', 'isEqual', true),
}
const pets = { ...aList('pets', { maxLength: 3 }, [aText('pet')]), label: 'Pets', itemLabel: 'pet' }
const children = {
  ...aList('children', { required: true, maxLength: 3 }, [
    aText('name'),
    aYesNo('allergic'),
    allergies,
    pets,
  ]),
  label: both('Children', 'Plant'),
  itemLabel: both('child', 'plentyn'),
}
const document = {
  ...aDocument(aPage('children', [children]), aPage('last', [aText('last')])),
  title: both('A form', 'Ffurflen'),
}
const at = (path: string) => `/exampleshire/a-form/${path}`

let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(async () => {
  house = inMemoryHouse(document)
  resident = aResident(house)
  await resident.start()
})
const stored = () => [...house.journeys.values()][0]!.answers.children as Answers[]
const seenAt = async (path: string) =>
  /name="seen" value="([\w.]+)"/.exec(await (await resident.get(path)).text())![1]!
/** As a browser does: with what its page was showing. */
const send = async (path: string, fields: Record<string, string>) =>
  resident.post(path, { seen: await seenAt(path), ...fields })
const addChild = (number: number, name: string, allergic: string) =>
  send(`/children/${number}`, { name, allergic })

describe('the way', () => {
  test('a new child leads through the lists inside it, back to the children, and on', async () => {
    expect(location(await addChild(1, 'Ada', 'yes'))).toBe(at('children/1/allergies'))
    // It needs one, so it begins with the first.
    expect(location(await resident.get('/children/1/allergies'))).toBe(at('children/1/allergies/1'))
    const page = await resident.text('/children/1/allergies/1')
    expect(page).toContain('Child 1, Ada: allergy 1')
    expect(location(await send('/children/1/allergies/1', { what: 'Nuts', medicine: 'Pen' }))).toBe(
      at('children/1/allergies'),
    )
    const list = await resident.text('/children/1/allergies')
    expect(list).toContain('Child 1, Ada')
    expect(list).toContain('Allergies')
    expect(list).toContain('Is there another allergy?')
    expect(location(await send('/children/1/allergies', { another: 'yes' }))).toBe(
      at('children/1/allergies/2'),
    )
    await send('/children/1/allergies/2', { what: 'Milk' })
    expect(await resident.text('/children/1/allergies')).toContain('You have added 2, which is the most')
    expect(location(await send('/children/1/allergies', {}))).toBe(at('children/1/pets'))
    expect(location(await send('/children/1/pets', { another: 'no' }))).toBe(at('children'))
    expect(stored()).toEqual([
      {
        name: 'Ada',
        allergic: true,
        allergies: [
          { what: 'Nuts', medicine: 'Pen' },
          { what: 'Milk', medicine: null },
        ],
        pets: [],
      },
    ])
    expect(location(await resident.post('/children', { another: 'no' }))).toBe(at('last'))
  })

  test('a list inside an item that lacks what it must have is asked for before the journey goes on', async () => {
    await addChild(1, 'Ada', 'yes')
    expect(location(await resident.post('/children', { another: 'no' }))).toBe(at('children/1/allergies'))
    expect(location(await resident.get('/last'))).toBe(at('children'))
    expect((await send('/children/1/allergies/1', { what: '' })).status).toBe(422)
  })

  test('more than there may be are neither offered nor taken', async () => {
    await addChild(1, 'Ada', 'yes')
    await send('/children/1/allergies/1', { what: 'Nuts' })
    await send('/children/1/allergies/2', { what: 'Milk' })
    expect(location(await resident.get('/children/1/allergies/3'))).toBe(at('children/1/allergies'))
    await resident.post('/children/1/allergies/3', { what: 'Eggs', seen: 'new' })
    expect(stored()[0]!.allergies).toHaveLength(2)
  })

  test('the list of children shows what is in each, with a link to it', async () => {
    await addChild(1, 'Ada', 'yes')
    await send('/children/1/allergies/1', { what: 'Nuts', medicine: 'Pen' })
    const html = await (await resident.get('/children')).text()
    expect(html).toContain('Ada: Allergies')
    expect(html).toContain('Nuts, Question medicine: Pen')
    expect(html).toContain(`href="${at('children/1/allergies')}"`)
    expect(html).toContain(`href="${at('children/1/removal')}"`)
    expect(html).not.toContain(`href="${at('children/1/allergies/removal')}"`)
  })
})

describe('changing and removing', () => {
  beforeEach(async () => {
    await addChild(1, 'Ada', 'yes')
    await send('/children/1/allergies/1', { what: 'Nuts' })
    await send('/children/1/pets', { another: 'no' })
    await addChild(2, 'Bob', 'no')
    await send('/children/2/pets', { another: 'no' })
  })

  test('an item of a list inside an item is changed in place, and can be removed', async () => {
    await send('/children/1/allergies/1', { what: 'Peanuts' })
    expect(stored()[0]!.allergies).toEqual([{ what: 'Peanuts', medicine: null }])
    expect(await resident.text('/children/1/allergies/1/removal')).toContain(
      'Are you sure you want to remove allergy 1, Peanuts (Child 1, Ada)?',
    )
    const removal = '/children/1/allergies/1/removal'
    expect((await send(removal, {})).status).toBe(422)
    await send(removal, { remove: 'no' })
    expect(stored()[0]!.allergies).toHaveLength(1)
    expect(location(await send(removal, { remove: 'yes' }))).toBe(at('children/1/allergies'))
    expect(stored()[0]!.allergies).toEqual([])
  })

  test('changing the child keeps its lists, and hiding one empties it', async () => {
    await send('/children/1', { name: 'Adah', allergic: 'yes' })
    expect(stored()[0]).toMatchObject({ name: 'Adah', allergies: [{ what: 'Nuts' }], pets: [] })
    await send('/children/1', { name: 'Adah', allergic: 'no' })
    expect(stored()[0]).toMatchObject({ allergies: null, pets: [] })
    expect(location(await resident.get('/children/1/allergies'))).toBe(at('children'))
    expect(location(await resident.post('/children/1/allergies/1', { what: 'Nuts' }))).toBe(at('children'))
    expect(location(await send('/children/1', { name: 'Adah', allergic: 'yes' }))).toBe(
      at('children/1/allergies'),
    )
  })

  test('check your answers leads to each thing and comes back', async () => {
    await resident.post('/children', { another: 'no' })
    await resident.post('/last', { last: 'x' })
    const html = await (await resident.get('/check-your-answers')).text()
    expect(html).toContain('Ada: allergy 1')
    expect(html).toContain(`href="${at('children/1/allergies/1')}?change=1"`)
    const changed = await send('/children/1/allergies/1?change=1', { what: 'Peanuts' })
    expect(location(changed)).toBe(`${at('children/1/allergies')}?change=1`)
    expect(location(await send('/children/1/allergies?change=1', { another: 'no' }))).toBe(
      at('check-your-answers'),
    )
    expect(await resident.text('/check-your-answers')).toContain('Peanuts')
  })

  test('in Welsh, every word is', async () => {
    house = inMemoryHouse(document)
    resident = aResident(house)
    await resident.start({ language: 'cy' })
    await addChild(1, 'Ada', 'yes')
    expect(await resident.text('/children/1/allergies/1')).toContain('Plentyn 1, Ada: alergedd 1')
    await send('/children/1/allergies/1', { what: 'Cnau' })
    const list = await resident.text('/children/1/allergies')
    expect(list).toContain('Alergeddau')
    expect(list).toContain('A oes alergedd arall?')
    expect(await resident.text('/children/1/allergies/1/removal')).toContain('alergedd 1, Cnau')
  })
})

describe('two tabs', () => {
  beforeEach(async () => {
    await addChild(1, 'Ada', 'yes')
    await addChild(2, 'Bob', 'yes')
  })

  test('that add to one list keep both, and the same thing sent twice is added once', async () => {
    const seen = await seenAt('/children/1/allergies/1')
    const add = (what: string) => resident.post('/children/1/allergies/1', { what, seen })
    await Promise.all([add('Nuts'), add('Nuts'), add('Milk')])
    expect(stored()[0]!.allergies).toEqual([
      { what: 'Nuts', medicine: null },
      { what: 'Milk', medicine: null },
    ])
  })

  test('that add to the lists of two children keep both', async () => {
    const [first, second] = [await seenAt('/children/1/allergies/1'), await seenAt('/children/2/allergies/1')]
    await Promise.all([
      resident.post('/children/1/allergies/1', { what: 'Nuts', seen: first }),
      resident.post('/children/2/allergies/1', { what: 'Milk', seen: second }),
    ])
    expect(stored().map((child) => (child.allergies as Answers[])[0]!.what)).toEqual(['Nuts', 'Milk'])
  })

  test('an allergy goes to the child it was typed for, when a child before it was removed meanwhile', async () => {
    const seen = await seenAt('/children/2/allergies/1')
    await send('/children/1/removal', { remove: 'yes' })
    const answer = await resident.post('/children/2/allergies/1', { what: 'Milk', seen })
    expect(location(answer)).toBe(at('children/1/allergies'))
    expect(stored()).toMatchObject([{ name: 'Bob', allergies: [{ what: 'Milk' }] }])
  })

  test('an allergy of a child that was removed meanwhile is nobody’s', async () => {
    const seen = await seenAt('/children/2/allergies/1')
    await send('/children/2/removal', { remove: 'yes' })
    const answer = await resident.post('/children/2/allergies/1', { what: 'Milk', seen })
    expect(location(answer)).toBe(at('children'))
    expect(stored()).toEqual([{ name: 'Ada', allergic: true }])
  })

  test('an allergy is not given to another child that stands in that place now: it is asked about, and stays typed', async () => {
    const seen = await seenAt('/children/1/allergies/1')
    await send('/children/1', { name: 'Adah', allergic: 'yes' })
    const answer = await resident.post('/children/1/allergies/1', { what: 'Nuts', seen })
    expect(answer.status).toBe(422)
    const html = await answer.text()
    expect(html).toContain('This was changed in another window')
    expect(html).toContain('Child 1, Adah: allergy 1')
    expect(html).toContain('value="Nuts"')
    expect(stored()[0]!.allergies).toBeUndefined()
    const now = /name="seen" value="([\w.]+)"/.exec(html)![1]!
    await resident.post('/children/1/allergies/1', { what: 'Nuts', seen: now })
    expect(stored()[0]!.allergies).toEqual([{ what: 'Nuts', medicine: null }])
  })

  test('changing a child does not undo what another tab added inside it', async () => {
    const seen = await seenAt('/children/1')
    await send('/children/1/allergies/1', { what: 'Nuts' })
    await resident.post('/children/1', { name: 'Adah', allergic: 'yes', seen })
    expect(stored()[0]).toMatchObject({ name: 'Adah', allergies: [{ what: 'Nuts' }] })
  })
})

test.each([
  'children/1/nothing',
  'children/1/name',
  'children/1/__proto__',
  'children/1/constructor/1',
  'children/1/allergies/0',
  'children/1/allergies/x',
  'children/1/allergies/1e3/removal',
  'children/x/allergies',
  'children/1/allergies/1/pets',
  'last/1/allergies',
])('there is no %s', async (path) => {
  await addChild(1, 'Ada', 'yes')
  await send('/children/1/allergies/1', { what: 'Nuts' })
  await send('/children/1/pets', { another: 'no' })
  await resident.post('/children', { another: 'no' })
  expect((await resident.get(`/${path}`)).status).toBe(404)
  expect((await resident.post(`/${path}`, { what: 'x', another: 'no', remove: 'yes' })).status).toBe(404)
})

test.each(['children/9/allergies', 'children/9/allergies/1', 'children/9/allergies/1/removal'])(
  'what was there once leads to the list: %s',
  async (path) => {
    await addChild(1, 'Ada', 'yes')
    expect(location(await resident.get(`/${path}`))).toBe(at('children'))
    expect(location(await resident.post(`/${path}`, { what: 'x', remove: 'yes' }))).toBe(at('children'))
  },
)

test('a list inside an item can be left to be come back to, and what was added is kept', async () => {
  house = inMemoryHouse(document)
  house.canSend = ['email']
  resident = aResident(house)
  await resident.start()
  await addChild(1, 'Ada', 'yes')
  await send('/children/1/allergies/1', { what: 'Nuts' })
  for (const path of ['/children', '/children/1/allergies']) {
    expect(await (await resident.get(path)).text()).toContain('formaction="?next=save"')
    expect(location(await resident.post(`${path}?next=save`, {}))).toBe(at('save'))
  }
  expect(stored()[0]!.allergies).toEqual([{ what: 'Nuts', medicine: null }])
  // An item is finished first.
  expect(await (await resident.get('/children/1/allergies/2')).text()).not.toContain('next=save')
})
