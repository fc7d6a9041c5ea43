import { type Context, walkTree } from './check-tree.ts'
import type { ExpressionProblem, Scope } from './program.ts'
import { parseSource } from './syntax-tree.ts'

/**
 * What is wrong with an expression, in the order of its text; empty when it may be saved. It parses and never evaluates.
 *
 * The allow-list is what makes recursion impossible, not a guess at what recursion looks like: a function value may only be the direct
 * argument of `$map`, `$filter` and the like, and only the offered functions may be called. With no way to name, return or store a
 * function, no function can reach itself.
 */
export function checkExpression(source: string, scope: Scope): ExpressionProblem[] {
  const parsed = parseSource(source)
  if (!parsed.ok) return [parsed.problem]
  const problems: ExpressionProblem[] = []
  const root: Context = { kind: 'fields', fields: scope.fields }
  const walk = walkTree({ source, scope, root, report: (problem) => problems.push(problem) })
  try {
    walk(parsed.tree, root)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    return [{ code: 'too-deep', message: 'This expression is too long a chain.', position: 0, length: 1 }]
  }
  return withoutRepeats(problems)
}

/** The left side of `??` and `?:` stands twice in the tree. */
function withoutRepeats(problems: ExpressionProblem[]): ExpressionProblem[] {
  const seen = new Map(problems.map((problem) => [`${problem.position} ${problem.code}`, problem]))
  return [...seen.values()].sort((a, b) => a.position - b.position)
}

/** Which of these `$names` a readable expression uses. Empty when it cannot be read. Remembered: it is asked for at every price. */
export function variablesIn(source: string, names: readonly string[]): string[] {
  let used = usedVariables.get(source)
  if (!used) {
    used = findVariables(source)
    if (usedVariables.size >= 2_000) usedVariables.clear()
    usedVariables.set(source, used)
  }
  return names.filter((name) => used.has(name))
}

const usedVariables = new Map<string, ReadonlySet<unknown>>()

function findVariables(source: string): Set<unknown> {
  const parsed = parseSource(source)
  const used = new Set<unknown>()
  const waiting: unknown[] = parsed.ok ? [parsed.tree] : []
  while (waiting.length > 0) {
    const part = waiting.pop()
    if (part === null || typeof part !== 'object') continue
    if ('type' in part && part.type === 'variable' && 'value' in part) used.add(part.value)
    waiting.push(...Object.values(part))
  }
  return used
}
