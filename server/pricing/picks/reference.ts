import type { Node } from '../../expressions/index.ts'
import { nameInRule } from './price-subjects.ts'

/** The picks' name of what a part of a rule stands for: a question, what was looked up, a sum or count of a list, a named value. */
export function referenceOf(node: Node | undefined): string | undefined {
  if (node?.type === 'variable') return node.value === '' || node.value === '$' ? undefined : `$${node.value}`
  if (node?.type === 'path') return namesOf(node)?.join('.')
  if (node?.type !== 'function' || node.procedure?.type !== 'variable' || node.arguments?.length !== 1)
    return undefined
  const [argument] = node.arguments
  const name = node.procedure.value
  if (name === 'count') {
    const names = namesOf(argument)
    return names?.length === 1 ? `$count(${nameInRule(names[0]!)})` : undefined
  }
  if (name !== 'sum' || argument?.type !== 'unary' || argument.value !== '[') return undefined
  const names = argument.expressions?.length === 1 ? namesOf(argument.expressions[0]) : undefined
  return names?.length === 2 ? `$sum([${names.map(nameInRule).join('.')}])` : undefined
}

/** The names of a path that is nothing but names. */
function namesOf(node: Node | undefined): string[] | undefined {
  if (node?.type !== 'path' || node.group) return undefined
  const plain = (node.steps ?? []).every(
    ({ type, stages, predicate, focus, index }) =>
      type === 'name' && !stages && !predicate && focus === undefined && index === undefined,
  )
  return plain ? (node.steps ?? []).map(({ value }) => String(value)) : undefined
}
