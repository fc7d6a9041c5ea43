import type { Design } from '../design.ts'
import type { History } from '../draft.ts'
import { type PackedHistory, packHistory, unpackHistory } from './pack-history.ts'

/* Undo and redo outlive a reload: their steps are kept in the browser tab, like changes that are not saved. */

const nameOf = (url: string) => `counterfoil history ${url}`

export function keepHistory(url: string, history: History): void {
  try {
    sessionStorage.setItem(nameOf(url), JSON.stringify(packHistory(history)))
  } catch (error) {
    const half = Math.floor(history.at / 2)
    // The tab's storage is full: the older half is given up, the rest may fit.
    if (half > 0) keepHistory(url, { steps: history.steps.slice(half), at: history.at - half })
    else console.info('Steps for undo could not be kept in this tab', error)
  }
}

/**
 * The steps of an earlier visit in this tab, standing where the server is now: later steps are behind Redo. When somebody has saved
 * something else meanwhile, that is a step of its own and what one had is behind Undo.
 */
export function keptHistory(url: string, saved: Design): History | undefined {
  try {
    const text = sessionStorage.getItem(nameOf(url))
    if (text === null) return undefined
    const { steps, at } = unpackHistory(JSON.parse(text) as PackedHistory)
    const wanted = JSON.stringify(saved)
    const same = steps.flatMap(({ design }, step) => (JSON.stringify(design) === wanted ? [step] : []))
    const nearest = same.sort((a, b) => Math.abs(a - at) - Math.abs(b - at))[0]
    if (nearest !== undefined) return { steps, at: nearest }
    const before = steps.slice(0, at + 1)
    return { steps: [...before, { name: 'opened what is saved now', design: saved }], at: before.length }
  } catch (error) {
    console.info('Steps for undo kept in this tab could not be read', error)
    return undefined
  }
}
