import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormDocument } from '../../../form-schemas/document.ts'
import { type Browser, fieldsOf } from './an-office.ts'
import { bulkyWaste, prices, type TwoOfficers, twoOfficers } from './two-officers.ts'

let ada: TwoOfficers['ada']
let ben: TwoOfficers['ben']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let pricesForm: TwoOfficers['pricesForm']
let office: TwoOfficers['office']
type Definition = FormDocument['definition']

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ office, ada, ben, makeForm, draft, pricesForm } = all)
})
afterAll(() => office?.close())

describe('two officers', () => {
  test('the second save on the prices meets a page with both versions, and either choice keeps what was chosen', async () => {
    const slug = await makeForm()
    const [mine, theirs] = [await pricesForm(slug), await pricesForm(slug, ben)]
    await ben.post(prices(slug), { ...theirs.fields, 'fees.0.amount': '11.00', action: 'save' })
    const conflict = await ada.post(prices(slug), {
      ...mine.fields,
      'fees.0.amount': '12.00',
      action: 'save',
    })
    expect(conflict.status).toBe(409)
    const html = await conflict.text()
    expect(html).toContain(ben.officer.name)
    expect(html).toMatch(/£11\.00 to £12\.00/)
    expect(html).toMatch(/Your version[\s\S]*£12\.00[\s\S]*Their version[\s\S]*£11\.00/)

    const action = `${prices(slug)}/conflict`
    const taken = await ada.post(action, { ...fieldsOf(html, action), choice: 'take-theirs' })
    expect(taken.headers.get('location')).toBe(prices(slug))
    expect(Object.values((await draft(slug)).document.pricing!.fees)[0]![0]!.pence).toBe(1100)

    const kept = await ada.post(action, { ...fieldsOf(html, action), choice: 'keep-mine' })
    expect(kept.headers.get('location')).toBe(`${prices(slug)}?saved=1`)
    expect(Object.values((await draft(slug)).document.pricing!.fees)[0]![0]!.pence).toBe(1200)
  })

  test('keeping mine after yet another save shows the page again, with mine still in it', async () => {
    const slug = await makeForm()
    const { fields } = await pricesForm(slug)
    await ben.post(prices(slug), { ...fields, 'fees.0.amount': '11.00', action: 'save' })
    const html = await (
      await ada.post(prices(slug), { ...fields, 'fees.0.amount': '12.00', action: 'save' })
    ).text()
    const again = await pricesForm(slug, ben)
    await ben.post(prices(slug), { ...again.fields, 'fees.0.amount': '13.00', action: 'save' })
    const action = `${prices(slug)}/conflict`
    const second = await ada.post(action, { ...fieldsOf(html, action), choice: 'keep-mine' })
    expect(second.status).toBe(409)
    expect(await second.text()).toMatch(/£13\.00 to £12\.00/)
  })

  test('the designer is told of a conflict with the other version, and its page shows both', async () => {
    const slug = await makeForm()
    const design = `/officer/forms/${slug}/design`
    const { definition } = (await draft(slug)).document
    const theirs = structuredClone(definition)
    theirs.components[0]!.title = 'Ben was here'
    const mine = structuredClone(definition)
    mine.components[0]!.title = 'Ada was here'
    expect(await (await ben.put(design, { revision: 1, definition: theirs })).json()).toEqual({ revision: 2 })
    const conflict = await ada.put(design, { revision: 1, definition: mine })
    expect(conflict.status).toBe(409)
    expect(await conflict.json()).toMatchObject({
      current: {
        revision: 2,
        definition: theirs,
        updatedBy: ben.officer.name,
        updatedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      },
      conflictUrl: `${design}/conflict`,
    })
    expect(await (await ada.get(`${design}/conflict`)).text()).toContain('Ben was here')
    const page = await ada.post(`${design}/conflict`, { mine: JSON.stringify({ definition: mine }) })
    expect(page.status).toBe(409)
    const html = await page.text()
    expect(html).toMatch(/Page ‘Ben was here’ is now ‘Ada was here’/)
    await ada.post(`${design}/conflict`, { ...fieldsOf(html, `${design}/conflict`), choice: 'keep-mine' })
    expect((await draft(slug)).document.definition.components[0]!.title).toBe('Ada was here')
  })

  test('in 1,000 interleaved saves no edit is lost: each is saved, or its officer is told and puts it in again', async () => {
    const page = { type: 'panel', key: 'p', title: 'P' }
    const text = { type: 'content', key: 'all', html: '<p>Edits:</p>' }
    const document = {
      format: 'counterfoil/1',
      slug: 'small',
      title: 'Small',
      definition: { display: 'wizard', components: [{ ...page, components: [text] }] },
    }
    const made = await office.house.forms.create(office.organisation.id, JSON.stringify(document), 'system')
    const slug = made.kind === 'created' ? made.slug : ''
    const design = `/officer/forms/${slug}/design`
    /** Every edit writes its name at the end of one and the same text, so an edit that is overwritten is missing there. */
    const written = (definition: Definition) => definition.components[0]!.components[0]!.html as string
    const write = (definition: Definition, name: string): Definition => {
      const after = structuredClone(definition)
      after.components[0]!.components[0]!.html = written(definition).replace('</p>', ` ${name}</p>`)
      return after
    }
    const revisions: number[] = []
    let told = 0
    async function work(browser: Browser, who: string): Promise<void> {
      const { revision, document } = await draft(slug)
      // What this officer's page has: it learns of the other's saves only by being told.
      let page: { revision: number; definition: Definition } = { revision, definition: document.definition }
      for (let n = 1; n <= 500; n++) {
        for (;;) {
          const definition = write(page.definition, `${who}${n}`)
          const answer = await browser.put(design, { revision: page.revision, definition, automatic: true })
          const body = await answer.json()
          if (answer.status === 200) {
            page = { revision: body.revision, definition }
            revisions.push(body.revision)
            break
          }
          expect(answer.status).toBe(409)
          told++
          page = body.current
        }
      }
    }
    await Promise.all([work(ada, 'a'), work(ben, 'b')])
    const names = written((await draft(slug)).document.definition).match(/[ab]\d+/g) ?? []
    expect(names.length).toBe(1000)
    expect(new Set(names)).toEqual(
      new Set(['a', 'b'].flatMap((who) => Array.from({ length: 500 }, (_, n) => `${who}${n + 1}`))),
    )
    expect(revisions.sort((one, other) => one - other)).toEqual(Array.from({ length: 1000 }, (_, n) => n + 2))
    // They did get in each other's way, or nothing was tried.
    expect(told).toBeGreaterThan(100)
  }, 60_000)

  test.each([
    {},
    { mine: '' },
    { mine: '{' },
    { mine: 'null' },
    { mine: '[]' },
    { mine: '{}' },
    { mine: '{"slug":"x"}' },
    { mine: '{"definition":{"display":"wizard","components":[]}}' },
    {
      mine: JSON.stringify({ definition: bulkyWaste.document.definition }),
      choice: 'keep-mine',
      revision: 'x',
    },
  ])('a conflict page posted as %j changes nothing', async (fields) => {
    const slug = await makeForm()
    const response = await ada.post(
      `/officer/forms/${slug}/design/conflict`,
      fields as Record<string, string>,
    )
    expect(response.status).toBe(422)
    expect((await draft(slug)).revision).toBe(1)
  })
})

