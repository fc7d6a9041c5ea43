import { type Expressions, type Node, parseSource } from '../../expressions/index.ts'
import type { MappingInput } from '../mapping.ts'
import { expressionText } from '../picks/expression-text.ts'

/** A part of an expression with what it came to. */
export interface ExpressionStep {
  source: string
  /** JSON; missing = it gives nothing. */
  value?: unknown
  /** Why it has no value, in an officer's words. */
  failure?: string
  /** The way of a choice that was not taken. */
  unused?: true
  parts: ExpressionStep[]
}

interface Plan extends ExpressionStep {
  key: string
  condition?: { when: Plan; side: boolean }
  parts: Plan[]
}

const stepsAtMost = 80
const deepest = 12

/**
 * What each part of an expression comes to, from the outside in. The parts are evaluated by themselves on the same answers, so only those are
 * taken that see what the whole sees: what stands inside a filter, or works on each entry of a list, is shown as one.
 * @param each the list of whose rows the expression is worked out; its first row is taken
 */
export async function stepThrough(
  expressions: Expressions,
  source: string,
  { answers, on, bindings }: MappingInput,
  each?: string,
): Promise<ExpressionStep | undefined> {
  const parsed = parseSource(source)
  if (!parsed.ok) return undefined
  const plans: Plan[] = []
  const root = plan(parsed.tree, source, plans, 0)
  const steps = plans.map(({ key, source: text }) => ({
    key,
    source: each === undefined ? text : `(${each})[0].(${text})`,
  }))
  const results = await expressions.evaluate({ steps }, { answers, on, bindings: { ...bindings } })
  for (const one of plans) {
    const result = results[one.key]
    if (result?.kind === 'error') one.failure = result.message
    if (result?.kind === 'value' && result.value !== undefined) one.value = result.value
  }
  for (const one of plans) {
    const { condition } = one
    if (condition && isTrue(condition.when.value) !== condition.side)
      Object.assign(one, { unused: true, value: undefined, failure: undefined, parts: [] })
  }
  return shown(root)
}

function plan(node: Node, source: string, plans: Plan[], depth: number): Plan {
  const own: Plan = { key: `s${plans.length}`, source, parts: [] }
  plans.push(own)
  if (depth >= deepest) return own
  const add = (part: Node | undefined): Plan | undefined => {
    if (!part || plans.length >= stepsAtMost || isFixed(part)) return undefined
    const text = expressionText(part)
    // Written anew it must be read as the same, or its value would be another's.
    const again = text === undefined ? undefined : parseSource(text)
    if (text === undefined || !again?.ok || expressionText(again.tree) !== text) return undefined
    const made = plan(part, text, plans, depth + 1)
    own.parts.push(made)
    return made
  }
  const whole = withoutBrackets(node)
  if (whole.type === 'condition') {
    const when = add(whole.condition)
    for (const [side, part] of [
      [true, whole.then],
      [false, whole.else],
    ] as const) {
      const made = add(part)
      if (made && when) made.condition = { when, side }
    }
    return own
  }
  for (const part of partsOf(whole)) add(part)
  return own
}

function partsOf(node: Node): (Node | undefined)[] {
  // What a filter is applied to is a part; what it says of each entry is not.
  if (node.predicate && node.type !== 'path') return [{ ...node, predicate: undefined }] as Node[]
  switch (node.type) {
    case 'binary':
      return [node.lhs as Node, node.rhs]
    case 'unary':
      if (node.value === '{') return (node.lhs as [Node, Node][]).map(([, value]) => value)
      return node.value === '[' ? (node.expressions ?? []) : [node.expression]
    case 'function':
      return (node.arguments ?? []).filter(({ type }) => type !== 'lambda')
    default:
      return []
  }
}

function withoutBrackets(node: Node): Node {
  return node.type === 'block' && node.expressions?.length === 1 && !node.predicate
    ? withoutBrackets(node.expressions[0]!)
    : node
}

/** A fixed value says itself. */
function isFixed(node: Node): boolean {
  return ['string', 'number', 'value'].includes(node.type) && !node.predicate
}

/** As JSONata takes a value for a condition. */
function isTrue(value: unknown): boolean {
  if (Array.isArray(value)) return value.some(isTrue)
  if (value !== null && typeof value === 'object') return Object.keys(value).length > 0
  return Boolean(value)
}

function shown({ source, value, failure, unused, parts }: Plan): ExpressionStep {
  return {
    source,
    ...(value !== undefined && { value }),
    ...(failure !== undefined && { failure }),
    ...(unused && { unused }),
    parts: parts.map(shown),
  }
}
