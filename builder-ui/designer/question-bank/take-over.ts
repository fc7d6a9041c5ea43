import type { Component } from '../../../form-schemas/document.ts'
import type { Definition } from '../definition.ts'
import { freshKey, keysInUse } from '../question-key.ts'
import type { Block } from './blocks.ts'
import { type Instance, partsOf, stamped, withHolder } from './instance.ts'
import { withSubjects } from './rename-subjects.ts'
import { isSame, threeWay } from './three-way.ts'

/*
 * Takes a newer version of a block into a form: settings that the form did not change for itself become the block's, new questions come
 * in beside their neighbours, and what the block no longer has stays as the form's own. Keys, places and what was deleted here stay.
 */

/** Said by the form, not by the block: where it stands and when it is shown among the form's other questions. */
const ownSettings = new Set(['key', 'bank', 'components', 'section', 'conditional', 'input', 'tableView'])

/** @param was what the block was when it was last taken over; undefined = not known, and then nothing counts as the form's own change */
export function takenOver(
  definition: Definition,
  instance: Instance,
  block: Block,
  was: readonly Component[] | undefined,
): Definition {
  const used = keysInUse(definition)
  const keyOf = new Map<string, string>()
  const note = ({ key, bank, components = [] }: Component) => {
    if (bank?.block === block.id) keyOf.set(bank.part, key)
    components.forEach(note)
  }
  partsOf(definition, instance, block.id).forEach(note)
  const before = byKey(was ?? [])
  const now = byKey(block.components)
  /** A part of the block as it asks about its neighbours under the keys that they have here. */
  const here = (part: Component) => withSubjects(part, keyOf)

  const updated = <C extends Component>(mine: C): C => {
    if (mine.bank?.block !== block.id) return mine
    const part = now.get(mine.bank.part)
    if (!part) return withoutOrigin(mine, block.id)
    const old = before.get(part.key)
    const [theirs, base] = [here(part), old && here(old)]
    // A question of another kind has other settings: those of the old kind mean nothing to it.
    const settings = theirs.type === mine.type ? mergedSettings(mine, base, theirs) : settingsOf(theirs)
    const conditional = isSame(mine.conditional, base?.conditional) ? theirs.conditional : mine.conditional
    const { key, section } = mine
    return {
      ...settings,
      key,
      ...(section !== undefined && { section }),
      ...(conditional && { conditional }),
      bank: { block: block.id, version: block.version, part: part.key },
      ...(part.components && {
        components: withAdded(mine.components ?? [], old?.components ?? [], part.components),
      }),
    } as unknown as C
  }

  /** What stands beside each other: each brought up to date, and what is new in the block put after what it follows there. */
  const withAdded = (
    mine: Component[],
    old: readonly Component[],
    parts: readonly Component[],
  ): Component[] => {
    const added = was === undefined ? [] : parts.filter(({ key }) => !old.some((one) => one.key === key))
    const result = mine.map(updated)
    for (const part of added) {
      if (keyOf.has(part.key)) continue
      const copy = stamped(named(part, used, keyOf), part, block)
      const earlier = parts.slice(0, parts.indexOf(part)).map(({ key }) => key)
      const after = result.findLastIndex(
        ({ bank }) => bank?.block === block.id && earlier.includes(bank.part),
      )
      const first = result.findIndex(({ bank }) => bank?.block === block.id)
      result.splice(after >= 0 ? after + 1 : Math.max(first, 0), 0, withSubjects(copy, keyOf))
    }
    return result
  }

  return withHolder(definition, instance, (holder) =>
    instance.isPage
      ? updated(holder)
      : {
          ...holder,
          components:
            block.kind === 'page'
              ? (holder.components ?? []).map(updated)
              : withAdded(holder.components ?? [], was ?? [], block.components),
        },
  )
}

function byKey(components: readonly Component[]): Map<string, Component> {
  const found = new Map<string, Component>()
  const visit = (component: Component) => {
    found.set(component.key, component)
    component.components?.forEach(visit)
  }
  components.forEach(visit)
  return found
}

function settingsOf(component: Component): Record<string, unknown> & { type: string } {
  const entries = Object.entries(component).filter(([key]) => !ownSettings.has(key))
  return Object.fromEntries(entries) as Record<string, unknown> & { type: string }
}

function mergedSettings(mine: Component, was: Component | undefined, theirs: Component) {
  return threeWay(was && settingsOf(was), settingsOf(mine), settingsOf(theirs)) as Record<string, unknown>
}

function withoutOrigin<C extends Component>(component: C, block: string): C {
  const { bank, ...own } = component
  const inner = component.components?.map((child) => withoutOrigin(child, block))
  const kept = bank?.block === block ? own : component
  return { ...kept, ...(inner && { components: inner }) } as unknown as C
}

/** Keys that nothing else has, noted by the part that they stand for. */
function named(part: Component, used: Set<string>, keyOf: Map<string, string>): Component {
  const key = freshKey(used, part.key)
  used.add(key)
  keyOf.set(part.key, key)
  return {
    ...part,
    key,
    ...(part.components && { components: part.components.map((child) => named(child, used, keyOf)) }),
  }
}
