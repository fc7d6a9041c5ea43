import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fieldsOf } from './an-office.ts'
import { bulkyWaste, prices, type TwoOfficers, twoOfficers } from './two-officers.ts'

let ada: TwoOfficers['ada']
let ben: TwoOfficers['ben']
let makeForm: TwoOfficers['makeForm']
let draft: TwoOfficers['draft']
let pricesForm: TwoOfficers['pricesForm']
let close: () => Promise<void>

beforeAll(async () => {
  const all = await twoOfficers()
  ;({ ada, ben, makeForm, draft, pricesForm } = all)
  close = all.office.close
})
afterAll(() => close?.())

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

  test('in 50 interleaved saves no edit is lost: each is saved, or its officer is told', async () => {
    const slug = await makeForm()
    const design = `/officer/forms/${slug}/design`
    const saved: { revision: number; title: string }[] = []
    let told = 0
    for (let round = 0; round < 25; round++) {
      const current = await draft(slug)
      const edits = [ada, ben].map(async (browser, who) => {
        const definition = structuredClone(current.document.definition)
        // Each officer edits a page of their own, so a lost edit would show.
        definition.components[who]!.title = `Round ${round} by ${who}`
        const response = await browser.put(design, { revision: current.revision, definition })
        if (response.status === 200) {
          const { revision } = (await response.json()) as { revision: number }
          saved.push({ revision, title: `Round ${round} by ${who}` })
          return
        }
        expect(response.status).toBe(409)
        told++
        // The one who was told puts their edit onto what is there now.
        const { current: now } = (await response.json()) as {
          current: { revision: number; definition: typeof definition }
        }
        now.definition.components[who]!.title = `Round ${round} by ${who}`
        const again = await browser.put(design, { revision: now.revision, definition: now.definition })
        expect(again.status).toBe(200)
        saved.push({
          revision: ((await again.json()) as { revision: number }).revision,
          title: `Round ${round} by ${who}`,
        })
      })
      await Promise.all(edits)
      const titles = (await draft(slug)).document.definition.components.slice(0, 2).map(({ title }) => title)
      expect(titles).toEqual([`Round ${round} by 0`, `Round ${round} by 1`])
    }
    expect(told).toBe(25)
    expect(saved.map(({ revision }) => revision).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 50 }, (_, n) => n + 2),
    )
  })

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
