import fc from 'fast-check'
import { expect, it } from 'vitest'
import {
  type Definition,
  everyQuestion,
  insertQuestion,
  moveQuestion,
  removeQuestion,
  replaceQuestion,
  withPage,
} from '../../builder-ui/designer/definition.ts'
import { type Design, designOf } from '../../builder-ui/designer/design.ts'
import { createDraft, type Draft } from '../../builder-ui/designer/draft.ts'
import { copyOf, movePageTo, moveQuestionTo } from '../../builder-ui/designer/moves.ts'
import { newExitPage, newPage, newQuestion } from '../../builder-ui/designer/new-question.ts'
import { keysInUse, renamedInConditions } from '../../builder-ui/designer/question-key.ts'
import { packHistory, unpackHistory } from '../../builder-ui/designer/save/pack-history.ts'
import {
  settledSections,
  withoutEmptySections,
  withoutSectionAt,
  withSectionAt,
} from '../../builder-ui/designer/sections.ts'
import type { Panel } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { questionTypes } from '../../form-schemas/questions/index.ts'

const types = Object.keys(questionTypes).filter((type) => type !== 'panel')

/** Every kind of change there is in the designer, at places that `n` picks. */
const operations: ((design: Design, n: number) => Design)[] = [
  (design, n) => {
    const page = n % design.definition.components.length
    const question = newQuestion(design.definition, types[n % types.length] as string)
    return { ...design, definition: insertQuestion(design.definition, { page, path: [0] }, question) }
  },
  (design, n) => onQuestion(design, n, (definition, { place }) => removeQuestion(definition, place)),
  (design, n) =>
    onQuestion(design, n, (definition, { place }) =>
      n % 2
        ? moveQuestion(definition, place, 1)?.definition
        : moveQuestion(definition, place, -1)?.definition,
    ),
  (design, n) =>
    onQuestion(design, n, (definition, { place }) => {
      const page = n % definition.components.length
      return moveQuestionTo(definition, place, { page, index: 0 })?.definition
    }),
  (design, n) =>
    onQuestion(design, n, (definition, { question, place }) => {
      const path = [...place.path.slice(0, -1), (place.path.at(-1) ?? 0) + 1]
      return insertQuestion(definition, { ...place, path }, copyOf(definition, question))
    }),
  (design, n) => {
    const all = everyQuestion(design.definition)
    const found = all[n % all.length]
    if (!found) return design
    const key = `renamed${keysInUse(design.definition).size}${n}`
    const changed = replaceQuestion(design.definition, found.place, {
      ...found.question,
      key,
      label: `Label ${n}`,
    })
    return renamedInConditions({ ...design, definition: changed }, found.question.key, key)
  },
  (design, n) => {
    const { definition } = design
    const page = n % 2 ? newPage(definition) : newExitPage(definition)
    return onPages(
      design,
      definition.components.toSpliced(n % (definition.components.length + 1), 0, page),
      n,
    )
  },
  (design, n) => {
    const { components } = design.definition
    if (components.length === 1) return design
    return withoutEmptySections({
      ...design,
      definition: { ...design.definition, components: components.toSpliced(n % components.length, 1) },
    })
  },
  (design, n) => {
    const { components } = design.definition
    const [from, to] = [n % components.length, (n * 7) % components.length]
    return settledSections(design, movePageTo(design.definition, from, to), to)
  },
  (design, n) => {
    const page = n % design.definition.components.length
    const copy = copyOf(design.definition, design.definition.components[page] as Panel)
    return onPages(design, design.definition.components.toSpliced(page + 1, 0, copy), page + 1)
  },
  (design, n) => withSectionAt(design, n % design.definition.components.length, `Section ${n}`),
  (design, n) => withoutSectionAt(design, n % design.definition.components.length),
  (design, n) => {
    const page = n % design.definition.components.length
    return {
      ...design,
      definition: withPage(design.definition, page, (panel) => ({ ...panel, title: `Title ${n}` })),
    }
  },
  (design, n) => ({
    ...design,
    conditions: [
      ...design.conditions.slice(-20),
      { name: `named${n}`, label: `Named ${n}`, when: { conjunction: 'all', conditions: [] } },
    ],
  }),
]

function onQuestion(
  design: Design,
  n: number,
  change: (definition: Definition, found: ReturnType<typeof everyQuestion>[number]) => Definition | undefined,
): Design {
  const all = everyQuestion(design.definition)
  const found = all[n % all.length]
  const definition = found && change(design.definition, found)
  return definition ? { ...design, definition } : design
}

