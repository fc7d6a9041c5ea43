import type { AnswerShape } from '../../form-schemas/questions/question-type.ts'
import { checkCall } from './check-call.ts'
import { limits } from './limits.ts'
import { suggestion } from './nearest-name.ts'
import { offeredFunctions, refusedFunctions } from './offered-functions.ts'
import type { ExpressionProblem, Scope } from './program.ts'
import { type Node, tokenOf } from './syntax-tree.ts'

/**
 * What a part of an expression may be: something with named parts (an object, or a list of them: JSONata steps through both alike),
 * a value without parts, or something that cannot be known before it is evaluated.
 */
export type Context =
  | { kind: 'fields'; fields: Record<string, AnswerShape>; of?: string }
  | { kind: 'plain'; of?: string }
  | { kind: 'anything' }

export type Variables = ReadonlyMap<string, Context>

export interface Checking {
  source: string
  scope: Scope
  root: Context
  report(problem: ExpressionProblem): void
}

/** What `check-call.ts` needs of the walk. */
export interface Walker {
  checking: Checking
  walk(node: Node, context: Context, variables: Variables, depth: number): Context
  report(node: Node, code: string, message: string): Context
}

const anything: Context = { kind: 'anything' }
const plain: Context = { kind: 'plain' }
const innerNames = new Set(['__proto__', 'constructor', 'prototype', '_jsonata_lambda', '_jsonata_function'])

