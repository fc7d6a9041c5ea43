import { jsonProblems } from '../../../form-schemas/checks/json-safety.ts'
import { conditionsIn } from '../../../form-schemas/conditions.ts'
import type { Component, ConditionGroup, FormDocument, Panel } from '../../../form-schemas/document.ts'
import { parseDocument } from '../../../form-schemas/parse.ts'
import { conditional } from '../../../form-schemas/questions/settings-parts.ts'
import { say, type Words } from '../../../form-schemas/words.ts'

export type BlockKind = 'question' | 'group' | 'page'

export type ReadBlock =
  | { ok: true; kind: BlockKind; components: Component[]; leftOut: string[] }
  | { ok: false; problems: string[] }

/** One page with nothing on it but the block: what a block is checked as, and how it is looked at. */
export function blockDocument(name: string, components: readonly Component[]): FormDocument {
  const [first] = components
  const page: Panel =
    first?.type === 'panel'
      ? (first as Panel)
      : { type: 'panel', key: 'questionBankPage', title: name, components: [...components] }
  return {
    format: 'counterfoil/1',
    slug: 'question-bank',
    title: name,
    definition: { display: 'wizard', components: [page] },
  }
}

/**
 * Takes questions, or one page, out of the form they stand in: what depends on the rest of that form is left out and said. The keys
 * stay as they are. Never throws.
 */
export function readBlock(name: string, json: unknown): ReadBlock {
  if (!Array.isArray(json) || json.length === 0) return refused('Choose at least one question')
  const [unsafe] = jsonProblems(json)
  if (unsafe) return refused(unsafe.message)
  const given = json as Component[]
  if (given.length > 1 && given.some((one) => one?.type === 'panel'))
    return refused('A page is kept by itself')
  const keys = keysOf(given)
  const leftOut: (() => string)[] = []
  const components = given.map((component) => alone(component, keys, leftOut))
  const parsed = parseDocument(JSON.parse(JSON.stringify(blockDocument(name, components))))
  if (!parsed.ok) return { ok: false, problems: parsed.problems.map(({ message }) => message) }
  const kind = components[0]?.type === 'panel' ? 'page' : components.length > 1 ? 'group' : 'question'
  return { ok: true, kind, components, leftOut: leftOut.map((say) => say()) }
}

const refused = (problem: string): ReadBlock => ({ ok: false, problems: [problem] })

/** What came from a browser may not be components at all: until it has been parsed, nothing is relied on. */
const isComponent = (json: unknown): json is Component => typeof json === 'object' && json !== null

function keysOf(components: readonly Component[]): ReadonlySet<string> {
  const keys = new Set<string>()
  const collect = (component: unknown) => {
    if (!isComponent(component)) return
    keys.add(component.key)
    if (Array.isArray(component.components)) component.components.forEach(collect)
  }
  components.forEach(collect)
  return keys
}

/** @param leftOut names are said once it is known that they are words */
function alone(component: Component, keys: ReadonlySet<string>, leftOut: (() => string)[]): Component {
  if (!isComponent(component)) return component
  const { bank: _, section: __, ...kept } = component
  const read = conditional.safeParse(kept.conditional)
  if (read.success && !isWithin(read.data, keys)) {
    delete kept.conditional
    leftOut.push(() => `When ‘${nameOf(component)}’ is shown: it depends on other parts of the form`)
  }
  const factor = kept.lookup?.factor
  if (kept.lookup && factor && !keys.has(factor.question)) {
    const { factor: ___, ...lookup } = kept.lookup
    kept.lookup = lookup
    leftOut.push(() => `The second factor of ‘${nameOf(component)}’: it is asked elsewhere in the form`)
  }
  if (Array.isArray(kept.components))
    kept.components = kept.components.map((inner) => alone(inner, keys, leftOut))
  return kept
}

/** Nothing that is asked about stands outside. Conditions with a name belong to the form. */
function isWithin(group: ConditionGroup, keys: ReadonlySet<string>): boolean {
  return (
    !hasNamed(group) &&
    conditionsIn(group, []).every(({ condition: { component } }) =>
      keys.has(component.startsWith('lookup.') ? (component.split('.')[1] ?? '') : component),
    )
  )
}

function hasNamed({ named = [], groups = [] }: ConditionGroup): boolean {
  return named.length > 0 || groups.some(hasNamed)
}

function nameOf({ label, title, key }: Component): string {
  return say(label) || say(title as Words | undefined) || key
}
