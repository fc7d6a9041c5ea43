import jsonata, { type Expression } from 'jsonata'
import type { BankHolidays } from './bank-holidays.ts'
import { type Branches, branchesOf } from './branches.ts'
import { describeError } from './evaluation-words.ts'
import { bindFunctions, type Surroundings } from './functions.ts'
import { limits } from './limits.ts'
import { type Allowance, plainValue } from './plain-value.ts'
import type { EvaluationInput, Program, Step, StepResult } from './program.ts'
import { LinearTimeRegExp } from './regular-expressions.ts'
import type { Node } from './syntax-tree.ts'

/** What the parent sends: one program at a time. `milliseconds` of processor time are a little less than the parent allows. */
export interface Task {
  id: number
  program: Program
  input: EvaluationInput
  holidays?: BankHolidays
  milliseconds: number
}

/** `process.cpuUsage()` in microseconds at which the program has had its time. */
let lastMicrosecond = 0
let partsEvaluated = 0
/** The branches of the step that is evaluated, when they are asked for, and those taken so far. */
let watching: { branches: Branches; taken: Set<string> } | undefined

let around: Surroundings = { on: '1970-01-01', fees: {}, holidays: undefined, feesUsed: [] }

/** Runs the steps in order, in the child process. Never throws: every step has a result. */
export async function runProgram(task: Task): Promise<Record<string, StepResult>> {
  const results: Record<string, StepResult> = Object.create(null)
  const bindings: Record<string, unknown> = { ...task.input.bindings }
  const allowance: Allowance = { left: limits.resultLength }
  lastMicrosecond = microsecondsUsed() + task.milliseconds * 1000
  for (const step of task.program.steps) {
    const condition = step.onlyIf === undefined ? undefined : results[step.onlyIf]
    if (step.onlyIf !== undefined && !(condition?.kind === 'value' && condition.value === true)) {
      results[step.key] = { kind: 'skipped' }
      continue
    }
    around = { on: task.input.on, fees: task.input.fees, holidays: task.holidays, feesUsed: [] }
    watching = task.program.branches ? { branches: branchesIn(step.source), taken: new Set() } : undefined
    const result = await runStep(step, task.input.answers, bindings, allowance)
    if (watching && result.kind === 'value') result.branches = [...watching.taken]
    watching = undefined
    results[step.key] = result
    if (step.bindAs !== undefined && result.kind === 'value') bindings[step.bindAs] = result.value
  }
  return results
}

async function runStep(
  step: Step,
  answers: unknown,
  bindings: Record<string, unknown>,
  allowance: Allowance,
): Promise<StepResult> {
  try {
    const value = plainValue(await compile(step.source).evaluate(answers, bindings), allowance)
    return { kind: 'value', value, fees: around.feesUsed }
  } catch (error) {
    return { kind: 'error', ...describeError(error, step.source) }
  }
}

const compiled = new Map<string, Expression>()

/** Parsing costs ten times an evaluation, so the last few hundred are kept. */
function compile(source: string): Expression {
  const known = compiled.get(source)
  if (known) return known
  const expression = jsonata(source, {
    stack: limits.evaluationDepth,
    sequence: limits.listLength,
    RegexEngine: LinearTimeRegExp as unknown as RegExpConstructor,
  })
  bindFunctions(expression, () => around)
  // JSONata calls this after each part of an expression.
  expression.assign(
    Symbol.for('jsonata.__evaluate_exit') as unknown as string,
    (node: Node, ...[, , result]: unknown[]) => {
      if (++partsEvaluated % 256 === 0 && microsecondsUsed() > lastMicrosecond)
        throw { code: 'too-long', position: node.position }
      refuseMissing(node, result)
      const taken = watching?.branches.watched.get(node)?.(result)
      if (taken !== undefined) watching?.taken.add(taken)
    },
  )
  if (compiled.size >= 500) compiled.clear()
  compiled.set(source, expression)
  return expression
}

/** Kept as the expressions are. Empty for what cannot be read: evaluating it says so. */
function branchesIn(source: string): Branches {
  const known = knownBranches.get(source)
  if (known) return known
  if (knownBranches.size >= 500) knownBranches.clear()
  let branches: Branches = { branches: [], watched: new Map() }
  try {
    branches = branchesOf(compile(source).ast() as Node, source)
  } catch {
    return branches
  }
  knownBranches.set(source, branches)
  return branches
}

const knownBranches = new Map<string, Branches>()

function microsecondsUsed(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

const needsBothSides = new Set<unknown>(['+', '-', '*', '/', '%', '<', '<=', '>', '>='])

/**
 * Arithmetic and comparisons give nothing exactly when a side is missing;
 * JSONata would let that nothing travel on, and `missing > 3 ? 5000 : 2500` would charge 2500. Here it is an error.
 * `=`, `!=`, `in`, `&`, `and`, `or` and a bare `missing ? …` keep JSONata's meaning: a missing answer equals nothing and is not true.
 */
function refuseMissing(node: Node, result: unknown): void {
  if (result === undefined) {
    if (node.type === 'unary' && node.value === '-') throw missingAnswer([node.expression], node)
    if (node.type === 'binary' && needsBothSides.has(node.value))
      throw missingAnswer([node.lhs as Node, node.rhs], node)
  } else if (typeof result === 'number' && !Number.isFinite(result) && node.type === 'binary') {
    const message = 'A number was divided by nothing, or became too large.'
    throw { code: 'not-a-number', message, position: node.position, token: node.value }
  }
}

function missingAnswer(sides: (Node | undefined)[], node: Node): unknown {
  const names = sides.map(spokenName).filter((name) => name !== undefined)
  const what = names.length === 0 ? 'A side of this' : names.join(' or ')
  const message = `${what} has no answer, so ‘${node.value}’ cannot be worked out. Say what holds then, as in ‘(answer ?: 0)’.`
  return { code: 'missing-answer', message, position: node.position, token: node.value }
}

/** How an officer wrote a side, when it is a name; nothing for what can never be missing. */
function spokenName(side: Node | undefined): string | undefined {
  if (side?.type === 'variable') return `‘$${side.value}’`
  if (side?.type === 'function') return `‘$${side.procedure?.value}(…)’`
  if (side?.type !== 'path') return undefined
  const steps = side.steps ?? []
  if (!steps.every((step) => step.type === 'name' || step.type === 'variable')) return undefined
  return `‘${steps.map((step) => (step.type === 'variable' ? `$${step.value}` : step.value)).join('.')}’`
}
