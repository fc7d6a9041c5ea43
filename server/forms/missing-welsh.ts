import { pointerTo } from '../../form-schemas/checks/pointer.ts'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import type { Words } from '../../form-schemas/words.ts'
import type { GateProblem, Screen } from './gate.ts'
import { componentWords, documentWords, type WordPath } from './word-fields.ts'

/** A form is Welsh when its title is: residents may then choose the language they fill it in. */
export function isWelsh({ title }: Pick<FormDocument, 'title'>): boolean {
  return typeof title === 'object' && title.cy !== undefined
}

/**
 * Every word of a Welsh form that residents would read in English. Text without a letter ("£", "%") is the same in both.
 * Source: Welsh Language Standards (Welsh no less favourable than English).
 */
export function missingWelsh(document: FormDocument): GateProblem[] {
  if (!isWelsh(document)) return []
  const outside = documentWords().flatMap((path) => lacking(document, path, []))
  const inside = document.definition.components.flatMap((panel, at) =>
    componentLacks(panel, ['definition', 'components', at]),
  )
  return [...outside, ...inside].map(({ path, english }) => ({
    pointer: pointerTo(path),
    message: `There is no Welsh for ‘${shortened(english)}’`,
    screen: screenOf(path),
  }))
}

interface Lack {
  path: (string | number)[]
  english: string
}

function componentLacks(component: Component, at: (string | number)[]): Lack[] {
  return [
    ...componentWords(component.type).flatMap((path) => lacking(component, path, at)),
    ...(component.components ?? []).flatMap((child, index) =>
      componentLacks(child, [...at, 'components', index]),
    ),
  ]
}

/** Follows the path through what is there; a part that is not there lacks nothing. */
function lacking(value: unknown, [part, ...rest]: WordPath, at: (string | number)[]): Lack[] {
  if (value === undefined || value === null) return []
  if (part === undefined) {
    const words = value as Words
    const [en, cy] = typeof words === 'string' ? [words, undefined] : [words.en, words.cy]
    return /\p{L}/u.test(en) && !cy?.trim() ? [{ path: at, english: en }] : []
  }
  if (part === '*') {
    return Array.isArray(value) ? value.flatMap((one, index) => lacking(one, rest, [...at, index])) : []
  }
  return lacking((value as Record<string, unknown>)[part], rest, [...at, part])
}

const screens: Record<string, Screen> = { definition: 'design', sections: 'design', pricing: 'prices' }

function screenOf([part]: (string | number)[]): Screen {
  return screens[String(part)] ?? 'settings'
}

/** Prose has tags; a problem shows its words. */
function shortened(text: string): string {
  const words = text
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return words.length > 60 ? `${words.slice(0, 59).trimEnd()}…` : words
}
