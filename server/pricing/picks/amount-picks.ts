import type { Pricing } from '../../../form-schemas/document.ts'
import { type Node, parseSource } from '../../expressions/index.ts'
import { parsePounds, poundsText } from '../../money.ts'
import type { PriceSubject } from './price-subjects.ts'
import { referenceOf } from './reference.ts'

/** What a line's amount or quantity can be picked to be. */
export type AmountPick =
  | { kind: 'fee'; code: string; off: boolean }
  /** Whole pence of an amount; a plain number of a quantity. */
  | { kind: 'fixed'; value: number }
  | { kind: 'subject'; component: string }

/** What may be picked. `subjects` are those that count. */
export interface Pickable {
  fees: Pricing['fees']
  find(component: string): PriceSubject | undefined
}

/** The pick that a rule says; undefined when it is a rule of its own. */
export function readAmount(source: string, { fees, find }: Pickable): AmountPick | undefined {
  const parsed = parseSource(source)
  const tree = parsed.ok ? inner(parsed.tree) : undefined
  if (tree?.type === 'number' && Number.isSafeInteger(tree.value))
    return { kind: 'fixed', value: tree.value as number }
  const fee = feeOf(tree, fees)
  if (fee !== undefined) return { kind: 'fee', code: fee, off: false }
  const taken = takenOff(tree)
  const less = taken && feeOf(taken, fees)
  if (less !== undefined) return { kind: 'fee', code: less, off: true }
  return readSubject(tree, find)
}

export function writeAmount(pick: AmountPick, find: Pickable['find']): string {
  if (pick.kind === 'fixed') return String(pick.value)
  if (pick.kind === 'fee') return `${pick.off ? '0 - ' : ''}$fee(${JSON.stringify(pick.code)})`
  const subject = find(pick.component)
  const name = subject?.reference ?? pick.component
  // Nobody is charged for a question that was not put to them.
  return subject && !subject.certain ? `(${name} ?: 0)` : name
}

/** "25.00" or "3" as it is kept; undefined when it is neither. */
export function readFixed(typed: string, part: 'amount' | 'quantity'): number | undefined {
  if (part === 'amount') return parsePounds(typed)
  return /^\d{1,7}$/.test(typed.trim()) ? Number(typed) : undefined
}

export function shownFixed(value: number, part: 'amount' | 'quantity'): string {
  return part === 'amount' ? poundsText(value) : String(value)
}

function inner(node: Node | undefined): Node | undefined {
  return node?.type === 'block' && node.expressions?.length === 1 ? inner(node.expressions[0]) : node
}

/** What is taken from nothing: a discount. */
function takenOff(node: Node | undefined): Node | undefined {
  if (node?.type === 'unary' && node.value === '-') return inner(node.expression)
  const [left, right] = [node?.lhs as Node | undefined, node?.rhs]
  const fromNothing = node?.type === 'binary' && node.value === '-' && left?.type === 'number'
  return fromNothing && left?.value === 0 ? inner(right) : undefined
}

function feeOf(node: Node | undefined, fees: Pricing['fees']): string | undefined {
  if (node?.type !== 'function' || node.procedure?.value !== 'fee' || node.arguments?.length !== 1)
    return undefined
  const [code] = node.arguments
  return code?.type === 'string' && Object.hasOwn(fees, String(code.value)) ? String(code.value) : undefined
}

function readSubject(node: Node | undefined, find: Pickable['find']): AmountPick | undefined {
  const named = find(referenceOf(node) ?? '')
  if (named?.counts) return { kind: 'subject', component: named.component }
  // `(answer ?: 0)`, which JSONata holds as `answer ? answer : 0`.
  if (node?.type !== 'condition' || node.else?.type !== 'number' || node.else.value !== 0) return undefined
  const subject = find(referenceOf(node.then) ?? '')
  const same = find(referenceOf(inner(node.condition)) ?? '') === subject
  return subject?.counts && same ? { kind: 'subject', component: subject.component } : undefined
}
