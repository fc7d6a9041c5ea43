import type { Component, Panel } from '../../form-schemas/document.ts'

/*
 * Changes to a form's definition, each giving a new definition and leaving the old one as it was: that is what makes undo
 * possible. A question is found by its place: the page's number, then its index on the page, then its index inside a list.
 */

export interface Definition {
  display: 'wizard'
  components: Panel[]
}

/** `[2]` is the third question of a page; `[2, 0]` the first question of the list that is third. */
export type Path = readonly number[]

export interface Place {
  page: number
  path: Path
}

/** What the canvas says after a drag: what stood where (`from`), or a new question of a type, in the new order. */
export interface Arranged {
  from?: Path
  type: string
  children?: Arranged[]
}

export function questionAt(definition: Definition, place: Place): Component | undefined {
  return find(definition.components[place.page], place.path)
}

function find(root: Component | undefined, path: Path): Component | undefined {
  return path.reduce<Component | undefined>((component, index) => component?.components?.[index], root)
}

/** The definition with one page changed by `change`. */
export function withPage(definition: Definition, page: number, change: (panel: Panel) => Panel): Definition {
  return {
    ...definition,
    components: definition.components.map((panel, index) => (index === page ? change(panel) : panel)),
  }
}

/** The definition with the list of questions around `path` changed: a page's own, or those inside a list. */
function withSiblings(
  definition: Definition,
  { page, path }: Place,
  change: (siblings: Component[], index: number) => Component[],
): Definition {
  const into = <C extends Component>(component: C, rest: Path): C => {
    const siblings = component.components ?? []
    const [index = 0, ...deeper] = rest
    return {
      ...component,
      components:
        deeper.length === 0
          ? change([...siblings], index)
          : siblings.map((child, position) => (position === index ? into(child, deeper) : child)),
    }
  }
  return withPage(definition, page, (panel) => into(panel, path))
}

export function insertQuestion(definition: Definition, place: Place, question: Component): Definition {
  return withSiblings(definition, place, (siblings, index) => siblings.toSpliced(index, 0, question))
}

export function removeQuestion(definition: Definition, place: Place): Definition {
  return withSiblings(definition, place, (siblings, index) => siblings.toSpliced(index, 1))
}

export function replaceQuestion(definition: Definition, place: Place, question: Component): Definition {
  return withSiblings(definition, place, (siblings, index) => siblings.with(index, question))
}

/** One up (-1) or one down (+1). Gives undefined at the end of the list, where there is nowhere to go. */
export function moveQuestion(
  definition: Definition,
  place: Place,
  by: -1 | 1,
): { definition: Definition; place: Place } | undefined {
  const index = place.path.at(-1) ?? 0
  const parent = find(definition.components[place.page], place.path.slice(0, -1))
  const to = index + by
  if (to < 0 || to >= (parent?.components?.length ?? 0)) return undefined
  return {
    definition: withSiblings(definition, place, (siblings) => swapped(siblings, index, to)),
    place: { page: place.page, path: [...place.path.slice(0, -1), to] },
  }
}

export function movePage(definition: Definition, page: number, by: -1 | 1): Definition | undefined {
  const to = page + by
  if (to < 0 || to >= definition.components.length) return undefined
  return { ...definition, components: swapped(definition.components, page, to) }
}

function swapped<T>(list: readonly T[], one: number, other: number): T[] {
  return list.with(one, list[other] as T).with(other, list[one] as T)
}

/** The page with its questions as the canvas arranged them. `make` gives a new question for what came from the palette. */
export function rearrangePage(panel: Panel, arranged: Arranged[], make: (type: string) => Component): Panel {
  const build = (items: Arranged[]): Component[] =>
    items.map((item) => {
      const question = (item.from && find(panel, item.from)) || make(item.type)
      return question.components === undefined
        ? question
        : { ...question, components: build(item.children ?? []) }
    })
  return { ...panel, components: build(arranged) }
}

/** Every question of the form with where it stands, in the order a resident meets them; those inside lists included. */
export function everyQuestion(definition: Definition): { question: Component; place: Place }[] {
  const walk = (components: Component[], page: number, path: Path): { question: Component; place: Place }[] =>
    components.flatMap((question, index) => [
      { question, place: { page, path: [...path, index] } },
      ...walk(question.components ?? [], page, [...path, index]),
    ])
  return definition.components.flatMap((panel, page) => walk(panel.components, page, []))
}
