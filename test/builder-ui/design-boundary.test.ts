import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { axeViolations, launch, watchConsole } from '../support/browser.ts'
import { type DesignerOffice, openDesignerOffice } from '../support/designer-office.ts'
import { eventually } from '../support/eventually.ts'
import { saveDesign } from '../support/officer-pages.ts'

const form = {
  format: 'counterfoil/1',
  slug: 'rent',
  title: 'Pay your rent',
  definition: {
    display: 'wizard',
    components: [
      {
        type: 'panel',
        key: 'account',
        title: 'Your account',
        components: [
          { type: 'day', key: 'born', label: 'Date of birth', validate: { required: true } },
          { type: 'textfield', key: 'number', label: 'Account number', validate: { required: true } },
        ],
      },
      {
        type: 'panel',
        key: 'amount',
        title: 'How much?',
        components: [{ type: 'currency', key: 'pay', label: 'Amount' }],
      },
    ],
  },
}
const owes = {
  name: 'owes',
  label: 'Owes something',
  when: { conjunction: 'all', conditions: [{ component: 'pay', operator: 'greaterThan', value: 0 }] },
}

let office: DesignerOffice
let slug: string
beforeAll(async () => {
  office = await openDesignerOffice()
}, 120_000)
beforeEach(async () => {
  slug = await office.make(form)
})
afterAll(() => office?.close())

const draft = async () => (await office.story.house.forms.draft(office.story.organisation.id, slug)).document
const put = (json: object) => office.send('PUT', `/officer/forms/${slug}/design`, json)
const whole = { revision: 1, definition: form.definition }

describe('what the designer saves', () => {
  it('is the design alone: parts that are not sent stay, an empty list takes the part out', async () => {
    expect((await put({ ...whole, conditions: [owes], sections: [] })).status).toBe(200)
    expect((await draft()).conditions).toEqual([owes])
    expect(await draft()).not.toHaveProperty('sections')
    expect((await put({ ...whole, revision: 2 })).status).toBe(200)
    expect((await draft()).conditions).toEqual([owes])
    expect((await put({ ...whole, revision: 3, conditions: [] })).status).toBe(200)
    expect(await draft()).not.toHaveProperty('conditions')
  })

  it('meets a conflict with all of its parts', async () => {
    await put({ ...whole, conditions: [owes] })
    const conflict = await put({ ...whole, conditions: [] })
    expect(conflict.status).toBe(409)
    expect(await conflict.json()).toMatchObject({ current: { revision: 2, conditions: [owes] } })
  })

  it.each([
    [
      'a condition about nothing',
      {
        conditions: [
          { ...owes, when: { conjunction: 'all', conditions: [{ component: 'gone', operator: 'isEmpty' }] } },
        ],
      },
    ],
    [
      'a condition that leads back to itself',
      { conditions: [{ ...owes, when: { conjunction: 'all', conditions: [], named: ['owes'] } }] },
    ],
    ['a name of JavaScript', { conditions: [{ ...owes, name: '__proto__' }] }],
    ['HTML in a name', { conditions: [{ ...owes, label: '<b>x</b>' }] }],
    ['conditions that are no list', { conditions: 'all' }],
    ['conditions that are null', { conditions: [null] }],
    ['groups too deep', { conditions: [{ ...owes, when: deep(6) }] }],
    ['a section that no page is in order of', { sections: [{ key: 'a', title: 'A' }] }],
    [
      'too many named conditions',
      { conditions: Array.from({ length: 51 }, (_, n) => ({ ...owes, name: `n${n}` })) },
    ],
  ])('is refused with %s, and the draft stays as it was', async (_, more) => {
    const before = JSON.stringify(await draft())
    const answer = await put({ ...whole, ...more })
    expect(answer.status).toBe(422)
    expect(JSON.stringify(await draft())).toBe(before)
  })
})

function deep(levels: number): object {
  const conditions = [{ component: 'pay', operator: 'isEmpty' }]
  return levels === 0
    ? { conjunction: 'all', conditions }
    : { conjunction: 'all', conditions, groups: [deep(levels - 1)] }
}

describe('looking an answer up', () => {
  let browser: Browser
  beforeAll(async () => {
    browser = await launch()
    await office.story.house.datasets.book.add({
      organisationId: office.story.organisation.id,
      name: 'rent-accounts',
      title: 'Rent accounts',
      columns: [
        { name: 'account', use: 'key' },
        { name: 'dateOfBirth', heading: 'Date of birth', use: 'factor', kind: 'date' },
        { name: 'balance', kind: 'pence', exposed: true },
        { name: 'inArrears', heading: 'In arrears', kind: 'flag', exposed: true },
        { name: 'note' },
      ],
    })
  }, 120_000)
  afterAll(() => browser?.close())

  it('is set up by picking the dataset, what it gives and the second factor; what it found can be asked about', async () => {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    await office.signIn(context)
    const page = await context.newPage()
    const watch = watchConsole(page, office.story.baseUrl)
    await office.open(page, slug)
    await page.getByRole('button', { name: 'Edit: Account number', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByText('Look the answer up in a dataset').click()
    await dialog.getByLabel('Dataset').selectOption('Rent accounts')
    await dialog.getByLabel('balance').check()
    // The note is not to be shown to anybody, so it is not offered.
    expect(await dialog.locator('[data-expose]').count()).toBe(2)
    await dialog.getByRole('button', { name: 'Update question' }).click()
    await eventually(() => dialog.locator('.govuk-error-summary__list').textContent()).toBe(
      'Choose the question that is compared besides the key',
    )
    await dialog
      .getByLabel('Question whose answer must be the same as ‘Date of birth’')
      .selectOption('Date of birth')
    await dialog
      .getByLabel('What residents read when it is not found')
      .fill('Check the number on your rent card')
    expect(await axeViolations(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Update question' }).click()

    await page.getByRole('button', { name: 'How much?', exact: true }).click()
    await page.getByRole('button', { name: 'Edit page: How much?' }).click()
    await dialog.getByText('When to show').click()
    await dialog.getByRole('button', { name: 'Add a condition', exact: true }).click()
    await dialog.getByLabel('Question', { exact: true }).selectOption('balance found for Account number')
    await dialog.getByLabel('Rule', { exact: true }).selectOption('is more than')
    await dialog.getByLabel('Answer (money in pence)').fill('0')
    await dialog.getByRole('button', { name: 'Update page' }).click()
    expect(await saveDesign(page)).toMatch(/^Saved at/)
    const { components } = (await draft()).definition
    expect(components[0]?.components[1]?.lookup).toEqual({
      dataset: 'rent-accounts',
      factor: { column: 'dateOfBirth', question: 'born' },
      expose: ['balance'],
      notFound: 'Check the number on your rent card',
    })
    expect(components[1]?.conditional?.conditions).toEqual([
      { component: 'lookup.number.balance', operator: 'greaterThan', value: '0' },
    ])
    expect(watch.messages).toEqual([])
  })
})
