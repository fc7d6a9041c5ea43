import type { Component } from '../../../form-schemas/document.ts'
import { announce } from '../../announce.ts'
import { type Place, questionAt } from '../definition.ts'
import type { View } from '../designer.ts'
import { differences } from '../differences.ts'
import type { Draft } from '../draft.ts'
import {
  askHowToSave,
  askToTakeOver,
  askWhichBlock,
  type SaveAnswer,
  tellLeftOut,
  titleOf,
} from './bank-dialogs.ts'
import { type Blocks, changedSince } from './blocks.ts'
import {
  asBlockParts,
  type Instance,
  instanceAt,
  partsOf,
  stamped,
  withBlock,
  withHolder,
} from './instance.ts'
import { sendBlock } from './send-block.ts'
import { takenOver } from './take-over.ts'

export interface BankParts {
  draft: Draft
  view: View
  blocks: Blocks
  /** Where entries are kept. */
  url: string
  /** Puts the focus on a button of the question or page with this key, after the next drawing. */
  focusOn(action: 'save' | 'update' | 'add', key: string): void
}

/** What an officer does with the question bank: keep, add, take over a change. Each change of the form is one step for undo. */
export function createBankActions(parts: BankParts) {
  const { draft, view, blocks, url, focusOn } = parts
  const componentAt = ({ page, path }: Place): Component | undefined =>
    path.length === 0 ? draft.definition.components[page] : questionAt(draft.definition, { page, path })

  return {
    async add(): Promise<void> {
      const panel = draft.definition.components[view.page]
      if (!panel) return
      const block = await askWhichBlock(blocks.all, titleOf(panel))
      if (!block) return focusOn('add', panel.key)
      const added = withBlock(draft.definition, view.page, block)
      if (block.kind === 'page') view.page += 1
      focusOn('add', added.components[view.page]?.key ?? '')
      // A page takes the section of the one that it comes after, since the pages of a section stand together.
      const section = panel.section
      const components = added.components.map((page, index) =>
        block.kind === 'page' && index === view.page && section !== undefined ? { ...page, section } : page,
      )
      draft.change(`added ‘${block.name}’ from the question bank`, { ...added, components })
      announce(`Added from question bank: ${block.name}`)
    },

    /** Keeps a question, or a page or some of its questions, and says here that it came from there. */
    async save(place: Place): Promise<void> {
      let problems: readonly string[] = []
      for (;;) {
        const component = componentAt(place)
        if (!component) return
        const known = blocks.find(component.bank?.block)
        const of = known && !known.isRetired ? known : undefined
        const isPage = place.path.length === 0
        const answer = await askHowToSave({
          what: titleOf(component),
          name: titleOf(component),
          of,
          problems,
          ...(isPage && { questions: component.components ?? [] }),
        })
        if (!answer) return focusOn('save', component.key)
        const instance = of && instanceAt(draft.definition, place, of.id)
        const saved = partsToSave(
          component,
          answer,
          instance && of && partsOf(draft.definition, instance, of.id),
        )
        const kept = await sendBlock(
          url,
          answer.asNewVersion && of ? { of } : { name: answer.name },
          answer.asNewVersion && of ? asBlockParts(saved, of.id) : saved,
        )
        if (kept.kind === 'conflict') {
          blocks.put(kept.block)
          problems = [
            `Somebody changed ‘${kept.block.name}’ meanwhile. Close this, look at the update, then save again`,
          ]
          continue
        }
        if (kept.kind === 'refused') {
          problems = kept.problems
          continue
        }
        blocks.put(kept.block)
        const keys = new Set(saved.map(({ key }) => key))
        const block = kept.block
        const origin = (one: Component): Component => {
          if (!keys.has(one.key)) return one
          const at = saved.findIndex(({ key }) => key === one.key)
          return stamped(one, block.components[at] ?? one, block)
        }
        const around: Instance = { page: place.page, around: [...place.path.slice(0, -1)], isPage }
        focusOn('save', component.key)
        draft.change(
          `saved ‘${block.name}’ to the question bank`,
          withHolder(draft.definition, around, (holder) =>
            keys.has(holder.key)
              ? origin(holder)
              : { ...holder, components: (holder.components ?? []).map(origin) },
          ),
        )
        announce(`Saved to question bank: ${block.name}, version ${block.version}`)
        if (kept.leftOut.length > 0) await tellLeftOut(block, kept.leftOut)
        return
      }
    },

    async update(place: Place): Promise<void> {
      const component = componentAt(place)
      const block = component && changedSince(component, blocks)
      if (!component?.bank || !block) return
      const instance = instanceAt(draft.definition, place, block.id)
      const was = blocks.at(block.id, component.bank.version)
      const definition = takenOver(draft.definition, instance, block, was)
      const found = differences(draft.design, { ...draft.design, definition })
      focusOn('save', component.key)
      if (!(await askToTakeOver(block, found))) return focusOn('update', component.key)
      draft.change(`took over ‘${block.name}’ from the question bank`, definition)
      announce(`${block.name} is now as in the question bank, version ${block.version}`)
    },
  }
}

/** The question alone, the page, some of its questions, or all that came from the entry of which this is the next version. */
function partsToSave(
  component: Component,
  answer: SaveAnswer,
  ofBlock: Component[] | undefined,
): Component[] {
  if (answer.only) return (component.components ?? []).filter((_, index) => answer.only?.includes(index))
  return answer.asNewVersion && ofBlock ? ofBlock : [component]
}