/** Walks the whole tree, reporting everything that is not on the allow-list and every name that does not exist. */
export function walkTree(checking: Checking): (tree: Node, context: Context) => void {
  const { source, scope, root } = checking
  const walker: Walker = { checking, walk, report }
  const givenNames = new Set(scope.variables)
  return (tree, context) => void walk(tree, context, new Map(), 0)

  function report(node: Node, code: string, message: string): Context {
    checking.report({ code, message, ...tokenOf(source, node) })
    return anything
  }

  function walk(node: Node, context: Context, variables: Variables, depth: number): Context {
    if (depth > limits.depth)
      return report(node, 'too-deep', `An expression may be nested at most ${limits.depth} deep.`)
    const result = walkNode(node, context, variables as Map<string, Context>, depth)
    for (const stage of node.type === 'path' ? [] : (node.predicate ?? []))
      if (stage.expr) walk(stage.expr, result, variables, depth + 1)
    if (!node.group) return result
    for (const pair of node.group.lhs) for (const part of pair) walk(part, result, variables, depth + 1)
    return anything
  }

  function walkNode(node: Node, context: Context, variables: Map<string, Context>, depth: number): Context {
    const deeper = (part: Node | undefined) => (part ? walk(part, context, variables, depth + 1) : plain)
    switch (node.type) {
      case 'string':
      case 'number':
      case 'value':
        return plain
      case 'path':
        return walkPath(node, context, variables, depth)
      case 'name':
        return partOf(node, context)
      case 'variable':
        return namedValue(node, context, variables)
      case 'binary':
        return walkOperator(node, context, variables, depth)
      case 'unary':
        return walkConstructor(node, deeper)
      case 'condition': {
        deeper(node.condition)
        const result = deeper(node.then)
        // Not deeper: a table written as `a ? 1 : b ? 2 : …` is long, not deep.
        return node.else ? either(result, walk(node.else, context, variables, depth)) : result
      }
      case 'block': {
        const inside = new Map(variables)
        let last: Context = anything
        for (const part of node.expressions ?? []) last = walk(part, context, inside, depth + 1)
        return last
      }
      case 'bind': {
        const value = deeper(node.rhs)
        variables.set(String((node.lhs as Node).value), value)
        return value
      }
      case 'function':
        return checkCall(walker, node, context, variables, depth)
      case 'apply':
        return walkApply(node, context, variables, depth)
      case 'lambda':
        if (node.thunk && node.body) return walk(node.body, context, variables, depth)
        return report(
          node,
          'function-value',
          'A function can only be written directly inside ‘$map’, ‘$filter’, ‘$reduce’, ‘$sort’ and the like; it cannot be kept or called.',
        )
      case 'regex':
        return report(
          node,
          'pattern',
          'A pattern can only be used in ‘$match’, ‘$contains’, ‘$replace’ and ‘$split’.',
        )
      default:
        return report(node, 'not-offered', notOffered(node))
    }
  }

  function walkPath(node: Node, context: Context, outer: Map<string, Context>, depth: number): Context {
    let here = context
    let variables = outer
    for (const step of node.steps ?? []) {
      if (step.focus !== undefined) report(step, 'not-offered', '‘@’ is not offered here.')
      if (step.type === 'sort') {
        for (const term of step.terms ?? []) walk(term.expression, here, variables, depth + 1)
      } else {
        here = walk(step, here, variables, depth)
      }
      const counted = [
        step.index,
        ...(step.stages ?? []).map((s) => (s.type === 'index' ? String(s.value) : undefined)),
      ]
      for (const name of counted) if (name !== undefined) variables = new Map(variables).set(name, plain)
      for (const stage of step.stages ?? []) if (stage.expr) walk(stage.expr, here, variables, depth + 1)
    }
    return here
  }

  function partOf(node: Node, context: Context): Context {
    const name = String(node.value)
    if (innerNames.has(name)) return report(node, 'inner-name', `‘${name}’ cannot be used as a name.`)
    if (context.kind === 'anything') return anything
    if (context.kind === 'plain') {
      const whole = context.of === undefined ? 'This value' : `‘${context.of}’`
      return report(node, 'no-parts', `${whole} has no parts, so it has no ‘${name}’.`)
    }
    const shape = Object.hasOwn(context.fields, name) ? context.fields[name] : undefined
    if (shape) return contextOf(shape, context.of === undefined ? name : `${context.of}.${name}`)
    const outside = context.of !== undefined && Object.hasOwn(scope.fields, name)
    const hint = outside
      ? ` For the question outside ‘${context.of}’ write ‘$$.${name}’.`
      : suggestion(name, Object.keys(context.fields))
    const place = context.of === undefined ? '' : ` in ‘${context.of}’`
    return report(node, 'unknown-field', `There is no question called ‘${name}’${place}.${hint}`)
  }

  function namedValue(node: Node, context: Context, variables: Variables): Context {
    const name = String(node.value)
    if (name === '') return context
    if (name === '$') return root
    const known = variables.get(name)
    if (known) return known
    if (givenNames.has(name)) return anything
    const refused = refusedFunctions.get(name)
    if (refused) return report(node, 'not-offered', refused)
    if (offeredFunctions.has(name))
      return report(
        node,
        'function-value',
        `‘$${name}’ is a function: write what it works on in brackets after it.`,
      )
    const hint = suggestion(name, [...variables.keys(), ...givenNames], '$')
    return report(node, 'unknown-variable', `Nothing called ‘$${name}’ was worked out before this.${hint}`)
  }

  function walkOperator(node: Node, context: Context, variables: Variables, depth: number): Context {
    // The left side is not deeper: `a + b + c` is long, not deep.
    walk(node.lhs as Node, context, variables, depth)
    if (node.rhs) walk(node.rhs, context, variables, depth + 1)
    const [from, to] = [node.lhs as Node, node.rhs]
    if (node.value === '..' && from.type === 'number' && to?.type === 'number') {
      if (Number(to.value) - Number(from.value) >= limits.literalRange)
        report(
          node,
          'too-large',
          `A range may have at most ${limits.literalRange.toLocaleString('en-GB')} numbers.`,
        )
    }
    return plain
  }

  function walkConstructor(node: Node, deeper: (part: Node | undefined) => Context): Context {
    if (node.value === '{') {
      for (const [name, value] of node.lhs as [Node, Node][]) {
        if (name.type === 'string' && innerNames.has(String(name.value)))
          report(name, 'inner-name', `‘${name.value}’ cannot be used as a name.`)
        deeper(name)
        deeper(value)
      }
      return anything
    }
    if (node.value !== '[') {
      deeper(node.expression)
      return plain
    }
    const items = (node.expressions ?? []).map(deeper)
    return items.length === 0 ? anything : items.reduce(either)
  }

  function walkApply(node: Node, context: Context, variables: Variables, depth: number): Context {
    const right = node.rhs
    if (right?.type === 'function' || right?.type === 'variable') {
      const call =
        right.type === 'function' ? right : { ...right, type: 'function', procedure: right, arguments: [] }
      return checkCall(walker, call, context, variables, depth, node.lhs as Node)
    }
    return report(node, 'not-offered', '‘~>’ must be followed by a function, as in ‘items ~> $count()’.')
  }
}

/** What is inside an answer of a shape. */
export function contextOf(shape: AnswerShape, of: string): Context {
  return shape.kind === 'object' || shape.kind === 'list'
    ? { kind: 'fields', fields: shape.fields, of }
    : { kind: 'plain', of }
}

export function either(one: Context, other: Context): Context {
  if (one.kind === 'plain' && other.kind === 'plain') return plain
  return one.kind === 'fields' && other.kind === 'fields' && one.fields === other.fields ? one : anything
}

function notOffered(node: Node): string {
  switch (node.type) {
    case 'transform':
      return 'Changing values with ‘|…|…|’ is not offered: build a new object with ‘{…}’.'
    case 'partial':
      return 'A function with a ‘?’ left open is not offered.'
    case 'wildcard':
    case 'descendant':
      return '‘*’ and ‘**’ in place of a name are not offered: name the question.'
    case 'parent':
      return '‘%’ for the part outside is not offered: begin with ‘$$’ instead.'
    default:
      return 'This is not offered in an expression.'
  }
}
