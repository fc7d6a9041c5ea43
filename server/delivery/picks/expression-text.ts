import type { Node } from '../../expressions/index.ts'

/**
 * An expression written anew from its tree, always the same way: two texts that mean the same tree give the same text here. Brackets
 * are in the tree, so none has to be put in. Undefined for what is rarer than this knows how to write.
 */
export function expressionText(node: Node | undefined): string | undefined {
  const written = node && plain(node)
  if (written === undefined || node?.group) return undefined
  return node?.type === 'path' ? written : withFilters(written, node?.predicate)
}

function plain(node: Node): string | undefined {
  switch (node.type) {
    case 'string':
      return JSON.stringify(node.value)
    case 'number':
    case 'value':
      return String(node.value)
    case 'name':
      return nameText(String(node.value))
    case 'variable':
      return `$${node.value}`
    case 'path':
      return pathText(node)
    case 'binary':
      return all([node.lhs as Node, node.rhs], ([left, right]) => `${left} ${node.value} ${right}`)
    case 'unary':
      return unaryText(node)
    case 'function': {
      if (node.procedure?.type !== 'variable') return undefined
      return all(node.arguments ?? [], (given) => `$${node.procedure?.value}(${given.join(', ')})`)
    }
    case 'condition':
      return node.else
        ? all([node.condition, node.then, node.else], ([when, then, other]) => `${when} ? ${then} : ${other}`)
        : all([node.condition, node.then], ([when, then]) => `${when} ? ${then}`)
    case 'block':
      return all(node.expressions ?? [], (parts) => `(${parts.join('; ')})`)
    default:
      return undefined
  }
}

function unaryText(node: Node): string | undefined {
  if (node.value === '-') return all([node.expression], ([inner]) => `-${inner}`)
  if (node.value === '[') return all(node.expressions ?? [], (parts) => `[${parts.join(', ')}]`)
  if (node.value !== '{') return undefined
  return all((node.lhs as [Node, Node][]).flat(), (parts) => {
    const pairs = parts.flatMap((part, index) => (index % 2 === 0 ? [`${part}: ${parts[index + 1]}`] : []))
    return pairs.length > 0 ? `{${pairs.join(', ')}}` : '{}'
  })
}

function pathText(node: Node & { keepSingletonArray?: boolean }): string | undefined {
  if (node.keepSingletonArray) return undefined
  const steps = (node.steps ?? []).map((step) => {
    if (step.focus !== undefined || step.index !== undefined || step.group) return undefined
    const written = plain(step)
    return written === undefined ? undefined : withFilters(written, step.stages ?? step.predicate)
  })
  return steps.includes(undefined) ? undefined : steps.join('.')
}

function withFilters(written: string, filters: Node[] = []): string | undefined {
  let text: string | undefined = written
  for (const { type, expr } of filters) {
    const inner = type === 'filter' ? expressionText(expr) : undefined
    text = inner === undefined || text === undefined ? undefined : `${text}[${inner}]`
  }
  return text
}

function all(parts: (Node | undefined)[], write: (texts: string[]) => string): string | undefined {
  const texts = parts.map((part) => expressionText(part))
  return texts.includes(undefined) ? undefined : write(texts as string[])
}

const words = new Set(['and', 'or', 'in', 'true', 'false', 'null', 'function'])

/** A name as an expression has it: in backticks where it would be read as something else. */
export function nameText(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) && !words.has(name) ? name : `\`${name}\``
}
