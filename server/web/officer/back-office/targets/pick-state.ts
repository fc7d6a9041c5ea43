import {
  type MappingPick,
  type PickScope,
  readPick,
  type Target,
  type Transformation,
  transformations,
  writePick,
} from '../../../../delivery/index.ts'

/** What fills a target, as the boxes of its row hold it. */
export interface PickState {
  /** '' = left out, `answer:<reference>`, `each:<list>`, `joined`, `list`, `constant` or `expression`. */
  choice: string
  /** Name of a transformation; '' = as it is. */
  how: string
  settings: Record<string, string>
  /** Of several answers; the last may be empty, for one more. */
  references: string[]
  separator: string
  value: string
  expression: string
}

const emptyState: PickState = {
  choice: '',
  how: '',
  settings: {},
  references: [],
  separator: ' ',
  value: '',
  expression: '',
}

/** The boxes for what fills a target now. */
export function stateOf({ source, each }: Pick<Target, 'source' | 'each'>, scope: PickScope): PickState {
  if (each !== undefined) return { ...emptyState, choice: `each:${each}` }
  const pick = readPick(source, scope)
  switch (pick.kind) {
    case 'nothing':
      return emptyState
    case 'answer':
      return {
        ...emptyState,
        choice: `answer:${pick.reference}`,
        how: pick.how ?? '',
        settings: pick.settings ?? {},
      }
    case 'joined':
      return { ...emptyState, choice: 'joined', references: pick.references, separator: pick.separator }
    case 'list':
      return { ...emptyState, choice: 'list', references: pick.references }
    case 'constant':
      return { ...emptyState, choice: 'constant', value: constantText(pick.value) }
    case 'expression':
      return { ...emptyState, choice: 'expression', expression: pick.source }
  }
}

/** The expression that the boxes say, or what is still missing in which of them. */
export function sourceOf(
  state: PickState,
  target: Pick<Target, 'kind' | 'name' | 'nullable'>,
  scope: PickScope,
): { source: string | undefined } | { box: string; message: string } {
  const [kind, about] = split(state.choice)
  const name = `‘${target.name}’`
  if (kind === 'each') return { source: `[${about}.{}]` }
  if (kind === 'expression') {
    const source = state.expression.trim()
    return source ? { source } : { box: 'expression', message: `Write the expression for ${name}` }
  }
  if (kind === 'constant') {
    const value = constantOf(state.value, target)
    if (value !== undefined) return { source: writePick({ kind: 'constant', value }, scope) }
    return { box: 'value', message: `Enter the fixed value for ${name}${hintOf(target.kind)}` }
  }
  if (kind === 'joined' || kind === 'list') {
    const references = state.references.filter((one) => scope.find(one))
    if (references.length === 0) return { box: 'also.0', message: `Choose the answers for ${name}` }
    const pick: MappingPick =
      kind === 'list' ? { kind, references } : { kind, references, separator: state.separator }
    return { source: writePick(pick, scope) }
  }
  if (kind !== 'answer') return { source: undefined }
  const transformation = transformationOf(state, scope)
  if (!transformation) return { source: about }
  const { name: how, refusal, settings } = transformation
  const source = writePick({ kind: 'answer', reference: about, how, settings: state.settings }, scope)
  if (source !== undefined) return { source }
  const box = settings[0] ? `${how}.${settings[0].name}` : 'how'
  return { box, message: `${refusal ?? 'This cannot be used'} (for ${name})` }
}

/** Transformations that suit what is chosen. */
export function offeredFor(choice: string, scope: PickScope): Transformation[] {
  const [kind, about] = split(choice)
  const subject = kind === 'answer' ? scope.find(about) : undefined
  return subject ? transformations.filter(({ kinds }) => kinds.includes(subject.kind)) : []
}

export function transformationOf(state: PickState, scope: PickScope): Transformation | undefined {
  return offeredFor(state.choice, scope).find(({ name }) => name === state.how)
}

/** "answer:address.postcode" in its two parts. */
export function split(choice: string): [string, string] {
  const at = choice.indexOf(':')
  return at < 0 ? [choice, ''] : [choice.slice(0, at), choice.slice(at + 1)]
}

function constantText(value: unknown): string {
  return value === null ? 'null' : String(value)
}

/** What was typed as the schema wants it; undefined when it cannot be that. */
function constantOf(
  typed: string,
  { kind, nullable }: Pick<Target, 'kind' | 'nullable'>,
): string | number | boolean | null | undefined {
  const text = typed.trim()
  if (text === 'null' && (nullable || kind === 'anything')) return null
  if (kind === 'number' || kind === 'whole-number') {
    const pattern = kind === 'number' ? /^-?\d{1,12}(\.\d{1,9})?$/ : /^-?\d{1,15}$/
    return pattern.test(text) ? Number(text) : undefined
  }
  if (kind === 'yes-no') return text === 'true' ? true : text === 'false' ? false : undefined
  return text === '' ? undefined : text
}

function hintOf(kind: Target['kind']): string {
  const hints: Partial<Record<Target['kind'], string>> = {
    number: ': a number',
    'whole-number': ': a whole number',
    'yes-no': ': true or false',
  }
  return hints[kind] ?? ''
}
