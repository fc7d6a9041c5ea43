import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Component } from '../../form-schemas/document.ts'
import { formatDocument } from '../../form-schemas/parse.ts'
import { auditEvent } from '../../server/db/schema/index.ts'
import { NotFound } from '../../server/errors.ts'
import type { Block, BlockOutcome } from '../../server/forms/index.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, changed, type FormRoom, openFormRoom } from './a-form-room.ts'

const fridge: Component = {
  type: 'radio',
  key: 'fridge',
  label: 'Is there a fridge?',
  values: [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ],
  validate: { required: true },
}
const make: Component = {
  type: 'textfield',
  key: 'make',
  label: 'Which make?',
  conditional: {
    show: true,
    conjunction: 'all',
    conditions: [{ component: 'fridge', operator: 'isEqual', value: 'yes' }],
  },
}

onBothEngines('the question bank', (database) => {
  let room: FormRoom
  let n = 0
  beforeAll(async () => {
    room = await openFormRoom(database())
  })
  afterAll(() => room.expressions.close())

  const bank = () => room.forms.questionBank
  const ours = () => room.organisation.id
  const keptBlock = (outcome: BlockOutcome): Block => {
    if (outcome.kind !== 'kept') throw new Error(JSON.stringify(outcome))
    return outcome.block
  }
  const add = async (components: unknown[], name = `Entry ${++n}`) =>
    keptBlock(await bank().add(ours(), { name, components }, room.actor))

  test('keeps a question, a group with its own conditions, and a page', async () => {
    expect(await add([fridge])).toMatchObject({ kind: 'question', version: 1, components: [fridge] })
    expect(await add([fridge, make])).toMatchObject({ kind: 'group', components: [fridge, make] })
    const page = { type: 'panel', key: 'cold', title: 'Cold things', components: [fridge, make] }
    expect(await add([page])).toMatchObject({ kind: 'page', components: [page] })
  })

  test('leaves out, and says, what depends on the form that a question stood in', async () => {
    const origin = { block: 'a'.repeat(32), version: 1, part: 'make' }
    const outcome = await bank().add(
      ours(),
      { name: 'Make', components: [{ ...make, bank: origin }] },
      room.actor,
    )
    const { conditional: _, ...alone } = make
    expect(outcome).toMatchObject({
      leftOut: ['When ‘Which make?’ is shown: it depends on other parts of the form'],
    })
    expect(keptBlock(outcome).components).toEqual([alone])
  })

  test.each([
    ['nothing', []],
    ['no components', ['x', 5, null]],
    ['a list', 'text'],
    ['a kind that does not exist', [{ type: 'script', key: 'x' }]],
    ['a setting that does not exist', [{ ...fridge, onclick: 'alert(1)' }]],
    ['HTML in its words', [{ ...fridge, label: '<b>Fridge</b>' }]],
    ['a page beside a question', [fridge, { type: 'panel', key: 'p', title: 'P', components: [make] }]],
    ['the same key twice', [fridge, fridge]],
    [
      'conditions that are none',
      [
        { ...fridge, conditional: 5 },
        { ...make, conditional: {} },
      ],
    ],
    ['a name out of JavaScript', [JSON.parse('{"type":"email","key":"x","label":"X","__proto__":{"a":1}}')]],
  ])('refuses %s with a reason', async (_, components) => {
    const outcome = await bank().add(ours(), { name: `Entry ${++n}`, components }, room.actor)
    if (outcome.kind !== 'refused') throw new Error(JSON.stringify(outcome))
    expect(outcome.problems.length).toBeGreaterThan(0)
    for (const problem of outcome.problems) expect(problem).toMatch(/\w/)
  })

  test.each(['', '  ', 'x'.repeat(101), '<script>', '4111 1111 1111 1111', 'a\u0000b'])(
    'refuses the name ‘%s’',
    async (name) => {
      expect(await bank().add(ours(), { name, components: [fridge] }, room.actor)).toMatchObject({
        kind: 'refused',
      })
    },
  )

  test('a change is a new version, and what it was before is known', async () => {
    const block = await add([fridge])
    const reworded = { ...fridge, label: 'Do you have a fridge?' }
    const given = { version: 1, components: [reworded] }
    expect(keptBlock(await bank().change(ours(), block.id, given, room.actor)).version).toBe(2)
    expect(await bank().versions(ours(), [{ block: block.id, version: 1 }])).toEqual([
      { block: block.id, version: 1, components: [fridge] },
    ])
    const same = { version: 2, components: [reworded] }
    expect(keptBlock(await bank().change(ours(), block.id, same, room.actor)).version).toBe(2)
  })

  test('of two officers who change one version, one is told what the other made', async () => {
    const block = await add([fridge])
    const change = (label: string) =>
      bank().change(ours(), block.id, { version: 1, components: [{ ...fridge, label }] }, room.actor)
    const outcomes = await Promise.all([change('One?'), change('Other?')])
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['conflict', 'kept'])
    expect((await bank().block(ours(), block.id)).version).toBe(2)
  })

  test('a version never changes', async () => {
    const { id } = await add([fridge])
    const { db } = database()
    await expect(
      db.execute(sql`update question_block_version set components = '[]' where block_id = ${id}`),
    ).rejects.toThrow()
  })

  test('two entries in use are never called the same, whatever their capitals', async () => {
    const block = await add([fridge], 'Fridges')
    const again = { name: 'fridges', components: [fridge] }
    expect(await bank().add(ours(), again, room.actor)).toMatchObject({ kind: 'refused' })
    await bank().retire(ours(), block.id, room.actor)
    const other = keptBlock(await bank().add(ours(), again, room.actor))
    expect(await bank().restore(ours(), block.id, room.actor)).toMatchObject({ kind: 'refused' })
    expect(await bank().rename(ours(), other.id, 'Freezers', room.actor)).toMatchObject({ kind: 'kept' })
    expect(await bank().restore(ours(), block.id, room.actor)).toMatchObject({ kind: 'kept' })
    expect((await bank().block(ours(), block.id)).retiredAt).toBeNull()
  })

  test('is the organisation’s own', async () => {
    const { id } = await add([fridge])
    const { other, actor } = room
    const given = { version: 1, components: [make] }
    for (const attempt of [
      () => bank().block(other.id, id),
      () => bank().usedBy(other.id, id),
      () => bank().change(other.id, id, given, actor),
      () => bank().rename(other.id, id, 'Mine now', actor),
      () => bank().retire(other.id, id, actor),
      () => bank().restore(other.id, id, actor),
    ])
      await expect(attempt()).rejects.toThrow(NotFound)
    expect(await bank().versions(other.id, [{ block: id, version: 1 }])).toEqual([])
    expect(await bank().list(other.id)).toEqual([])
  })

  test('a document keeps where its questions came from, byte for byte, and the bank knows the form', async () => {
    const block = await add([fridge])
    const text = formatDocument(
      JSON.parse(
        changed(({ definition }) => {
          definition.components[0]!.components[0]!.bank = { block: block.id, version: 1, part: 'fridge' }
        }),
      ),
    )
    const made = await room.forms.create(ours(), text, room.actor)
    if (made.kind !== 'created') throw new Error(JSON.stringify(made.problems))
    expect((await room.forms.draft(ours(), made.slug)).text).toBe(text)
    expect(await bank().usedBy(ours(), block.id)).toMatchObject([{ slug: made.slug }])
    for (const wrong of [
      { block: 'x', version: 1, part: 'a' },
      { block: block.id, version: 0, part: 'a' },
      'yes',
    ]) {
      const refused = changed((document) => {
        document.definition.components[0]!.components[0]!.bank = wrong as never
      }, bulkyWaste.text)
      expect(await room.forms.create(ours(), refused, room.actor)).toMatchObject({ kind: 'refused' })
    }
  })

  test('every change has its audit event', async () => {
    const { id } = await add([fridge])
    await bank().rename(ours(), id, `Entry ${++n}`, room.actor)
    await bank().change(ours(), id, { version: 1, components: [make] }, room.actor)
    await bank().retire(ours(), id, room.actor)
    await bank().retire(ours(), id, room.actor)
    await bank().restore(ours(), id, room.actor)
    const events = (await database().db.select().from(auditEvent)).filter(
      ({ details }) => (details as { block?: string }).block === id,
    )
    expect(events.map(({ event }) => event.replace('question-block.', ''))).toEqual([
      'added',
      'renamed',
      'changed',
      'retired',
      'restored',
    ])
  })
})
