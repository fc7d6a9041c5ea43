import { describe, expect, test } from 'vitest'
import type { Definition } from '../../builder-ui/designer/definition.ts'
import { everyQuestion } from '../../builder-ui/designer/definition.ts'
import { differences } from '../../builder-ui/designer/differences.ts'
import { type Block, changedSince, createBlocks } from '../../builder-ui/designer/question-bank/blocks.ts'
import {
  asBlockParts,
  instanceAt,
  partsOf,
  withBlock,
} from '../../builder-ui/designer/question-bank/instance.ts'
import { takenOver } from '../../builder-ui/designer/question-bank/take-over.ts'
import { isSame, threeWay } from '../../builder-ui/designer/question-bank/three-way.ts'
import type { Component, Panel } from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'

const id = 'b'.repeat(32)
const when = (component: string) => ({
  show: true,
  conjunction: 'all' as const,
  conditions: [{ component, operator: 'isEqual' as const, value: 'yes' }],
})
const fridge: Component = {
  type: 'radio',
  key: 'fridge',
  label: 'Is there a fridge?',
  values: [
    { value: 'yes', label: 'Yes' },
    { value: 'no', label: 'No' },
  ],
}
const make: Component = { type: 'textfield', key: 'make', label: 'Which make?', conditional: when('fridge') }
const age: Component = { type: 'number', key: 'age', label: 'How old is it?' }
const group = (components: Component[], version = 1): Block => ({
  id,
  name: 'Fridges',
  kind: 'group',
  version,
  components,
  isRetired: false,
})
const form = (...components: Component[]): Definition => ({
  display: 'wizard',
  components: [{ type: 'panel', key: 'page1', title: 'Page 1', components } as Panel],
})
const taken = { type: 'radio', key: 'fridge', label: 'Mine', values: fridge.values } as Component
const questions = (definition: Definition) => everyQuestion(definition).map(({ question }) => question)
const takeOver = (definition: Definition, block: Block, was: Component[] | undefined) =>
  takenOver(definition, instanceAt(definition, { page: 0, path: [0] }, id), block, was)

describe('adding from the question bank', () => {
  test('gives free keys, says where each question came from, and keeps conditions among them', () => {
    const added = withBlock(form(taken), 0, group([fridge, make]))
    const [, copy, other] = questions(added)
    expect(copy).toMatchObject({ key: 'fridge2', bank: { block: id, version: 1, part: 'fridge' } })
    expect(other).toMatchObject({ key: 'make', conditional: when('fridge2'), bank: { part: 'make' } })
    const document = { format: 'counterfoil/1', slug: 'x', title: 'X', definition: added }
    expect(parseDocument(structuredClone(document))).toMatchObject({ ok: true })
  })

  test('puts a page after the page on the canvas', () => {
    const page = { type: 'panel', key: 'page1', title: 'Fridges', components: [fridge, make] }
    const added = withBlock(form(age), 0, { ...group([page]), kind: 'page' })
    expect(added.components.map(({ key, bank }) => [key, bank?.part])).toEqual([
      ['page1', undefined],
      ['page12', 'page1'],
    ])
    expect(added.components[1]!.components[1]!.conditional).toEqual(when('fridge'))
  })

  test('what goes back has the keys that it has in the bank, however two keys were swapped here', () => {
    const added = withBlock(form(taken), 0, group([fridge, make]))
    const parts = partsOf(added, instanceAt(added, { page: 0, path: [1] }, id), id)
    expect(asBlockParts(parts, id).map(({ bank: _, ...part }) => part)).toEqual([fridge, make])
  })
})

