import { expect, test } from 'vitest'
import type { Panel } from '../../../form-schemas/document.ts'
import { checkAnswersRows } from '../../../server/journey/index.ts'
import { bySection } from '../../../server/web/resident/check-your-answers/by-section.ts'
import { aDocument, aList, aPage, aText } from '../../journey/a-form.ts'
import { aResident, inMemoryHouse } from './in-memory-house.ts'

const inSection = (section: string, page: Panel): Panel => ({ ...page, section })

const document = {
  ...aDocument(
    inSection('you', aPage('name', [aText('fullName')])),
    inSection('you', aPage('born', [aText('born')])),
    inSection('home', aPage('place', [aText('street'), aText('town')])),
    inSection('home', aPage('pets', [aList('pets', {}, [aText('pet')])])),
  ),
  sections: [
    { key: 'you', title: { en: 'About you', cy: 'Amdanoch chi' } },
    { key: 'home', title: 'Your home' },
  ],
}
const answers = { fullName: 'Ada', born: '1815', street: 'S', town: 'T', pets: [{ pet: 'Rex' }] }

function groupsOf(form = inMemoryHouse(document).form.compiled) {
  return bySection(form, checkAnswersRows(form, answers, 'en'), 'en').map(({ title, parts }) => ({
    title,
    parts: parts.map((part) => [part.title, part.rows.map(({ label }) => label)]),
  }))
}

test('answers stand under their sections; pages keep their titles only where one has more than one row', () => {
  expect(groupsOf()).toEqual([
    { title: 'About you', parts: [[undefined, ['Question fullName', 'Question born']]] },
    {
      title: 'Your home',
      parts: [
        ['Page place', ['Question street', 'Question town']],
        ['Page pets', ['Question pet']],
      ],
    },
  ])
})

test('without sections the pages are the headings, as they were', () => {
  const { sections: _, ...plain } = document
  const titles = groupsOf(inMemoryHouse(plain).form.compiled).map(({ title }) => title)
  expect(titles).toEqual(['Page name', 'Page born', 'Page place', 'List pets'])
})

async function atCheck(settings: object) {
  const house = inMemoryHouse({ ...aDocument(aPage('name', [aText('fullName')])), settings })
  const resident = aResident(house)
  await resident.start()
  await resident.post('/name', { fullName: 'Ada' })
  return { house, resident, html: await (await resident.get('/check-your-answers')).text() }
}

test('what is agreed to by sending stands right above the button that says so', async () => {
  const { html, resident, house } = await atCheck({ declaration: 'It is <b>true</b>.\n\nI may be asked.' })
  expect(html).toMatch(
    /Declaration<\/h2>\s*<p class="govuk-body">It is &lt;b&gt;true&lt;\/b&gt;\.<\/p>\s*<p class="govuk-body">I may be asked\.<\/p>\s*<form/,
  )
  expect(html).toContain('Accept and send')
  expect((await atCheck({})).html).not.toContain('Declaration')

  house.price = {
    kind: 'priced',
    price: { totalPence: 100, lines: [], explanation: { on: '2026-11-22', values: [], lines: [] } },
  }
  expect(await resident.text('/check-your-answers')).toContain('Accept and continue to payment')
})

test('a page that ends the form says whom to ask and has nothing to continue to', async () => {
  const exit = {
    ...aPage('sorry', [{ type: 'content', key: 'why', html: '<p>Ask your own council.</p>' }]),
    exit: true,
  }
  const house = inMemoryHouse({
    ...aDocument({ ...exit, title: 'You cannot use this form' }),
    settings: { contact: 'Call 01234 <567>' },
  })
  const resident = aResident(house)
  await resident.start()
  const html = await (await resident.get('/sorry')).text()
  expect(html).toContain('<h1 class="govuk-heading-l">You cannot use this form</h1>')
  expect(html).toContain('Ask your own council.')
  expect(html).toContain('Call 01234 &lt;567&gt;')
  expect(html).not.toContain('<form')
  expect((await resident.post('/sorry')).headers.get('location')).toBe('/exampleshire/a-form/sorry')
})
