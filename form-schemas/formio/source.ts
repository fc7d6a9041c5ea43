import { pointerTo } from '../checks/pointer.ts'
import type { Component } from '../document.ts'
import type { Problem } from '../problem.ts'

/** A component of the form that is imported: whatever it may be. */
export type Source = Record<string, unknown>
export type Path = (string | number)[]

/** What an import goes along with: where things came from, which keys are taken, what was left out. */
export interface Import {
  leftOut: Problem[]
  /** Old key (and old path, for questions in containers) to new key. */
  keys: Map<string, string>
  origin: WeakMap<Component, Path>
}

export function newImport(): Import {
  return { leftOut: [], keys: new Map(), origin: new WeakMap() }
}

export function note(job: Import, path: Path, message: string): void {
  job.leftOut.push({ pointer: pointerTo(path), message })
}

export function isSource(value: unknown): value is Source {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

/** The children that are components, each with where it stands. */
export function childrenAt(parent: unknown, path: Path, part: string): { source: Source; path: Path }[] {
  const list = isSource(parent) ? parent[part] : undefined
  if (!Array.isArray(list)) return []
  return list.flatMap((source, i) => (isSource(source) ? [{ source, path: [...path, part, i] }] : []))
}

/** How a note names it: "the 'signature' question 'Sign here'". */
export function spokenName(source: Source): string {
  const type = typeof source.type === 'string' ? `'${source.type.slice(0, 40)}' ` : ''
  const name =
    plainText(source.label) || plainText(source.title) || plainText(source.key) || 'without a label'
  return `The ${type}question '${name.slice(0, 80)}'`
}

/** The same inside a sentence. */
export function nameInside(source: Source): string {
  return spokenName(source).replace(/^The/, 'the')
}

/** Text without tags and entities, on one line. */
export function plainText(value: unknown): string {
  if (typeof value !== 'string') return ''
  return value
    .slice(0, 20_000)
    .replace(/<[^<>]*>/g, ' ')
    .replace(/&nbsp;|&#160;/g, ' ')
    .replace(/&amp;/g, '&')
    .replace(/&(?:lt|gt|quot|#39);/g, "'")
    .replace(/[<>\u0000-\u001f\u007f-\u009f\u2028\u2029\ufeff]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
}

/** At most so many characters, ended by "…" when cut. */
export function shortened(text: string, most: number): string {
  const letters = [...text]
  return letters.length <= most ? text : `${letters.slice(0, most - 1).join('')}…`
}
