import type { Component } from '../../../../form-schemas/document.ts'
import { questionType } from '../../../../form-schemas/questions/index.ts'
import { say } from '../../../../form-schemas/words.ts'
import type { Block } from '../../../forms/index.ts'

const kinds: Record<Block['kind'], string> = {
  question: 'Question',
  group: 'Group of questions',
  page: 'Page',
}

/** As lists show it: what it is, and what it asks. */
export function blockView(block: Block) {
  const parts = block.kind === 'page' ? (block.components[0]?.components ?? []) : block.components
  return {
    ...block,
    kindWords: kinds[block.kind],
    asks: parts.map(({ type, key, label }) => say(label) || `${questionType(type).designer.title} (${key})`),
  }
}

/** What the designer is told of it. */
export function blockForDesigner({ id, name, kind, version, components, retiredAt }: Block) {
  return { id, name, kind, version, components, isRetired: retiredAt !== null }
}

/** Every version of a block that components say they took over, once each. */
export function originsIn(components: readonly Component[]): { block: string; version: number }[] {
  const found = new Map<string, { block: string; version: number }>()
  const visit = ({ bank, components: inner = [] }: Component) => {
    if (bank) found.set(`${bank.block} ${bank.version}`, { block: bank.block, version: bank.version })
    inner.forEach(visit)
  }
  components.forEach(visit)
  return [...found.values()]
}