describe('an update of a block', () => {
  const inForm = withBlock(form(age), 0, group([fridge, make]))

  test('is offered when the block has a newer version, and not for a retired one or another form’s', () => {
    const blocks = createBlocks({ blocks: [group([fridge, make], 2)], taken: [] })
    const [own, from] = questions(inForm) as [Component, Component]
    expect(changedSince(from, blocks)?.version).toBe(2)
    expect(changedSince(own, blocks)).toBeUndefined()
    const retired = createBlocks({ blocks: [{ ...group([fridge], 2), isRetired: true }], taken: [] })
    expect(changedSince(from, retired)).toBeUndefined()
    expect(changedSince(from, createBlocks({ blocks: [], taken: [] }))).toBeUndefined()
  })

  test('takes what the block changed, keeps what the form changed, and prefers the block where both did', () => {
    const mine = structuredClone(inForm)
    const question = mine.components[0]!.components[1]!
    question.description = 'Our own hint'
    question.label = 'Our own words'
    const now = group([{ ...fridge, label: 'Do you have a fridge?', validate: { required: true } }, make], 2)
    const [, updated] = questions(
      takenOver(mine, instanceAt(mine, { page: 0, path: [1] }, id), now, [fridge, make]),
    )
    expect(updated).toMatchObject({
      key: 'fridge',
      label: 'Do you have a fridge?',
      description: 'Our own hint',
      validate: { required: true },
      bank: { version: 2 },
    })
  })

  test('says in plain words what it would change, and nothing of where questions came from', () => {
    const now = group([{ ...fridge, description: 'Freezers are fridges, too' }, make], 2)
    const at = instanceAt(inForm, { page: 0, path: [1] }, id)
    const definition = takenOver(inForm, at, now, [fridge, make])
    const design = (one: Definition) => ({ definition: one, conditions: [], sections: [] })
    expect(differences(design(inForm), design(definition))).toEqual([
      {
        kind: 'changed',
        what: 'question ‘Is there a fridge?’',
        details: ['hint: was empty, now ‘Freezers are fridges, too’'],
      },
    ])
  })

  test('brings a new question in beside its neighbour, and not one that was deleted here', () => {
    const colour: Component = {
      type: 'textfield',
      key: 'colour',
      label: 'What colour?',
      conditional: when('fridge'),
    }
    const without = form(...inForm.components[0]!.components.slice(0, 2))
    const now = group([fridge, colour, make], 2)
    const updated = takenOver(without, instanceAt(without, { page: 0, path: [1] }, id), now, [fridge, make])
    expect(questions(updated).map(({ key }) => key)).toEqual(['age', 'fridge', 'colour'])
    expect(questions(updated)[2]).toMatchObject({
      bank: { version: 2, part: 'colour' },
      conditional: when('fridge'),
    })
  })

  test('what the block no longer has stays as the form’s own', () => {
    const updated = takenOver(inForm, instanceAt(inForm, { page: 0, path: [1] }, id), group([fridge], 2), [
      fridge,
      make,
    ])
    const [, , kept] = questions(updated)
    expect(kept).toEqual(make)
  })

  test('a question that became another kind takes the settings of that kind and keeps its key', () => {
    const yesno: Component = { type: 'yesno', key: 'fridge', label: 'Is there a fridge?' }
    const start = withBlock(form(taken), 0, group([fridge]))
    const updated = takenOver(start, instanceAt(start, { page: 0, path: [1] }, id), group([yesno], 2), [
      fridge,
    ])
    expect(questions(updated)[1]).toEqual({
      type: 'yesno',
      key: 'fridge2',
      label: 'Is there a fridge?',
      bank: { block: id, version: 2, part: 'fridge' },
    })
  })

  test('without knowing what it was, the block’s settings are taken and nothing is added', () => {
    const start = withBlock(form(), 0, group([fridge]))
    const updated = takeOver(start, group([{ ...fridge, label: 'New?' }, make], 2), undefined)
    expect(questions(updated).map(({ label }) => label)).toEqual(['New?'])
  })

  test('of a page changes its title and its questions, wherever on the page they were moved', () => {
    const page: Component = { type: 'panel', key: 'cold', title: 'Cold', components: [fridge, make] }
    const block: Block = { ...group([page]), kind: 'page' }
    const start = withBlock(form(age), 0, block)
    start.components[1]!.components.reverse()
    const now: Block = {
      ...block,
      version: 2,
      components: [{ ...page, title: 'Cold things', components: [{ ...fridge, label: 'A fridge?' }, make] }],
    }
    const instance = instanceAt(start, { page: 1, path: [] }, id)
    const updated = takenOver(start, instance, now, [page])
    expect(updated.components[1]).toMatchObject({ title: 'Cold things', bank: { version: 2 } })
    expect(updated.components[1]!.components.map(({ label }) => label)).toEqual(['Which make?', 'A fridge?'])
  })

  test('taken over twice is the same as once', () => {
    const now = group([{ ...fridge, label: 'Do you have a fridge?' }, make, age], 2)
    const at = (definition: Definition) => instanceAt(definition, { page: 0, path: [1] }, id)
    const once = takenOver(inForm, at(inForm), now, [fridge, make])
    expect(takenOver(once, at(once), now, now.components)).toEqual(once)
  })
})

describe('three ways', () => {
  test.each([
    ['only theirs changed', 1, 1, 2, 2],
    ['only mine changed', 1, 3, 1, 3],
    ['both changed', 1, 3, 2, 2],
    ['both added different keys', {}, { a: 1 }, { b: 2 }, { a: 1, b: 2 }],
    ['they took it out', { a: 1, b: 1 }, { a: 1, b: 1 }, { a: 1 }, { a: 1 }],
    ['I took it out', { a: 1, b: 1 }, { a: 1 }, { a: 1, b: 1 }, { a: 1 }],
    ['lists are one thing', [1], [1, 2], [3], [3]],
  ])('%s', (_, was, mine, theirs, merged) => {
    expect(threeWay(was, mine, theirs)).toEqual(merged)
  })

  test('the order of keys makes no difference, and a list is no object', () => {
    expect(isSame({ a: 1, b: [2] }, { b: [2], a: 1 })).toBe(true)
    expect(isSame([], {})).toBe(false)
    expect(isSame(null, {})).toBe(false)
  })
})
