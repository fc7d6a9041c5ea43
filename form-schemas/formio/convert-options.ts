import type { Option } from '../questions/options.ts'
import { isSource, plainText, shortened } from './source.ts'

/** Options with values that can stand in a page; empty and repeated ones go. */
export function convertOptions(given: unknown): Option[] {
  if (!Array.isArray(given)) return []
  const options = new Map<string, Option>()
  for (const option of given) {
    if (!isSource(option)) continue
    const label = shortened(plainText(option.label) || plainText(option.value), 300)
    const value = plainText(typeof option.value === 'object' ? '' : String(option.value ?? ''))
      .replace(/["'&]/g, '')
      .trim()
      .slice(0, 100)
      .trim()
    const kept =
      value ||
      label
        .toLowerCase()
        .replace(/[^a-z0-9]+/g, '-')
        .replace(/^-|-$/g, '')
        .slice(0, 100)
    if (label && kept && !options.has(kept)) options.set(kept, { value: kept, label })
  }
  return [...options.values()]
}
