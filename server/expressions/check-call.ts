import type { Context, Variables, Walker } from './check-tree.ts'
import { limits } from './limits.ts'
import { suggestion } from './nearest-name.ts'
import { type OfferedFunction, offeredFunctions, refusedFunctions } from './offered-functions.ts'
import { patternProblem } from './regular-expressions.ts'
import type { Node } from './syntax-tree.ts'

const anything: Context = { kind: 'anything' }
const plain: Context = { kind: 'plain' }

/** Checks one call. `first` is what `~>` puts before the written arguments. */
export function checkCall(
  walker: Walker,
  node: Node,
  context: Context,
  variables: Variables,
  depth: number,
  first?: Node,
): Context {
  const written = [...(first ? [first] : []), ...(node.arguments ?? [])]
  const offered = calledFunction(walker, node, variables)
  if (!offered) {
    for (const part of written) if (part.type !== 'lambda') walker.walk(part, context, variables, depth + 1)
    return anything
  }
  checkNumberOfArguments(walker, node, offered, written.length)
  // `name.$contains(/x/)`: JSONata takes the missing first argument from what stands before the dot.
  const patternAt = offered.pattern !== undefined && written.length === 1 ? 0 : offered.pattern
  let source: Context = anything
  let lambdaResult: Context = anything
  written.forEach((part, index) => {
    if (offered.lambda?.at === index)
      lambdaResult = checkFunctionArgument(walker, part, offered, source, context, variables, depth)
    else if (patternAt === index && part.type === 'regex') checkPattern(walker, part)
    else {
      const given = walker.walk(part, context, variables, depth + 1)
      if (index === 0) source = given
    }
  })
  checkLiterals(walker, offered, written, source)
  if (offered.gives === 'plain') return plain
  if (offered.gives === 'same') return source
  return offered.gives === 'lambda' ? lambdaResult : anything
}

/** Only an offered function can be called, by its own name: never a value, never the result of something. */
function calledFunction(walker: Walker, node: Node, variables: Variables): OfferedFunction | undefined {
  const called = node.procedure
  const name = String(called?.value ?? '')
  if (called?.type === 'path' && called.steps?.length === 1) {
    const bare = String(called.steps[0]!.value)
    const hint = offeredFunctions.has(bare)
      ? ` Write ‘$${bare}’.`
      : suggestion(bare, offeredFunctions.keys(), '$')
    walker.report(called.steps[0]!, 'unknown-function', `Functions begin with a dollar sign.${hint}`)
    return undefined
  }
  // JSONata makes this node itself for `??`, without a position.
  if (called?.type === 'variable' && called.position === undefined) return offeredFunctions.get(name)
  if (called?.type !== 'variable' || name === '' || name === '$') {
    walker.report(node, 'function-value', 'Only a function that is offered can be called, by its name.')
    return undefined
  }
  if (variables.has(name) || walker.checking.scope.variables.includes(name)) {
    walker.report(called, 'not-a-function', `‘$${name}’ is a value here, so it cannot be called.`)
    return undefined
  }
  const refused = refusedFunctions.get(name)
  const offered = refused ? undefined : offeredFunctions.get(name)
  if (refused) walker.report(called, 'not-offered', refused)
  else if (!offered)
    walker.report(
      called,
      'unknown-function',
      `There is no function called ‘$${name}’.${suggestion(name, offeredFunctions.keys(), '$')}`,
    )
  return offered
}

function checkNumberOfArguments(walker: Walker, node: Node, offered: OfferedFunction, given: number): void {
  if (given >= offered.least && given <= offered.most) return
  const wanted = offered.least === offered.most ? `${offered.most}` : `${offered.least} to ${offered.most}`
  const things = wanted === '1' ? 'value' : 'values'
  const called = node.procedure!
  walker.report(
    called.position === undefined ? node : called,
    'number-of-arguments',
    `‘$${offered.name}’ takes ${wanted} ${things} in brackets, not ${given}: ${offered.usage}.`,
  )
}

/** The one place where a function may be written: its parameters are known from the list it works on. */
function checkFunctionArgument(
  walker: Walker,
  part: Node,
  offered: OfferedFunction,
  source: Context,
  context: Context,
  variables: Variables,
  depth: number,
): Context {
  const named =
    part.type === 'variable' && !variables.has(String(part.value)) && offeredFunctions.get(String(part.value))
  if (named && !walker.checking.scope.variables.includes(named.name)) {
    if (!named.lambda) return named.gives === 'plain' ? plain : anything
    return walker.report(part, 'function-value', `‘$${named.name}’ cannot be given to ‘$${offered.name}’.`)
  }
  if (part.type !== 'lambda' || part.thunk || !part.body) {
    return walker.report(
      part.type === 'path' ? (part.steps?.at(-1) ?? part) : part,
      'function-value',
      `‘$${offered.name}’ needs a function written here: ${offered.usage}.`,
    )
  }
  const parameters = part.arguments ?? []
  if (parameters.length > offered.lambda!.parameters)
    walker.report(
      part,
      'number-of-arguments',
      `This function may have at most ${offered.lambda!.parameters} names in brackets.`,
    )
  const inside = new Map(variables)
  const given = parameterContexts(offered.name, source)
  for (const [index, parameter] of parameters.entries())
    inside.set(String(parameter.value), given[index] ?? anything)
  return walker.walk(part.body, context, inside, depth + 1)
}

function parameterContexts(name: string, source: Context): Context[] {
  if (name === 'reduce') return [anything, source, plain, source]
  if (name === 'sort') return [source, source]
  if (name === 'sift' || name === 'each') return [anything, plain, source]
  return [source, plain, source]
}

function checkPattern(walker: Walker, part: Node): void {
  const problem =
    part.value instanceof RegExp
      ? patternProblem(part.value)
      : 'A pattern cannot be used inside a default value.'
  if (problem) walker.report(part, 'pattern', problem)
}

/** What can be seen of written-out arguments before anything is evaluated. */
function checkLiterals(walker: Walker, offered: OfferedFunction, written: Node[], source: Context): void {
  const [first, second] = written
  const { fees } = walker.checking.scope
  if (offered.name === 'fee' && fees && first?.type === 'string' && !fees.includes(String(first.value))) {
    const hint = suggestion(String(first.value), fees)
    walker.report(first, 'unknown-fee', `There is no fee called ‘${first.value}’.${hint}`)
  }
  if (offered.name === 'pad' && second?.type === 'number' && Math.abs(Number(second.value)) > limits.padWidth)
    walker.report(
      second,
      'too-large',
      `‘$pad’ fills up to ${limits.padWidth.toLocaleString('en-GB')} characters at most.`,
    )
  if (offered.name === 'lookup' && second?.type === 'string')
    walker.walk({ ...second, type: 'name' }, source, new Map(), 0)
}
