import { type Node, parseSource } from '../../expressions/index.ts'
import { expressionText } from './expression-text.ts'
import type { PickScope } from './mapping-subjects.ts'
import { readTransformation, type Settings, transformations } from './transformations.ts'

/** What fills a target, as an officer picks it. */
export type Pick =
  | { kind: 'nothing' }
  /** `how`: a transformation by name; missing = as it is. */
  | { kind: 'answer'; reference: string; how?: string; settings?: Settings }
  /** Several answers as one text; those that were not given are left out. */
  | { kind: 'joined'; references: string[]; separator: string }
  /** Answers as a list, also of one; those that were not given are left out. */
  | { kind: 'list'; references: string[] }
  | { kind: 'constant'; value: string | number | boolean | null }
  | { kind: 'expression'; source: string }

/** The pick that an expression says; an expression of its own where it says more than can be picked. */
export function readPick(source: string | undefined, scope: PickScope): Pick {
  if (source === undefined) return { kind: 'nothing' }
  const own: Pick = { kind: 'expression', source }
  const parsed = parseSource(source)
  if (!parsed.ok) return own
  const tree = inner(parsed.tree)
  return readConstant(tree) ?? readSeveral(tree, scope) ?? readAnswer(tree, scope) ?? own
}

/** The expression of a pick; undefined for nothing, and where a setting of it cannot be used. */
export function writePick(pick: Pick, scope: PickScope): string | undefined {
  switch (pick.kind) {
    case 'nothing':
      return undefined
    case 'expression':
      return pick.source
    case 'constant':
      return JSON.stringify(pick.value)
    case 'list':
      return `[${pick.references.join(', ')}]`
    case 'joined':
      return `$join([${pick.references.join(', ')}]${given}, ${JSON.stringify(pick.separator)})`
    case 'answer': {
      if (pick.how === undefined) return pick.reference
      const transformation = transformations.find(({ name }) => name === pick.how)
      const written = transformation?.write(pick.reference, pick.settings ?? {})
      if (written === undefined || transformation?.withoutAnswer) return written
      if (scope.find(pick.reference)?.certain) return written
      // Functions refuse what was left empty (null), and arithmetic what was not asked: the target is left out then.
      const isChoice = pick.how === 'yes-no'
      return `${pick.reference} != null ? ${isChoice ? `(${written})` : written}`
    }
  }
}

/** Among several: what was not asked is not there, and what was left empty is nothing or no text. */
const given = '[$ != null and $ != ""]'

function readConstant(tree: Node): Pick | undefined {
  const negative = tree.type === 'unary' && tree.value === '-' && tree.expression?.type === 'number'
  if (negative) return { kind: 'constant', value: -Number(tree.expression?.value) }
  if (tree.type !== 'string' && tree.type !== 'number' && tree.type !== 'value') return undefined
  if (tree.predicate) return undefined
  return { kind: 'constant', value: tree.value as string | number | boolean | null }
}

function readSeveral(tree: Node, scope: PickScope): Pick | undefined {
  const [array, mark] = tree.type === 'function' ? (tree.arguments ?? []) : [tree]
  if (array?.type !== 'unary' || array.value !== '[') return undefined
  const references = (array.expressions ?? []).map((one) => expressionText(one) ?? '')
  if (references.length === 0 || !references.every((one) => scope.find(one))) return undefined
  const pick: Pick | undefined =
    array === tree
      ? { kind: 'list', references }
      : mark?.type === 'string'
        ? { kind: 'joined', references, separator: String(mark.value) }
        : undefined
  return pick && canonical(writePick(pick, scope)!) === expressionText(tree) ? pick : undefined
}

function readAnswer(tree: Node, scope: PickScope): Pick | undefined {
  const whole = expressionText(tree)
  if (whole !== undefined && scope.find(whole)) return { kind: 'answer', reference: whole }
  const guard = guarded(tree)
  const read = readTransformation(guard?.tree ?? tree, canonical)
  const subject = read && scope.find(read.reference)
  if (!read || !subject || (guard && guard.reference !== read.reference)) return undefined
  // As it is offered: a text function on a number is an expression of its own.
  const suits = transformations.find(({ name }) => name === read.how)?.kinds.includes(subject.kind)
  if (!suits) return undefined
  const { reference, how, settings } = read
  return { kind: 'answer', reference, how, settings }
}

/** `answer != null ? …`: what is written where an answer may be missing. */
function guarded(tree: Node): { reference: string; tree: Node } | undefined {
  const { condition, then } = tree
  if (tree.type !== 'condition' || tree.else || condition?.type !== 'binary' || !then) return undefined
  const isNothing = condition.rhs?.type === 'value' && condition.rhs.value === null
  const reference = expressionText(condition.lhs as Node)
  return condition.value === '!=' && isNothing && reference !== undefined
    ? { reference, tree: inner(then) }
    : undefined
}

function inner(node: Node): Node {
  return node.type === 'block' && node.expressions?.length === 1 && !node.predicate
    ? inner(node.expressions[0]!)
    : node
}

function canonical(source: string): string | undefined {
  const parsed = parseSource(source)
  return parsed.ok ? expressionText(parsed.tree) : undefined
}
