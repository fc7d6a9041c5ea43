import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormDocument } from '../../../form-schemas/document.ts'
import { fieldsOf } from './an-office.ts'
import { type TwoOfficers, twoOfficers } from './two-officers.ts'

let ada: TwoOfficers['ada']
let ben: TwoOfficers['ben']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ ada, ben, makeForm, draft } = all)
  close = all.office.close
})
afterAll(() => close?.())

async function settingsOf(slug: string, officer = ada) {
  const address = `/officer/forms/${slug}/settings`
  const fields = fieldsOf(await (await officer.get(address)).text(), address)
  return { address, fields }
}
const emailQuestion = (document: FormDocument) =>
  document.definition.components.flatMap(({ components }) => components).find(({ type }) => type === 'email')
    ?.key ?? ''

async function saved(change: (document: FormDocument) => Record<string, string>) {
  const slug = await makeForm()
  const { address, fields } = await settingsOf(slug)
  const answer = await ada.post(address, { ...fields, ...change((await draft(slug)).document) })
  expect(answer.status, await answer.clone().text()).toBe(303)
  return { slug, address, document: (await draft(slug)).document }
}

describe('settings on their screen', () => {
  test('every setting of a form is kept, and saved again as it is shown changes not a byte', async () => {
    const { slug, address, document } = await saved((document) => ({
      opens: '2026-12-01T09:00',
      closes: '2027-01-31T17:00',
      limit: '500',
      closedMessage: 'We are closed',
      closedMessageCy: 'Rydym ar gau',
      savedDays: '14',
      declaration: 'What I say is true',
      feedbackUrl: 'https://example.gov.uk/feedback',
      'useLimits.0.question': emailQuestion(document),
      'useLimits.0.most': '1',
      'useLimits.0.months': '12',
      'useLimits.0.message': 'You have had your collection for this year',
      'messages.0.channel': 'email',
      'messages.0.question': '',
      'messages.0.address': 'waste@example.gov.uk',
      'messages.0.subject': 'New: {reference}',
      'messages.0.text': 'Somebody sent {form}',
    }))
    expect(document.settings).toMatchObject({
      opens: '2026-12-01T09:00',
      closes: '2027-01-31T17:00',
      limit: 500,
      closedMessage: { en: 'We are closed', cy: 'Rydym ar gau' },
      savedDays: 14,
      declaration: 'What I say is true',
      useLimits: [
        {
          name: 'limit1',
          question: emailQuestion(document),
          most: 1,
          months: 12,
          message: 'You have had your collection for this year',
        },
      ],
    })
    expect(document.settings?.saveAndReturn).toBe(undefined)
    expect(document.confirmation?.feedbackUrl).toBe('https://example.gov.uk/feedback')
    expect(document.notifications).toEqual([
      {
        id: 'message1',
        on: 'completed',
        channel: 'email',
        to: { address: 'waste@example.gov.uk' },
        subject: 'New: {reference}',
        text: 'Somebody sent {form}',
      },
    ])
    const before = (await draft(slug)).text
    await ada.post(address, (await settingsOf(slug)).fields)
    expect((await draft(slug)).text).toBe(before)
  })

  test('save and come back is turned off and on again by its tick', async () => {
    const slug = await makeForm()
    const { address, fields } = await settingsOf(slug)
    const { saveAndReturn: _, ...off } = fields
    await ada.post(address, off)
    expect((await draft(slug)).document.settings?.saveAndReturn).toBe(false)
    const again = await settingsOf(slug)
    expect(again.fields.saveAndReturn).toBe(undefined)
    await ada.post(address, { ...again.fields, saveAndReturn: 'yes' })
    expect((await draft(slug)).document.settings?.saveAndReturn).toBe(undefined)
  })

  test('a row is taken away by choosing nothing; the others keep their names', async () => {
    const message = (row: number, text: string) => ({
      [`messages.${row}.channel`]: 'email',
      [`messages.${row}.address`]: 'waste@example.gov.uk',
      [`messages.${row}.subject`]: 'New',
      [`messages.${row}.text`]: text,
    })
    const { slug, address } = await saved(() => message(0, 'first'))
    const second = await settingsOf(slug)
    await ada.post(address, { ...second.fields, ...message(1, 'second') })
    const third = await settingsOf(slug)
    await ada.post(address, { ...third.fields, 'messages.0.channel': '' })
    expect((await draft(slug)).document.notifications?.map(({ id, text }) => [id, text])).toEqual([
      ['message2', 'second'],
    ])
  })

  test.each([
    ['opens', { opens: 'tomorrow' }],
    ['closes', { closes: '2026-02-31T10:00' }],
    ['limit', { limit: '1.5' }],
    ['limit', { limit: '0' }],
    ['limit', { limit: '9'.repeat(400) }],
    ['savedDays', { savedDays: '91' }],
    ['declaration', { declaration: '<script>alert(1)</script>' }],
    ['closedMessageCy', { closedMessage: 'x', closedMessageCy: 'y'.repeat(2000) }],
    ['brand', { brand: '../../etc' }],
    ['feedbackUrl', { feedbackUrl: 'javascript:alert(1)' }],
    ['taskList', { taskList: 'yes' }],
    [
      'useLimits.0.most',
      {
        'useLimits.0.question': 'email',
        'useLimits.0.most': '-1',
        'useLimits.0.months': '1',
        'useLimits.0.message': 'x',
      },
    ],
    [
      'useLimits.0.question',
      {
        'useLimits.0.question': '__proto__',
        'useLimits.0.most': '1',
        'useLimits.0.months': '1',
        'useLimits.0.message': 'x',
      },
    ],
    ['useLimits.0.question', { 'useLimits.0.message': 'typed before a question was chosen' }],
    [
      'messages.0.channel',
      { 'messages.0.channel': 'pigeon', 'messages.0.address': 'a@b.c', 'messages.0.text': 'x' },
    ],
    [
      'messages.0.channel',
      { 'messages.0.text': 'typed before a way was chosen', 'messages.0.address': 'a@b.c' },
    ],
    [
      'messages.0.text',
      { 'messages.0.channel': 'email', 'messages.0.address': 'a@b.c', 'messages.0.subject': 'x' },
    ],
  ])(
    '%s is refused beside its box, and what was typed stays',
    async (field, change: Record<string, string>) => {
      const slug = await makeForm()
      const { address, fields } = await settingsOf(slug)
      const before = (await draft(slug)).text
      const answer = await ada.post(address, { ...fields, ...change })
      expect(answer.status).toBe(422)
      const html = await answer.text()
      expect(html).toContain(`href="#${field}"`)
      expect(html).toContain(`id="${field}"`)
      const kept = fieldsOf(html, address)
      for (const [name, value] of Object.entries(change)) {
        // A select shows only what can be chosen; all else is as it was typed.
        if (!['brand', 'useLimits.0.question', 'messages.0.channel'].includes(name))
          expect(kept[name]).toBe(value)
      }
      expect((await draft(slug)).text).toBe(before)
    },
  )

  test('a second officer who saved first is not overwritten: messages and settings are both in the conflict', async () => {
    const slug = await makeForm()
    const [mine, theirs] = [await settingsOf(slug), await settingsOf(slug, ben)]
    await ben.post(theirs.address, { ...theirs.fields, limit: '7' })
    const conflict = await ada.post(mine.address, {
      ...mine.fields,
      'messages.0.channel': 'email',
      'messages.0.address': 'waste@example.gov.uk',
      'messages.0.subject': 'New',
      'messages.0.text': 'Hello',
    })
    expect(conflict.status).toBe(409)
    const action = `${mine.address}/conflict`
    await ada.post(action, { ...fieldsOf(await conflict.text(), action), choice: 'keep-mine' })
    const { document } = await draft(slug)
    expect(document.notifications).toHaveLength(1)
    expect(document.settings?.limit).toBe(undefined)
  })
})
