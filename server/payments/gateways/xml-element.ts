/** A piece of XML, made only by `element`: whatever is inside is escaped already. */
export interface Xml {
  readonly markup: string
}

/**
 * One element. Text is cleaned and escaped; of the parts, those that are undefined are left out.
 * @param name with its prefix, and like the attributes ours: never from outside
 */
export function element(
  name: string,
  content: string | number | readonly (Xml | undefined)[],
  attributes: Readonly<Record<string, string>> = {},
): Xml {
  const tags = Object.entries(attributes).map(([key, value]) => ` ${key}="${escaped(value)}"`)
  const inner = Array.isArray(content)
    ? content.map((part: Xml | undefined) => part?.markup ?? '').join('')
    : escaped(String(content))
  return { markup: `<${name}${tags.join('')}>${inner}</${name}>` }
}

/** The element, or undefined when there is nothing to say: where a schema allows no empty text. */
export function optional(name: string, text: string | undefined): Xml | undefined {
  return text ? element(name, text) : undefined
}

/** The element with those of its parts that are there, or undefined when none is. */
export function optionalParts(name: string, parts: readonly (Xml | undefined)[]): Xml | undefined {
  return parts.some((part) => part !== undefined) ? element(name, parts) : undefined
}

/**
 * One line of text that XML 1.0 can hold (section 2.2): control characters, halves of a surrogate pair and U+FFFE/F become spaces,
 * runs of white space one; cut at `max` characters, as a schema's maxLength counts them (an emoji is one).
 */
export function plainText(text: string, max = Number.POSITIVE_INFINITY): string {
  const clean = text
    .replace(/[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  return clean.length <= max ? clean : [...clean].slice(0, max).join('').trimEnd()
}

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
}

function escaped(text: string): string {
  return plainText(text).replace(/[&<>"']/g, (character) => entities[character]!)
}
