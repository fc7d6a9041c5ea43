import { eq } from 'drizzle-orm'
import { beforeAll, describe, expect, test } from 'vitest'
import { parseDocument } from '../../form-schemas/parse.ts'
import { auditEvent, form, formVersion, organisation, submission } from '../../server/db/schema/index.ts'
import type { Fact } from '../../server/facts.ts'
import type { PublishedForm } from '../../server/forms/index.ts'
import { newId } from '../../server/ids.ts'
import { compileForm } from '../../server/journey/index.ts'
import type { PriceOutcome, PricingRoom } from '../../server/pricing/index.ts'
import { createSubmissions, type Submissions, sealPrice } from '../../server/submissions/index.ts'
import { onBothEngines } from '../support/db.ts'
import permit from '../support/permit.json' with { type: 'json' }

onBothEngines('submissions', (database) => {
  let published: PublishedForm
  let submissions: Submissions
  let now = new Date('2026-11-22T10:00:00Z')
  let references: string[] = []
  let price: PriceOutcome
  const facts: Fact[] = []
  const pricing = { price: async () => price } as unknown as PricingRoom

  function priced(totalPence: number): PriceOutcome {
    return {
      kind: 'priced',
      price: {
        totalPence,
        lines: [
          {
            code: 'hours',
            label: 'Hours',
            quantity: 1,
            amountPence: totalPence,
            totalPence,
            vat: 'outside-scope',
            fund: 'PK',
          },
        ],
        explanation: { on: '2026-11-22', values: [], lines: [] },
      },
    }
  }
  const seal = () => sealPrice((price as Extract<PriceOutcome, { kind: 'priced' }>).price)

  beforeAll(async () => {
    const { db } = database()
    const parsed = parseDocument(permit)
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const ids = { organisationId: newId(), formId: newId(), versionId: newId() }
    await db
      .insert(organisation)
      .values({ id: ids.organisationId, slug: 'testshire', name: 'Testshire', createdAt: now })
    await db.insert(form).values({
      id: ids.formId,
      organisationId: ids.organisationId,
      slug: 'permit',
      title: 'Permit',
      createdAt: now,
    })
    await db.insert(formVersion).values({
      id: ids.versionId,
      organisationId: ids.organisationId,
      formId: ids.formId,
      number: 1,
      document: JSON.stringify(permit),
      mode: 'test',
      note: 'First',
      publishedAt: now,
      publishedBy: 'system',
    })
    published = {
      ...ids,
      organisationSlug: 'testshire',
      organisationName: 'Testshire',
      number: 1,
      mode: 'test',
      slug: 'permit',
      document: parsed.document,
      compiled: compileForm(parsed.document),
    }
    submissions = createSubmissions({
      db,
      clock: { now: () => now },
      announce: async (_tx, fact) => void facts.push(fact),
      pricing,
      version: async () => published,
      messages: { queue: async () => newId() },
      baseUrl: 'http://localhost:3000',
      newReference: () => references.shift() ?? newId().slice(0, 10).toUpperCase(),
    })
  })

  async function answered(hours = 2): Promise<string> {
    const { token } = await submissions.start(published, 'en')
    await submissions.savePage(token, published.versionId, { hours })
    price = priced(300)
    return token
  }

  test('keep only the hash of the resident’s token', async () => {
    const { token } = await submissions.start(published, 'en')
    const rows = await database().db.select().from(submission)
    expect(JSON.stringify(rows)).not.toContain(token)
    expect((await submissions.read(token))?.state).toBe('answering')
    expect(await submissions.read(`${token}x`)).toBeUndefined()
  })

  test('merge a page into what is there, and give all of it back', async () => {
    const { token } = await submissions.start(published, 'en')
    await submissions.savePage(token, published.versionId, { hours: 1 })
    const saved = await submissions.savePage(token, published.versionId, { note: 'O’Brien "x" \\ ☂' })
    expect(saved?.answers).toEqual({ hours: 1, note: 'O’Brien "x" \\ ☂' })
    expect(await submissions.savePage(token, newId(), { hours: 9 })).toBeUndefined()
  })

  test('change a list only while it is as it was seen', async () => {
    const { token } = await submissions.start(published, 'en')
    expect((await submissions.replaceAnswer(token, 'items', undefined, [{ a: 1 }]))?.answers).toEqual({
      items: [{ a: 1 }],
    })
    expect(await submissions.replaceAnswer(token, 'items', undefined, [{ a: 2 }])).toBeUndefined()
    expect((await submissions.replaceAnswer(token, 'items', [{ a: 1 }], []))?.answers).toEqual({ items: [] })
  })

  test('freeze answers, price and reference once, however many posts come at once', async () => {
    const token = await answered()
    facts.length = 0
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => submissions.submit(token, seal())))
    const found = outcomes.map((outcome) => outcome.kind === 'submitted' && outcome.submission.reference)
    expect(new Set(found).size).toBe(1)
    expect(found[0]).toBeTruthy()
    expect(facts).toHaveLength(1)
    expect(await submissions.savePage(token, published.versionId, { hours: 24 })).toBeUndefined()
    expect((await submissions.read(token))?.answers).toEqual({ hours: 2 })
  })

  test('show a price that changed before anything is frozen', async () => {
    const token = await answered()
    const seen = seal()
    price = priced(320)
    expect(await submissions.submit(token, seen)).toMatchObject({
      kind: 'changed',
      price: { totalPence: 320 },
    })
    expect((await submissions.read(token))?.state).toBe('answering')
    expect(await submissions.submit(token, '')).toMatchObject({ kind: 'changed' })
    expect(await submissions.submit(token, seal())).toMatchObject({
      kind: 'submitted',
      submission: { totalPence: 320 },
    })
  })

  test('are not frozen while a question is open or a rule refuses', async () => {
    const { token } = await submissions.start(published, 'en')
    expect(await submissions.submit(token, '')).toEqual({ kind: 'incomplete', page: 'how-long' })
    const full = await answered()
    price = { kind: 'refused', reason: 'Too many', because: 'rule' } as PriceOutcome
    expect(await submissions.submit(full, '')).toMatchObject({ kind: 'unpriced' })
  })

  test('draw another reference when one is taken, and the resident never knows', async () => {
    const first = await answered()
    references = ['AAAAAAAAAA']
    await submissions.submit(first, seal())
    const second = await answered()
    references = ['AAAAAAAAAA', 'AAAAAAAAAA', 'BBBBBBBBBB']
    expect(await submissions.submit(second, seal())).toMatchObject({
      kind: 'submitted',
      submission: { reference: 'BBBBBBBBBB' },
    })
    const events = await database()
      .db.select()
      .from(auditEvent)
      .where(eq(auditEvent.event, 'submission.submitted'))
    expect(events.filter((event) => event.details.reference === 'AAAAAAAAAA')).toHaveLength(1)
  })

  test('expire after 20 hours while they are being answered, and never once sent', async () => {
    const open = await answered()
    const sent = await answered()
    await submissions.submit(sent, seal())
    now = new Date(now.getTime() + 20 * 3_600_000 + 1)
    expect(await submissions.read(open)).toBeUndefined()
    expect(await submissions.savePage(open, published.versionId, { hours: 3 })).toBeUndefined()
    expect(await submissions.submit(open, seal())).toEqual({ kind: 'gone' })
    expect((await submissions.read(sent))?.state).toBe('submitted')
  })

  test('complete once', async () => {
    const token = await answered()
    const outcome = await submissions.submit(token, seal())
    if (outcome.kind !== 'submitted') throw new Error('not submitted')
    facts.length = 0
    for (let n = 0; n < 3; n++)
      await database().db.transaction((tx) => submissions.complete(tx, outcome.submission.id, 'a-payment'))
    expect(facts.map((fact) => fact.kind)).toEqual(['submission.completed'])
  })

  describe('are found', () => {
    test('by the beginning of a reference, in one’s own organisation only', async () => {
      const { rows } = await submissions.search(published.organisationId, { reference: 'bbb bb' })
      expect(rows.map((row) => row.reference)).toEqual(['BBBBBBBBBB'])
      expect((await submissions.search('elsewhere', { reference: 'BBB' })).rows).toEqual([])
      expect(await submissions.byReference('elsewhere', 'BBBBBBBBBB')).toBeUndefined()
    })

    test('without answers in the list', async () => {
      const { rows } = await submissions.search(published.organisationId, {})
      expect(Object.keys(rows[0]!)).not.toContain('answers')
    })
  })
})
