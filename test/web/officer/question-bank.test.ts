import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Component } from '../../../form-schemas/document.ts'
import { type Browser, fieldsOf, type Office, openOffice } from './an-office.ts'

const hostile = '<img src=x onerror=alert(1)>'
const question: Component = {
  type: 'radio',
  key: 'heating',
  label: { en: 'How is it heated?', cy: 'Sut mae’n cael ei wresogi?' },
  values: [
    { value: 'gas', label: 'Gas' },
    { value: 'oil', label: 'Oil' },
  ],
}
let office: Office
let author: Browser
let publisher: Browser
let auditor: Browser
beforeAll(async () => {
  office = await openOffice()
  author = await office.signIn(['author'])
  publisher = await office.signIn(['publisher'])
  auditor = await office.signIn(['auditor'])
})
afterAll(() => office?.close())

async function add(name: string, components: Component[] = [question]): Promise<string> {
  const answer = await author.postJson('/officer/question-bank', { name, components })
  expect(answer.status).toBe(201)
  return ((await answer.json()) as { block: { id: string } }).block.id
}
const blockOf = (id: string) => office.house.forms.questionBank.block(office.organisation.id, id)

describe('the question bank on its screens', () => {
  test('lists what there is, and retired entries apart', async () => {
    const id = await add('Heating')
    expect(await (await author.get('/officer/question-bank')).text()).toMatch(/In use[\s\S]*Heating/)
    await author.post(`/officer/question-bank/${id}/retirement`)
    expect(await (await author.get('/officer/question-bank')).text()).toMatch(/Retired[\s\S]*Heating/)
  })

  test('an entry’s words are mended without JavaScript, as a new version; what was not touched stays as it was', async () => {
    const id = await add('Heating of the home')
    const path = `/officer/question-bank/${id}`
    const fields = fieldsOf(await (await author.get(path)).text(), path)
    expect((await author.post(path, fields)).headers.get('location')).toBe(`${path}?saved=words`)
    expect(await blockOf(id)).toMatchObject({ version: 1, components: [question] })
    const label = Object.keys(fields).find((name) => fields[name] === 'How is it heated?')!
    const option = Object.keys(fields).find((name) => fields[name] === 'Oil')!
    await author.post(path, {
      ...fields,
      [label]: 'How is the home heated?',
      [option]: 'Heating oil',
      'part-0-required': '1',
    })
    expect(await blockOf(id)).toMatchObject({
      version: 2,
      components: [
        {
          label: { en: 'How is the home heated?', cy: 'Sut mae’n cael ei wresogi?' },
          values: [
            { value: 'gas', label: 'Gas' },
            { value: 'oil', label: 'Heating oil' },
          ],
          validate: { required: true },
        },
      ],
    })
    const late = await author.post(path, fields)
    expect(late.status).toBe(422)
    expect(await late.text()).toContain('Somebody changed this entry')
  })

  test('words that cannot be kept are refused and stay in their box', async () => {
    const id = await add('Heating again')
    const path = `/officer/question-bank/${id}`
    const fields = fieldsOf(await (await author.get(path)).text(), path)
    const label = Object.keys(fields).find((name) => fields[name] === 'How is it heated?')!
    const refused = await author.post(path, { ...fields, [label]: hostile })
    expect(refused.status).toBe(422)
    const html = await refused.text()
    expect(html).toContain('plain text')
    expect(html).toContain('&lt;img src=x')
    expect(html).not.toContain(hostile)
    const name = await author.post(`${path}/name`, { name: hostile })
    expect(name.status).toBe(422)
    expect(await name.text()).not.toContain(hostile)
    expect((await blockOf(id)).version).toBe(1)
  })

  test('the designer is told of the blocks, of what this draft took over, and of a newer version that came meanwhile', async () => {
    const id = await add('Told')
    const { forms } = office.house
    const made = await author.post('/officer/forms', { library: 'bulky-waste' })
    const slug = /forms\/([\w-]+)/.exec(made.headers.get('location')!)![1]!
    const { document, revision } = await forms.draft(office.organisation.id, slug)
    document.definition.components[0]!.components.push({
      ...question,
      bank: { block: id, version: 1, part: 'heating' },
    })
    const put = await author.put(`/officer/forms/${slug}/design`, {
      revision,
      definition: document.definition,
    })
    expect(put.status).toBe(200)
    const reworded = [{ ...question, label: 'Heated how?' }]
    const next = await author.postJson(`/officer/question-bank/${id}/versions`, {
      version: 1,
      components: reworded,
    })
    expect(next.status).toBe(200)
    const conflict = await author.postJson(`/officer/question-bank/${id}/versions`, {
      version: 1,
      components: [question],
    })
    expect(conflict.status).toBe(409)
    expect(await conflict.json()).toMatchObject({ block: { version: 2, components: reworded } })
    const told = await (await author.get(`/officer/forms/${slug}/design/bank`)).json()
    expect(told).toMatchObject({ taken: [{ block: id, version: 1, components: [question] }] })
    expect((told as { blocks: { id: string; version: number }[] }).blocks).toContainEqual(
      expect.objectContaining({ id, version: 2 }),
    )
    expect(await (await author.get(`/officer/question-bank/${id}`)).text()).toContain(
      `/officer/forms/${slug}/design`,
    )
  })

  test('residents’ pages are the same whether a question came from the bank or not', async () => {
    const draft = await office.house.forms.draft(office.organisation.id, 'bulky-waste')
    const [page] = draft.document.definition.components
    const preview = async (bank?: object) => {
      const definition = structuredClone(draft.document.definition)
      if (bank) Object.assign(definition.components[0]!.components[0]!, { bank })
      const body = { definition, page: page!.key, language: 'en', errors: false }
      return (await (await author.postJson('/officer/forms/bulky-waste/design/preview', body)).json()) as {
        html: string
      }
    }
    const origin = { block: 'a'.repeat(32), version: 1, part: 'applicant' }
    expect((await preview(origin)).html).toBe((await preview()).html)
  })
})

