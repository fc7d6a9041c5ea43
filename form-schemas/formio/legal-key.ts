import { key as keyRule } from '../questions/settings-parts.ts'
import type { Import } from './source.ts'

/** A key that is ours from one of anywhere ("1. First-name" becomes "firstName"), not among the `taken` ones. */
export function legalKey(old: unknown, fallback: string, taken: Set<string>): string {
  const parts = (typeof old === 'string' ? old : '')
    .slice(0, 200)
    .split(/[^a-zA-Z0-9]+/)
    .filter(Boolean)
  const joined = parts
    .map((part, i) => (i === 0 ? part : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('')
  const letters = joined.replace(/^\d+/, '')
  const base = (letters === '' ? fallback : letters.charAt(0).toLowerCase() + letters.slice(1)).slice(0, 55)
  for (let n = 1; ; n++) {
    const key = n === 1 ? base : `${base}${n}`
    if (!taken.has(key) && keyRule.safeParse(key).success) {
      taken.add(key)
      return key
    }
  }
}

/** Remembers what a key became, so that conditions find it, also when they name it by the path of its container. */
export function rememberKey(job: Import, old: unknown, now: string): void {
  if (typeof old === 'string' && !job.keys.has(old)) job.keys.set(old, now)
}

export function keyNow(job: Import, old: string): string {
  return job.keys.get(old) ?? job.keys.get(old.split('.').at(-1) ?? old) ?? old
}
