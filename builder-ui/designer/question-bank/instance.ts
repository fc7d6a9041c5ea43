import type { Component, Panel } from '../../../form-schemas/document.ts'
import { type Definition, insertQuestion, type Place, questionAt, withPage } from '../definition.ts'
import { copyOf } from '../moves.ts'
import type { Block } from './blocks.ts'
import { withSubjects } from './rename-subjects.ts'

/** Where questions of a block stand: a page of its own (an empty path), or beside each other on a page or in a list. */
export interface Instance {
  page: number
  /** Of the list around them; empty for a page's own questions. */
  around: number[]
  isPage: boolean
}

/** What belongs to the block of the page or question at a place. */
export function instanceAt(definition: Definition, { page, path }: Place, block: string): Instance {
  const panel = definition.components[page]
  const isPage = panel?.bank?.block === block && (path.length === 0 || path.length === 1)
  return { page, around: path.slice(0, -1), isPage }
}

/** The components that the instance is made of, in order. */
export function partsOf(definition: Definition, instance: Instance, block: string): Component[] {
  const around = holderOf(definition, instance)
  if (!around) return []
  if (instance.isPage) return [around]
  return (around.components ?? []).filter(({ bank }) => bank?.block === block)
}

export function holderOf(definition: Definition, { page, around }: Instance): Component | undefined {
  return around.length === 0 ? definition.components[page] : questionAt(definition, { page, path: around })
}

/** The definition with what is around the instance changed. */
export function withHolder(
  definition: Definition,
  { page, around }: Instance,
  change: (holder: Component) => Component,
): Definition {
  const into = (component: Component, rest: readonly number[]): Component => {
    const [index, ...deeper] = rest
    if (index === undefined) return change(component)
    const components = (component.components ?? []).map((child, at) =>
      at === index ? into(child, deeper) : child,
    )
    return { ...component, components }
  }
  return withPage(definition, page, (panel) => into(panel, around) as Panel)
}

/** The components say that they are of the block, as it is now. `parts` are its components in the same order. */
export function stamped<C extends Component>(
  component: C,
  part: Component,
  block: Pick<Block, 'id' | 'version'>,
): C {
  const { id, version } = block
  const inner = component.components?.map((child, index) =>
    stamped(child, part.components?.[index] ?? child, block),
  )
  return {
    ...component,
    bank: { block: id, version, part: part.key },
    ...(inner && { components: inner }),
  }
}

/** Puts a block into the form under keys that nothing else has: its questions at the end of a page, or its page after that one. */
export function withBlock(definition: Definition, page: number, block: Block): Definition {
  const [first] = block.components
  if (block.kind === 'page' && first) {
    const panel = stamped(copyOf(definition, first as Panel), first, block)
    return { ...definition, components: definition.components.toSpliced(page + 1, 0, panel) }
  }
  // Copied together, so that conditions between them ask about the copies.
  const holder: Component = { type: 'panel', key: 'questionBank', components: block.components }
  const copies = copyOf(definition, holder).components ?? []
  return copies.reduce((changed, copy, index) => {
    const end = changed.components[page]?.components.length ?? 0
    const question = stamped(copy, block.components[index] ?? copy, block)
    return insertQuestion(changed, { page, path: [end] }, question)
  }, definition)
}

/** As they are to be kept in the block that they came from: under the keys that they have there. */
export function asBlockParts(components: readonly Component[], block: string): Component[] {
  const partOf = new Map<string, string>()
  const collect = ({ key, bank, components: inner = [] }: Component) => {
    if (bank?.block === block) partOf.set(key, bank.part)
    inner.forEach(collect)
  }
  components.forEach(collect)
  const toPart = (component: Component): Component => ({
    ...component,
    key: partOf.get(component.key) ?? component.key,
    ...(component.components && { components: component.components.map(toPart) }),
  })
  return components.map((component) => toPart(withSubjects(component, partOf)))
}
