import type { Design } from '../design.ts'
import { type PackedHistory, packHistory, unpackHistory } from './pack-history.ts'

/**
 * Work that the server is not known to have, kept on this computer: closing the tab, a crash or a day without a network lose nothing.
 * It is kept for one officer and one form; each open tab has a copy of its own.
 */
export interface UnsavedCopy {
  /** The last revision that this page and the server agreed on, and the design it had. */
  revision: number
  base: Design
  /** Designs that were sent without an answer: the server may have any of them. */
  sent: readonly Design[]
  mine: Design
  /** ISO 8601, UTC. */
  keptAt: string
}

interface Written {
  revision: number
  keptAt: string
  /** The base, what was sent, and mine last: they share nearly everything. */
  designs: PackedHistory
}

/** Of many unanswered sendings only the last are looked for again. */
const remembered = 5

export interface CopyKeeper {
  /** False when the browser does not keep it: storage is full or switched off. */
  keep(copy: Omit<UnsavedCopy, 'keptAt'>): boolean
  drop(): void
  /** The newest copy that a tab left behind which is not open any more. It becomes this tab's own. */
  takeLeftBehind(): UnsavedCopy | undefined
}

/** @param owner officer and address of the form: what one of them left is never shown to another */
export async function createCopyKeeper(owner: string): Promise<CopyKeeper> {
  const all = `counterfoil unsaved ${owner} `
  const own = `${all}${crypto.getRandomValues(new Uint32Array(2)).join('-')}`
  const open = await openTabs()
  // Held until the page is gone, however it goes: that is how other tabs know that this copy is being worked on.
  void navigator.locks?.request(own, () => new Promise(() => {}))

  const drop = () => forget(own)
  const keep: CopyKeeper['keep'] = ({ revision, base, sent, mine }) => {
    const designs = [base, ...sent.slice(-remembered), mine].map((design) => ({ name: '', design }))
    const written: Written = {
      revision,
      keptAt: new Date().toISOString(),
      designs: packHistory({ steps: designs, at: designs.length - 1 }),
    }
    try {
      localStorage.setItem(own, JSON.stringify(written))
      return true
    } catch (error) {
      // The draft on the page is still whole; only this second net is missing, and the officer is told so.
      console.info('Unsaved changes could not be kept on this computer', error)
      return false
    }
  }
  return {
    keep,
    drop,
    takeLeftBehind() {
      const found = namesIn(all)
        .filter((name) => !open.has(name))
        .flatMap((name) => readCopy(name))
        .sort((a, b) => b.copy.keptAt.localeCompare(a.copy.keptAt))[0]
      if (!found) return undefined
      if (keep(found.copy)) forget(found.name)
      return found.copy
    },
  }
}

/** Names held by tabs that are open. Browsers tell it only over https and on this computer; elsewhere none is known. */
async function openTabs(): Promise<Set<string>> {
  const { held = [] } = (await navigator.locks?.query()) ?? {}
  return new Set(held.map(({ name }) => name ?? ''))
}

function namesIn(prefix: string): string[] {
  try {
    return Object.keys(localStorage).filter((name) => name.startsWith(prefix))
  } catch (error) {
    console.info('Changes kept on this computer could not be looked for', error)
    return []
  }
}

function readCopy(name: string): { name: string; copy: UnsavedCopy }[] {
  try {
    const { revision, keptAt, designs } = JSON.parse(localStorage.getItem(name) ?? '') as Written
    const all = unpackHistory(designs).steps.map(({ design }) => design)
    const [base, mine] = [all[0], all.at(-1)]
    if (!base || !mine || all.length < 2) throw new TypeError('There is nothing in it')
    return [{ name, copy: { revision, keptAt, base, sent: all.slice(1, -1), mine } }]
  } catch (error) {
    console.info('Changes kept on this computer could not be read', error)
    return []
  }
}

function forget(name: string): void {
  try {
    localStorage.removeItem(name)
  } catch (error) {
    console.info('Changes kept on this computer could not be removed', error)
  }
}