describe('comments on their page', () => {
  const path = '/officer/forms/bulky-waste/comments'

  test('a publisher comments, an author replies and resolves, an auditor only reads', async () => {
    const said = await publisher.post(path, { question: 'items', text: `Six? ${hostile}` })
    expect(said.headers.get('location')).toBe(`${path}?saved`)
    const html = await (await auditor.get(path)).text()
    expect(html).toContain('&lt;img src=x onerror=alert(1)&gt;')
    expect(html).not.toContain(hostile)
    expect(html).not.toContain('Add a comment')
    expect(html).toContain(publisher.officer.name)
    expect((await auditor.post(path, { question: 'items', text: 'Me too' })).status).toBe(403)
    const [comment] = await office.house.forms.comments.of(office.organisation.id, 'bulky-waste')
    await author.post(`${path}/${comment!.id}/replies`, { text: 'Yes, six' })
    expect(await (await author.get(path)).text()).toMatch(/1 open[\s\S]*Yes, six/)
    const gate = await (await publisher.get('/officer/forms/bulky-waste/publish')).text()
    expect(gate).toContain('has 1 open comment')
    await author.post(`${path}/${comment!.id}/resolution`)
    expect(await (await author.get(path)).text()).toMatch(/0 open[\s\S]*Resolved by/)
  })

  test('what cannot be kept is said at its box, and stays there', async () => {
    const card = await author.post(path, { question: 'items', text: 'Card 4111 1111 1111 1111' })
    expect(card.status).toBe(422)
    expect(await card.text()).toContain('looks like a card number')
    const nowhere = await author.post(path, { question: 'nowhere', text: 'Hello there' })
    expect(nowhere.status).toBe(422)
    expect(await nowhere.text()).toMatch(/Choose a question of the form[\s\S]*Hello there/)
  })

  test('the designer posts JSON and gets all comments back, with who and when in words', async () => {
    const answer = await author.postJson(path, { question: 'fullName', text: 'First and last?' })
    expect(answer.status).toBe(200)
    expect(((await answer.json()) as { comments: object[] }).comments).toContainEqual(
      expect.objectContaining({ question: 'fullName', by: author.officer.name, isResolved: false }),
    )
    const refused = await author.postJson(path, { question: 'fullName', text: ' ' })
    expect(refused.status).toBe(422)
    expect(await refused.json()).toMatchObject({ message: 'Enter what you want to say' })
  })
})
