import { limits } from './limits.ts'
import type { ExpressionProblem } from './program.ts'

/**
 * Looks through the text before JSONata's parser may: the parser is recursive, and it copies the left side of `??` and `?:`, so that
 * twenty nested defaults would fill the memory of the server that only wanted to check them.
 * It reads tokens as JSONata's own tokenizer does (quotes, backticks, comments, regular expressions) and keeps only counts.
 */
export function scanSource(source: string): ExpressionProblem | undefined {
  if (source.trim() === '') return problem('empty', 'Write an expression.', 0, 1)
  if (source.length > limits.sourceLength) {
    const most = limits.sourceLength.toLocaleString('en-GB')
    return problem('too-large', `An expression may have at most ${most} characters.`, limits.sourceLength, 1)
  }
  // One entry for each open bracket: how much there is to parse in it with all copies, and since the last comma or default.
  const open: { whole: number; part: number }[] = [{ whole: 0, part: 0 }]
  const add = (size: number) => {
    const group = open.at(-1)!
    group.whole += size
    group.part += size
  }
  let before: 'operand' | 'operator' | 'either' = 'operator'
  let patterns = 0
  let at = 0
  while (at < source.length) {
    const character = source[at]!
    const pair = source.slice(at, at + 2)
    if (' \t\n\r\v'.includes(character)) {
      at++
    } else if (pair === '/*') {
      const end = source.indexOf('*/', at + 2)
      if (end < 0) return undefined
      at = end + 2
    } else if (character === '/' && before !== 'operand') {
      if (before === 'either') return problem('slash', 'A ‘/’ cannot stand here.', at, 1)
      if (++patterns > limits.patterns)
        return problem('too-large', `An expression may have at most ${limits.patterns} patterns.`, at, 1)
      const end = endOfPattern(source, at)
      if (end === undefined) return undefined
      add(end - at)
      at = end
      before = 'operand'
    } else if (character === '"' || character === "'") {
      const end = endOfQuote(source, at)
      if (end === undefined) return undefined
      add(end - at)
      at = end
      before = 'operand'
    } else if (character === '`') {
      const end = source.indexOf('`', at + 1)
      if (end < 0) return undefined
      add(end + 1 - at)
      at = end + 1
      before = 'operand'
    } else if ('([{'.includes(character)) {
      open.push({ whole: 0, part: 0 })
      if (open.length > limits.depth) return tooDeep(at, 1)
      before = 'operator'
      at++
    } else if (')]}'.includes(character)) {
      const closed = open.pop()!
      // One bracket too many is a mistake that the parser explains.
      if (open.length === 0) return undefined
      add(closed.whole + 2)
      before = 'operand'
      at++
    } else if (pair === '??' || pair === '?:') {
      const here = open.at(-1)!
      here.whole += here.part
      here.part = 0
      if (here.whole > limits.parsedLength)
        return problem('too-deep', 'Defaults (‘??’ and ‘?:’) are inside one another too often.', at, 2)
      before = 'operator'
      at += 2
    } else if (operatorCharacters.includes(character)) {
      // `*` and `%` multiply and divide, or stand for a step: what a slash after them means would have to be guessed.
      before = '*%'.includes(character) ? 'either' : 'operator'
      if (',;:'.includes(character)) open.at(-1)!.part = 0
      add(1)
      at++
    } else {
      const start = at
      while (at < source.length && !endsWord(source[at]!)) at++
      add(at - start)
      before = ['and', 'or', 'in'].includes(source.slice(start, at)) ? 'either' : 'operand'
    }
  }
  return undefined
}

const operatorCharacters = '.,@#;:?+-*/%|=<>^&!~'

function endsWord(character: string): boolean {
  return (
    ' \t\n\r\v'.includes(character) || '([{}])'.includes(character) || operatorCharacters.includes(character)
  )
}

/** Undefined when it never ends: the parser says so, with its position. */
function endOfQuote(source: string, start: number): number | undefined {
  for (let at = start + 1; at < source.length; at++) {
    if (source[at] === '\\') at++
    else if (source[at] === source[start]) return at + 1
  }
  return undefined
}

function endOfPattern(source: string, start: number): number | undefined {
  let depth = 0
  for (let at = start + 1; at < source.length; at++) {
    const character = source[at]!
    if (character === '/' && depth === 0) {
      let slashes = 0
      while (source[at - 1 - slashes] === '\\') slashes++
      if (slashes % 2 === 0) return at + 1
    }
    if (source[at - 1] === '\\') continue
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth--
  }
  return undefined
}

function tooDeep(position: number, length: number): ExpressionProblem {
  return problem('too-deep', `Brackets may be nested at most ${limits.depth} deep.`, position, length)
}

function problem(code: string, message: string, position: number, length: number): ExpressionProblem {
  return { code, message, position, length }
}
