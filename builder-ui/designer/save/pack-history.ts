import type { Component, Panel } from '../../../form-schemas/document.ts'
import type { Design } from '../design.ts'
import type { History } from '../draft.ts'

/*
 * A history small enough to be kept in the browser: steps share all questions that did not change, so each question and each page
 * is written once, and steps and pages name them by number.
 */

export interface PackedHistory {
  at: number
  questions: Component[]
  /** Pages whose questions are numbers of `questions`, at the place where their questions stood. */
  pages: (Omit<Panel, 'components'> & { components: number[] })[]
  steps: { name: string; design: Omit<Design, 'definition'> & { definition: { components: number[] } } }[]
}

export function packHistory({ steps, at }: History): PackedHistory {
  const packed: PackedHistory = { at, questions: [], pages: [], steps: [] }
  const numberOf = <T extends object>(
    known: Map<T, number>,
    list: unknown[],
    one: T,
    written: (one: T) => unknown,
  ) => {
    const number = known.get(one) ?? list.push(written(one)) - 1
    known.set(one, number)
    return number
  }
  const questions = new Map<Component, number>()
  const pages = new Map<Panel, number>()
  const question = (one: Component) => numberOf(questions, packed.questions, one, (it) => it)
  const page = (one: Panel) =>
    numberOf(pages, packed.pages, one, (it) => ({ ...it, components: it.components.map(question) }))
  packed.steps = steps.map(({ name, design }) => ({
    name,
    design: {
      ...design,
      definition: { ...design.definition, components: design.definition.components.map(page) },
    },
  }))
  return packed
}

/** The history again, its steps sharing what they shared. @throws TypeError when a number names nothing */
export function unpackHistory(packed: PackedHistory): History {
  const entry = <T>(list: readonly T[], number: number): T => {
    const found = list[number]
    if (found === undefined) throw new TypeError(`The kept history has no entry ${number}`)
    return found
  }
  const pages = packed.pages.map(
    (page) =>
      ({ ...page, components: page.components.map((number) => entry(packed.questions, number)) }) as Panel,
  )
  const steps = packed.steps.map(({ name, design }) => {
    const components = design.definition.components.map((number) => entry(pages, number))
    return { name, design: { ...design, definition: { ...design.definition, components } } as Design }
  })
  entry(steps, packed.at)
  return { steps, at: packed.at }
}
