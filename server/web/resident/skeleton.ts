import { randomBytes } from 'node:crypto'

/**
 * A page rendered once and cut where requests differ. GOV.UK's macros cost milliseconds; putting strings together costs
 * microseconds. Holes are found by comparing two renderings, one with nothing in its inputs and one with marks in all of them.
 */
export interface Skeleton {
  /** One more than there are holes. */
  pieces: string[]
  holes: Hole[]
}

export type Hole =
  /** A ` value="…"` attribute, left out altogether when empty. */
  | { kind: 'value'; field: string }
  /** The inside of a `value="…"` that is always there. */
  | { kind: 'line'; field: string }
  /** The inside of a textarea. */
  | { kind: 'text'; field: string }
  /** ` checked` or ` selected`, when the field holds this value. */
  | { kind: 'option'; field: string; value: string; word: string }
  /** Something of the request itself: where Back leads, the number of an item. */
  | { kind: 'detail'; name: string }

/** What the inputs of a page hold, by field name. */
export type Held = Record<string, string | string[]>

export interface ChoiceOption {
  field: string
  value: string
}

export interface Renderings {
  /** Renders with these texts in the inputs and every option chosen, or none. */
  render(held: Held, choose: 'all' | 'none', details: Record<string, string>): string
  textFields: string[]
  /** In the order in which they are rendered. */
  options: ChoiceOption[]
  details: string[]
}

/** @returns undefined when the page cannot be cut with certainty; the caller then renders it in full every time. */
export function cutSkeleton({ render, textFields, options, details }: Renderings): Skeleton | undefined {
  const secret = `h${randomBytes(8).toString('hex')}n`
  const mark = (index: number) => `${secret}${index}z`
  const marked = (names: string[], from: number) =>
    Object.fromEntries(names.map((name, index) => [name, mark(from + index)]))
  const detailMarks = marked(details, textFields.length)
  const bare = render({}, 'none', detailMarks)
  const full = render(marked(textFields, 0), 'all', detailMarks)

  const finder = new RegExp(` value="${secret}(\\d+)z"|${secret}(\\d+)z| checked| selected`, 'g')
  const skeleton: Skeleton = { pieces: [], holes: [] }
  let inBare = 0
  let inFull = 0
  let pieceFrom = 0
  let nextOption = 0
  for (const match of full.matchAll(finder)) {
    const index = Number(match[1] ?? match[2])
    const inAttribute = match[1] !== undefined
    const same = full.slice(inFull, match.index)
    if (!bare.startsWith(same, inBare)) return undefined
    let at = match.index
    let bareAt = inBare + same.length
    // What the bare page has here: all of it (a word in a label, a detail), an attribute with nothing in it, or nothing.
    let stays = bare.startsWith(match[0], bareAt) ? match[0] : ''
    let hole: Hole
    if (Number.isNaN(index)) {
      if (stays) continue
      const option = options[nextOption++]
      if (!option) return undefined
      hole = { kind: 'option', ...option, word: match[0] }
    } else if (index >= textFields.length) {
      const name = details[index - textFields.length]
      if (!stays || !name) return undefined
      hole = { kind: 'detail', name }
    } else {
      if (inAttribute && bare.startsWith(' value=""', bareAt)) stays = ' value=""'
      const kind = !inAttribute ? 'text' : stays ? 'line' : 'value'
      hole = { kind, field: textFields[index]! }
    }
    let end = match.index + match[0].length
    bareAt += stays.length
    if (stays && inAttribute) {
      // The attribute itself is the same on both; only what is between its quotes is cut out.
      at += ' value="'.length
      end -= 1
      bareAt -= 1
    }
    skeleton.pieces.push(full.slice(pieceFrom, at))
    skeleton.holes.push(hole)
    pieceFrom = inFull = end
    inBare = bareAt
  }
  skeleton.pieces.push(full.slice(pieceFrom))
  const everyHole = textFields.length + options.length
  const found = skeleton.holes.filter((hole) => hole.kind !== 'detail').length
  return bare.slice(inBare) === full.slice(inFull) && found === everyHole ? skeleton : undefined
}

/** @returns undefined when a one-line input would hold several lines: macros indent those, so they take the long way. */
export function fillSkeleton(
  skeleton: Skeleton,
  held: Held,
  details: Record<string, string>,
): string | undefined {
  const { pieces, holes } = skeleton
  let html = pieces[0]!
  for (let i = 0; i < holes.length; i++) {
    const hole = holes[i]!
    if (hole.kind === 'option') {
      if (isChosen(held[hole.field], hole.value)) html += hole.word
    } else if (hole.kind === 'detail') {
      html += escapeHtml(details[hole.name] ?? '')
    } else {
      const text = firstText(held[hole.field])
      if (hole.kind !== 'text' && /[\r\n]/.test(text)) return undefined
      if (hole.kind !== 'value') html += escapeHtml(text)
      else if (text !== '') html += ` value="${escapeHtml(text)}"`
    }
    html += pieces[i + 1]!
  }
  return html
}

function isChosen(held: string | string[] | undefined, value: string): boolean {
  return Array.isArray(held) ? held.includes(value) : held === value
}

function firstText(held: string | string[] | undefined): string {
  return (Array.isArray(held) ? held[0] : held) ?? ''
}

const special = /[&"'<>\\]/
const everySpecial = new RegExp(special, 'g')
const escapes: Record<string, string> = {
  '&': '&amp;',
  '"': '&quot;',
  "'": '&#39;',
  '<': '&lt;',
  '>': '&gt;',
  '\\': '&#92;',
}

/** Escapes exactly as Nunjucks does, backslash and all: the pages must not differ by which way they were made. */
export function escapeHtml(text: string): string {
  return special.test(text) ? text.replace(everySpecial, (character) => escapes[character]!) : text
}
