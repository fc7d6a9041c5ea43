import { beforeEach, expect, test } from 'vitest'
import type { Panel } from '../../../form-schemas/document.ts'
import { aDocument, aPage, aText, aYesNo, when } from '../../journey/a-form.ts'
import { aResident, type InMemoryHouse, inMemoryHouse, location, plain } from './in-memory-house.ts'

const inSection = (section: string, page: Panel): Panel => ({ ...page, section })
const document = {
  ...aDocument(
    inSection('you', aPage('name', [aText('fullName')])),
    inSection('you', aPage('dog', [aYesNo('dog')])),
    inSection('home', aPage('street', [aText('street')])),
    inSection('dogs', aPage('dogName', [aText('dogName')], when('dog', 'isEqual', true))),
  ),
  title: { en: 'A <long> form', cy: 'Ffurflen hir' },
  sections: [
    { key: 'you', title: { en: 'About "you"', cy: 'Amdanoch chi' } },
    { key: 'home', title: { en: 'Your home', cy: 'Eich cartref' } },
    { key: 'dogs', title: { en: 'Your dog', cy: 'Eich ci' } },
  ],
  settings: { taskList: true },
}
const base = '/exampleshire/a-form'
let house: InMemoryHouse
let resident: ReturnType<typeof aResident>
beforeEach(() => {
  house = inMemoryHouse(document)
  resident = aResident(house)
})

test('the start page names the sections, and beginning leads to the list of them', async () => {
  expect(await resident.text('')).toContain('Your home')
  expect(location(await resident.start())).toBe(`${base}/task-list`)
  const html = await (await resident.get('/task-list')).text()
  expect(html).toContain('<h1 class="govuk-heading-xl">A &lt;long&gt; form</h1>')
  expect(html).toContain('About &quot;you&quot;')
  expect(html).toMatch(/href="\/exampleshire\/a-form\/name"[^>]*aria-describedby="section-1-status"/)
  const page = plain(html)
  expect(page).toContain('You have completed 0 of 3 sections.')
  expect(page).toMatch(/Your dog Cannot start yet/)
  expect(page).toMatch(/Check your answers Cannot start yet/)
})

test('a section is answered in any order, and leads back to the list', async () => {
  await resident.start()
  const street = await (await resident.get('/street')).text()
  expect(street).toContain(`<a href="${base}/task-list" class="govuk-back-link">`)
  expect(location(await resident.post('/street', { street: 'High Street' }))).toBe(`${base}/task-list`)
  expect(location(await resident.post('/name', { fullName: 'Ada' }))).toBe(`${base}/dog`)
  const dog = await (await resident.get('/dog')).text()
  expect(dog).toContain(`<a href="${base}/name" class="govuk-back-link">`)
  const list = await resident.text('/task-list')
  expect(list).toContain('You have completed 1 of 3 sections.')
  expect(list).toMatch(/About &quot;you&quot; In progress/)
  expect(list).toMatch(/Your home Completed/)
})

test('an answer that makes another section needed shows it on the list, and nothing is sent without it', async () => {
  await resident.start()
  await resident.post('/street', { street: 'High Street' })
  await resident.post('/name', { fullName: 'Ada' })
  await resident.post('/dog', { dog: 'yes' })
  expect(await resident.text('/task-list')).toMatch(/Your dog Not yet started/)
  expect(location(await resident.get('/check-your-answers'))).toBe(`${base}/task-list`)
  expect(location(await resident.post('/dog-name', { dogName: 'Rex' }))).toBe(`${base}/task-list`)
  const html = await (await resident.get('/task-list')).text()
  expect(html).toContain(`href="${base}/check-your-answers"`)
  const check = await (await resident.get('/check-your-answers')).text()
  expect(check).toContain(`<a href="${base}/task-list" class="govuk-back-link">`)
  expect(location(await resident.post('/name?change=1', { fullName: 'Bob' }))).toBe(
    `${base}/check-your-answers`,
  )
})

test('a page whose own section is not that far leads back to the list', async () => {
  await resident.start()
  expect(location(await resident.get('/dog'))).toBe(`${base}/task-list`)
  expect(location(await resident.get('/dog-name'))).toBe(`${base}/task-list`)
})

test('the list is in Welsh, too', async () => {
  await resident.start({ language: 'cy' })
  const page = await resident.text('/task-list')
  expect(page).toContain('Rydych wedi cwblhau 0 o 3 adran.')
  expect(page).toMatch(/Eich cartref Heb ddechrau eto/)
})

test('a form without a task list has no such page, and one needs a journey to see it', async () => {
  const plainHouse = inMemoryHouse({ ...document, settings: {} })
  const other = aResident(plainHouse)
  expect(location(await other.start())).toBe(`${base}/name`)
  expect((await other.get('/task-list')).status).toBe(404)
  expect(location(await aResident(house).get('/task-list'))).toBe(base)
})
