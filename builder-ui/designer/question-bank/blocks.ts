import type { Component } from '../../../form-schemas/document.ts'

/*
 * The organisation's question bank as the designer knows it: its entries as they are now, and as they were when questions of this form
 * were taken from them.
 */

export interface Block {
  id: string
  name: string
  kind: 'question' | 'group' | 'page'
  version: number
  components: Component[]
  /** Not offered any more; forms that have it keep it. */
  isRetired: boolean
}

/** What a block was at a version. */
export interface TakenBlock {
  block: string
  version: number
  components: Component[]
}

export interface Blocks {
  readonly all: readonly Block[]
  find(id: string | undefined): Block | undefined
  /** What it was at that version; undefined when that is not known, as for a form from elsewhere. */
  at(id: string, version: number): Component[] | undefined
  /** An entry that was kept just now. */
  put(block: Block): void
}

export function createBlocks(given: { blocks: Block[]; taken: TakenBlock[] }): Blocks {
  let all = given.blocks
  const taken = new Map(
    given.taken.map(({ block, version, components }) => [`${block} ${version}`, components]),
  )
  for (const { id, version, components } of all) taken.set(`${id} ${version}`, components)
  return {
    get all() {
      return all
    },
    find: (id) => all.find((block) => block.id === id),
    at: (id, version) => taken.get(`${id} ${version}`),
    put(block) {
      all = [...all.filter(({ id }) => id !== block.id), block]
      taken.set(`${block.id} ${block.version}`, block.components)
    },
  }
}

/** The entry that a question or page came from, when it has changed since and is still offered. */
export function changedSince({ bank }: Component, blocks: Blocks): Block | undefined {
  const block = blocks.find(bank?.block)
  return bank && block && !block.isRetired && block.version > bank.version ? block : undefined
}
