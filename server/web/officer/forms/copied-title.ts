import type { Words } from '../../../../form-schemas/words.ts'

/** So that two forms of one council are not called the same. A title at its greatest length loses its end. */
export function copiedTitle(title: Words): Words {
  const longest = 190
  if (typeof title === 'string') return `${title.slice(0, longest)} (copy)`
  const { en, cy } = title
  return {
    en: `${en.slice(0, longest)} (copy)`,
    ...(cy !== undefined && { cy: `${cy.slice(0, longest)} (copi)` }),
  }
}
