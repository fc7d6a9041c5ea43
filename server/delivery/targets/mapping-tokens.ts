/** A token of JSONata, by its offsets: enough to find where the parts of an object begin and end, and no more. */
export interface Token {
  kind: 'quote' | 'open' | 'close' | 'mark' | 'word'
  start: number
  end: number
}

/**
 * Reads tokens as JSONata's own tokenizer does; space and comments are none. Undefined when something is not closed.
 * Its parser keeps only where a token ends, which is not enough to put another value into an officer's text and leave the rest of it as
 * it was written.
 */
export function tokensOf(source: string): Token[] | undefined {
  const tokens: Token[] = []
  let at = 0
  while (at < source.length) {
    const character = source[at]!
    const isPattern = character === '/' && !isOperand(source, tokens.at(-1))
    if (/\s/.test(character)) at++
    else if (source.startsWith('/*', at)) {
      const end = source.indexOf('*/', at + 2)
      if (end < 0) return undefined
      at = end + 2
    } else {
      const end = isPattern ? endOfPattern(source, at) : endOfToken(source, at)
      if (end === undefined) return undefined
      const kind = isPattern ? 'word' : kindOf(character)
      tokens.push({ kind, start: at, end })
      at = end
    }
  }
  return tokens
}

function kindOf(character: string): Token['kind'] {
  if (character === '"' || character === "'") return 'quote'
  if ('([{'.includes(character)) return 'open'
  if (')]}'.includes(character)) return 'close'
  return marks.includes(character) ? 'mark' : 'word'
}

const marks = '.,@#;:?+-*/%|=<>^&!~'

function endOfToken(source: string, start: number): number | undefined {
  const first = source[start]!
  if (first === '"' || first === "'") {
    for (let at = start + 1; at < source.length; at++) {
      if (source[at] === '\\') at++
      else if (source[at] === first) return at + 1
    }
    return undefined
  }
  if (first === '`') {
    const end = source.indexOf('`', start + 1)
    return end < 0 ? undefined : end + 1
  }
  if (kindOf(first) !== 'word') return start + 1
  let end = start + 1
  while (end < source.length && /[^\s"'`]/.test(source[end]!) && kindOf(source[end]!) === 'word') end++
  return end
}

/** After an operand a slash divides; elsewhere it begins a pattern. */
function isOperand(source: string, before: Token | undefined): boolean {
  if (!before) return false
  const text = source.slice(before.start, before.end)
  return before.kind !== 'open' && before.kind !== 'mark' && !['and', 'or', 'in'].includes(text)
}

function endOfPattern(source: string, start: number): number | undefined {
  let depth = 0
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at]!
    if (character === '\\') at++
    else if (character === '/' && depth === 0) return at + 1
    else if ('([{'.includes(character)) depth++
    else if (')]}'.includes(character)) depth--
  }
  return undefined
}