function onPages(design: Design, components: Panel[], at: number): Design {
  return settledSections(design, { ...design.definition, components }, at % components.length)
}

const forms = libraryForms().map(({ document }) => designOf(structuredClone(document)))
const run = fc.array(fc.tuple(fc.nat({ max: operations.length - 1 }), fc.nat({ max: 10_000 })), {
  minLength: 200,
  maxLength: 200,
})

function apply(draft: Draft, steps: [number, number][]): void {
  for (const [which, n] of steps) {
    const operation = operations[which] as (typeof operations)[number]
    draft.changeDesign(`operation ${which}`, operation(draft.design, n))
    // The designer saves by itself after every pause, which undo must not notice.
    if (n % 3 === 0) draft.markSaved(draft.design, draft.revision + 1)
  }
}

it('any 200 operations taken back one by one give the first document byte for byte, and done again the last', () => {
  fc.assert(
    fc.property(run, fc.nat({ max: forms.length - 1 }), (steps, form) => {
      const first = forms[form] as Design
      const before = JSON.stringify(first)
      const draft = createDraft({ ...first, revision: 1 })
      apply(draft, steps)
      const last = JSON.stringify(draft.design)
      while (draft.undoName !== undefined) draft.undo()
      expect(JSON.stringify(draft.design) === before).toBe(true)
      while (draft.redoName !== undefined) draft.redo()
      expect(JSON.stringify(draft.design) === last).toBe(true)
    }),
    { numRuns: 25 },
  )
}, 120_000)

it('a history that was kept and read again has every step byte for byte, by its name', () => {
  fc.assert(
    fc.property(run, fc.nat({ max: forms.length - 1 }), fc.nat({ max: 150 }), (steps, form, back) => {
      const draft = createDraft({ ...(forms[form] as Design), revision: 1 })
      apply(draft, steps)
      for (let n = 0; n < back; n += 1) draft.undo()
      const text = JSON.stringify(packHistory(draft.history))
      const read = unpackHistory(JSON.parse(text))
      expect(read.at).toBe(draft.history.at)
      const { steps: written } = draft.history
      expect(read.steps.map(({ name }) => name)).toEqual(written.map(({ name }) => name))
      expect(
        read.steps.every(
          ({ design }, step) => JSON.stringify(design) === JSON.stringify(written[step]?.design),
        ),
      ).toBe(true)
      // Whole copies of the form, a step each, would not fit into what a browser keeps (5 MB).
      expect(text.length).toBeLessThan(2_000_000)
    }),
    { numRuns: 10 },
  )
}, 120_000)

it('whatever is done to pages, the pages of a section stand together, in the order of the sections, and all have one', () => {
  fc.assert(
    fc.property(run, fc.nat({ max: forms.length - 1 }), (steps, form) => {
      const draft = createDraft({ ...(forms[form] as Design), revision: 1 })
      for (const step of steps) {
        apply(draft, [step])
        const { definition, sections } = draft.design
        const order = definition.components.map(({ section }) =>
          sections.findIndex(({ key }) => key === section),
        )
        expect(order).toEqual([...order].sort((a, b) => a - b))
        if (sections.length > 0) expect(order).not.toContain(-1)
        expect(new Set(order.filter((at) => at >= 0)).size).toBe(sections.length)
      }
    }),
    { numRuns: 25 },
  )
}, 120_000)

it('no operation gives two pages or questions the same key', () => {
  fc.assert(
    fc.property(run, (steps) => {
      const draft = createDraft({ ...(forms[0] as Design), revision: 1 })
      apply(draft, steps.slice(0, 60))
      const keys = [
        ...draft.definition.components.map(({ key }) => key),
        ...everyQuestion(draft.definition).map(({ question }) => question.key),
      ]
      expect(new Set(keys).size).toBe(keys.length)
    }),
    { numRuns: 25 },
  )
}, 120_000)

it.each([
  '',
  'null',
  '{}',
  '{"at":0,"questions":[],"pages":[],"steps":[]}',
  '{"at":9,"questions":[],"pages":[{"components":[3]}],"steps":[]}',
])('a kept history that is %s is not believed', (text) => {
  expect(() => unpackHistory(JSON.parse(text))).toThrow()
})
