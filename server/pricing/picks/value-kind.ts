import { type Node, parseSource } from '../../expressions/index.ts'

export type ValueKind = 'number' | 'boolean' | 'text'

/** Kinds that are known already, by question key or `$name`. */
export type Kinds = ReadonlyMap<string, ValueKind>

const byOperator: Record<string, ValueKind> = {
  ...Object.fromEntries(['+', '-', '*', '/', '%'].map((sign) => [sign, 'number' as const])),
  ...Object.fromEntries(
    ['=', '!=', '<', '<=', '>', '>=', 'and', 'or', 'in'].map((sign) => [sign, 'boolean' as const]),
  ),
  '&': 'text',
}

const numbers =
  'abs age average band ceil count daysUntil fee floor length max millis min number percent power round roundHalfUp sqrt sum workingDaysBetween'
const byFunction = new Map<unknown, ValueKind>([
  ...numbers.split(' ').map((name): [string, ValueKind] => [name, 'number']),
  ...['boolean', 'contains', 'exists', 'not'].map((name): [string, ValueKind] => [name, 'boolean']),
  ...['string', 'today', 'uppercase', 'lowercase', 'trim', 'join'].map((name): [string, ValueKind] => [
    name,
    'text',
  ]),
])

/** What a rule gives, as far as its text shows it; undefined when only its working out would tell. */
export function kindOf(source: string, known: Kinds): ValueKind | undefined {
  const parsed = parseSource(source)
  return parsed.ok ? kindOfNode(parsed.tree, known) : undefined
}

function kindOfNode(node: Node | undefined, known: Kinds): ValueKind | undefined {
  switch (node?.type) {
    case 'number':
      return 'number'
    case 'string':
      return 'text'
    case 'value':
      return typeof node.value === 'boolean' ? 'boolean' : undefined
    case 'binary':
      return Object.hasOwn(byOperator, String(node.value)) ? byOperator[String(node.value)] : undefined
    case 'unary':
      return node.value === '-' ? 'number' : undefined
    case 'function':
      return byFunction.get(node.procedure?.value)
    case 'variable':
      return known.get(`$${node.value}`)
    case 'path':
      return node.steps?.length === 1 ? known.get(String(node.steps[0]!.value)) : undefined
    case 'block':
      return kindOfNode(node.expressions?.at(-1), known)
    case 'condition': {
      const kind = kindOfNode(node.then, known)
      return kind === kindOfNode(node.else, known) ? kind : undefined
    }
    default:
      return undefined
  }
}
