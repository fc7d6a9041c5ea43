import type { Design } from '../design.ts'

/** Changes not saved yet, kept in this browser tab so that a reload, a sign-in or a crash does not lose them. */
export interface UnsavedCopy extends Design {
  revision: number
  /** ISO 8601, UTC. */
  keptAt: string
}

const name = (url: string) => `counterfoil unsaved ${url}`

export function keepCopy(url: string, revision: number, design: Design): void {
  try {
    sessionStorage.setItem(
      name(url),
      JSON.stringify({ revision, ...design, keptAt: new Date().toISOString() }),
    )
  } catch (error) {
    // Storage may be full or switched off. The draft on the page is still whole; only this second net is missing.
    console.info('Unsaved changes could not be kept in this tab', error)
  }
}

export function keptCopy(url: string): UnsavedCopy | undefined {
  try {
    const text = sessionStorage.getItem(name(url))
    return text === null ? undefined : (JSON.parse(text) as UnsavedCopy)
  } catch (error) {
    console.info('Unsaved changes kept in this tab could not be read', error)
    return undefined
  }
}

export function dropCopy(url: string): void {
  try {
    sessionStorage.removeItem(name(url))
  } catch (error) {
    console.info('Unsaved changes kept in this tab could not be removed', error)
  }
}