describe('the designer', () => {
  test.each([
    [{}, 422],
    [null, 422],
    [[], 422],
    [{ revision: 'x', definition: {} }, 422],
    [{ revision: 1 }, 422],
    [{ revision: 1.5, definition: {} }, 422],
    [{ revision: 1, definition: { display: 'wizard', components: [] } }, 422],
    [
      {
        revision: 1,
        definition: {
          display: 'wizard',
          components: [
            { type: 'panel', key: 'a', title: '<b>x</b>', components: [{ type: 'evil', key: 'x' }] },
          ],
        },
      },
      422,
    ],
  ])('a save of %j is refused', async (body, status) => {
    const slug = await makeForm()
    const response = await ada.put(`/officer/forms/${slug}/design`, body)
    expect(response.status).toBe(status)
    expect((await draft(slug)).revision).toBe(1)
  })

  test('saves nobody’s work under the name of who has signed in since, in another tab', async () => {
    const slug = await makeForm()
    const { definition } = (await draft(slug)).document
    const save = (officer: unknown) =>
      ben.put(`/officer/forms/${slug}/design`, { revision: 1, definition, officer })
    expect((await save(ada.officer.id)).status).toBe(401)
    expect((await save('')).status).toBe(401)
    expect((await save(7)).status).toBe(422)
    expect((await draft(slug)).revision).toBe(1)
    expect((await save(ben.officer.id)).status).toBe(200)
    expect(await (await ada.get(`/officer/forms/${slug}/design`)).text()).toContain(
      `data-officer="${ada.officer.id}"`,
    )
  })

  test('says where each problem is', async () => {
    const slug = await makeForm()
    const definition = structuredClone((await draft(slug)).document.definition)
    definition.components[0]!.components[0]!.type = 'teleport'
    const response = await ada.put(`/officer/forms/${slug}/design`, { revision: 1, definition })
    expect(await response.json()).toMatchObject({
      problems: [
        {
          pointer: expect.stringMatching(/^\/definition\/components\/0\/components\/0/),
          message: expect.any(String),
        },
      ],
    })
  })
})
