import jsonata from 'jsonata'
import type { ExpressionProblem } from './program.ts'
import { scanSource } from './scan.ts'

/** A node of JSONata's tree after its own post-processing. `position` is where its token ENDS; see `tokenStart`. */
export interface Node {
  type: string
  value?: unknown
  position?: number
  steps?: Node[]
  stages?: Node[]
  predicate?: Node[]
  expr?: Node
  group?: { lhs: [Node, Node][]; position: number }
  lhs?: Node | [Node, Node][]
  rhs?: Node
  expression?: Node
  expressions?: Node[]
  terms?: { expression: Node }[]
  procedure?: Node
  arguments?: Node[]
  body?: Node
  thunk?: boolean
  condition?: Node
  then?: Node
  else?: Node
  focus?: string
  index?: string
}

/** Parses an expression, after `scanSource` has made that safe, or says what stops it from being read. */
export function parseSource(
  source: string,
): { ok: true; tree: Node } | { ok: false; problem: ExpressionProblem } {
  const unsafe = scanSource(source)
  if (unsafe) return { ok: false, problem: unsafe }
  try {
    return { ok: true, tree: jsonata(source).ast() as Node }
  } catch (error) {
    return { ok: false, problem: syntaxProblem(source, error) }
  }
}

/** Offset and length of the token that a node stands for. */
export function tokenOf(source: string, node: Node): { position: number; length: number } {
  const end = Math.min(node.position ?? 0, source.length)
  return tokenEndingAt(source, end, tokenText(source, end, node))
}

function tokenText(source: string, end: number, node: Node): string {
  if (node.type === 'variable') return `$${node.value}`
  if (node.type === 'lambda')
    return source.slice(Math.max(source.lastIndexOf('function', end), source.lastIndexOf('λ', end)), end)
  // JSONata adds the flag g to every pattern.
  if (node.value instanceof RegExp) return `/${node.value.source}/${node.value.flags.replace('g', '')}`
  return String(node.value ?? '')
}

/** JSONata gives the end of a token; quotes and backticks around it belong to it. */
export function tokenEndingAt(
  source: string,
  end: number,
  text: string,
): { position: number; length: number } {
  for (const around of [0, 1]) {
    const length = text.length + 2 * around
    if (length > 0 && length <= end && source.slice(end - length + around, end - around) === text)
      return { position: end - length, length }
  }
  const position = Math.max(0, Math.min(end, source.length) - 1)
  return { position, length: 1 }
}

interface SyntaxError {
  code?: string
  position?: number
  token?: unknown
  value?: unknown
}

function syntaxProblem(source: string, thrown: unknown): ExpressionProblem {
  if (thrown instanceof RangeError)
    return { code: 'too-deep', message: 'This expression is too long a chain.', position: 0, length: 1 }
  const error = thrown as SyntaxError
  // `new RegExp` inside the parser throws what JavaScript throws.
  if (typeof error.code !== 'string')
    return {
      code: 'pattern',
      message: 'This pattern between slashes cannot be read.',
      position: 0,
      length: source.length,
    }
  const token = error.token === undefined ? '' : String(error.token)
  const place = tokenEndingAt(source, error.position ?? source.length, token)
  return { code: error.code, message: syntaxMessage(error.code, token, String(error.value ?? '')), ...place }
}

function syntaxMessage(code: string, token: string, expected: string): string {
  switch (code) {
    case 'S0101':
      return 'A text in quotes is not closed.'
    case 'S0102':
      return `The number ‘${token}’ is too large.`
    case 'S0103':
    case 'S0104':
      return 'A backslash is followed by something it cannot stand before.'
    case 'S0105':
      return 'A name in backticks is not closed.'
    case 'S0106':
      return 'A comment is not closed with ‘*/’.'
    case 'S0202':
      return `‘${expected}’ was expected here, not ‘${token}’.`
    case 'S0203':
      return `The expression ends before ‘${expected}’.`
    case 'S0207':
      return 'The expression ends too early.'
    case 'S0208':
      return 'The names in brackets after ‘function’ must each begin with a dollar sign.'
    case 'S0211':
      return `A value cannot begin with ‘${token}’.`
    case 'S0212':
      return 'Only a name that begins with a dollar sign can be given a value with ‘:=’.'
    case 'S0301':
    case 'S0302':
      return 'A pattern between slashes is empty or not closed.'
    default:
      return token === '' ? 'This cannot be understood here.' : `‘${token}’ cannot be understood here.`
  }
}
