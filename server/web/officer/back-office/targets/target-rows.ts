import type { FormDocument } from '../../../../../form-schemas/document.ts'
import {
  listsOf,
  type MappingOutcome,
  type OutputProblem,
  type PickScope,
  type Target,
  targetTree,
} from '../../../../delivery/index.ts'
import { scopeIn } from './pick-scope.ts'
import { offeredFor, type PickState, split, stateOf, transformationOf } from './pick-state.ts'
import { pointerOf } from './posted-picks.ts'

interface Option {
  value: string
  text: string
}

/** A target as the page draws it. */
export interface TargetRow {
  at: string
  index: number
  pointer: string
  name: string
  /** Names of the groups that it is in, outermost first. */
  within: string
  depth: number
  kind: Target['kind']
  kindWords: string
  required: boolean
  nullable: boolean
  description?: string
  /** Only a heading: its fields are filled one by one. */
  isGroup: boolean
  was?: string
  each?: string
  /** Of whose rows it is made. */
  list: string
  state: PickState
  choices: { label: string; options: Option[] }[]
  /** The first of them is to leave it as it is. */
  hows: Option[]
  settings: { name: string; label: string; hint?: string; value: string; rows?: number; options?: Option[] }[]
  /** Boxes of several answers, one of them empty. */
  several?: { options: Option[]; values: string[] }
  /** What it is in the sample, as JSON. */
  gives?: string
  /** What the schema says of that. */
  marks: { words: string; message: string }[]
  canStep: boolean
}

export interface Drawn {
  mapping: string
  schema: Record<string, unknown> | undefined
  unsettled: ReadonlyMap<string, PickState>
  outcome: MappingOutcome | undefined
}

export function targetRows(document: FormDocument, drawn: Drawn): TargetRow[] {
  const targets = targetTree(drawn.schema, drawn.mapping)
  const lists = listsOf(document).map(({ reference, label }) => ({ value: `each:${reference}`, text: label }))
  const scopes = new Map<string, PickScope>()
  const problems = drawn.outcome?.kind === 'mapped' ? drawn.outcome.problems : []
  return targets.map((target, index) => {
    const list = listOf(target, targets)
    const scope = scopes.get(list) ?? scopeIn(document, list)
    scopes.set(list, scope)
    const row = rowOf(target, index, list, scope, drawn, lists)
    return { ...row, marks: marksOf(row.pointer, target, problems, row.gives !== undefined) }
  })
}

function rowOf(
  target: Target,
  index: number,
  list: string,
  scope: PickScope,
  { unsettled, outcome }: Drawn,
  lists: Option[],
): Omit<TargetRow, 'marks'> {
  const pointer = pointerOf(target.path)
  const state = unsettled.get(pointer) ?? stateOf(target, scope)
  const value = outcome?.kind === 'mapped' ? valueAt(outcome.output, target.path) : undefined
  const isGroup = target.kind === 'group' && target.source === undefined
  const several = state.choice === 'joined' || state.choice === 'list'
  return {
    at: `pick.${index}`,
    index,
    pointer,
    name: target.name,
    within: target.path
      .slice(0, -1)
      .filter((name) => name !== '*')
      .join(', '),
    depth: Math.min(target.depth, 4),
    kind: target.kind,
    kindWords: kindWords(target),
    required: target.required,
    nullable: target.nullable,
    ...(target.description && { description: target.description }),
    isGroup,
    ...(target.source !== undefined && { was: target.source }),
    ...(target.each !== undefined && { each: target.each }),
    list,
    state,
    choices: choicesOf(target, state, scope, list === '' ? lists : []),
    hows: howsOf(state.choice, scope),
    settings: settingsOf(state, scope),
    ...(several && {
      several: { options: severalOptions(state, scope), values: [...state.references, ''].slice(0, 12) },
    }),
    ...(value !== undefined && !isGroup && { gives: shortened(value) }),
    canStep: target.source !== undefined && !isFixed(state),
  }
}

function howsOf(choice: string, scope: PickScope): Option[] {
  const offered = offeredFor(choice, scope).map(({ name, title }) => ({ value: name, text: title }))
  const kind = scope.find(split(choice)[1])?.kind
  const asItIs =
    kind === 'pence' ? 'In whole pence: 2500' : kind === 'boolean' ? 'As true or false' : 'As it is'
  return offered.length > 0 ? [{ value: '', text: asItIs }, ...offered] : []
}

function isFixed({ choice, how }: PickState): boolean {
  return choice === 'constant' || choice === '' || (choice.startsWith('answer:') && how === '')
}

/** The list of whose rows a target is made: the nearest one around it. */
function listOf({ path }: Target, targets: readonly Target[]): string {
  const star = path.lastIndexOf('*')
  const pointer = pointerOf(path.slice(0, star))
  return star < 0 ? '' : (targets.find((one) => pointerOf(one.path) === pointer)?.each ?? '')
}

function choicesOf(
  target: Target,
  state: PickState,
  scope: PickScope,
  lists: Option[],
): TargetRow['choices'] {
  const groups = new Map<string, Option[]>()
  for (const { group, label, reference } of scope.subjects)
    groups.set(group, [...(groups.get(group) ?? []), { value: `answer:${reference}`, text: label }])
  const byHand = [
    { value: 'constant', text: 'A fixed value' },
    ...(target.kind === 'list' ? [{ value: 'list', text: 'Answers as a list' }] : []),
    ...(['text', 'anything'].includes(target.kind)
      ? [{ value: 'joined', text: 'Several answers joined' }]
      : []),
    { value: 'expression', text: 'An expression' },
  ]
  const rows = target.kind === 'rows' || target.kind === 'anything' ? lists : []
  const all = [
    ...(rows.length > 0 ? [{ label: 'From each row of', options: rows }] : []),
    { label: 'Written here', options: byHand },
    ...[...groups].map(([label, options]) => ({ label, options })),
  ]
  const known = all.some(({ options }) => options.some(({ value }) => value === state.choice))
  if (known || state.choice === '') return all
  const [, about] = split(state.choice)
  const words = { joined: 'Several answers joined', list: 'Answers as a list' }[state.choice]
  return [{ label: 'Now', options: [{ value: state.choice, text: words ?? about }] }, ...all]
}

function settingsOf(state: PickState, scope: PickScope): TargetRow['settings'] {
  const transformation = transformationOf(state, scope)
  const choices = scope.find(split(state.choice)[1])?.choices ?? []
  return (transformation?.settings ?? []).map(({ name, label, hint, initial, rows, chosen }) => {
    const words = name === 'table' ? choices.map(({ value }) => `${value} = ${value}`).join('\n') : initial
    const value = state.settings[name] || words
    const options = choices.map((one) => ({ value: one.value, text: one.label }))
    return {
      name: `${transformation!.name}.${name}`,
      label,
      ...(hint && { hint }),
      value,
      ...(rows && { rows }),
      ...(chosen && { options: [{ value: '', text: 'Choose' }, ...options] }),
    }
  })
}

function severalOptions(state: PickState, scope: PickScope): Option[] {
  const suits = scope.subjects.filter(
    ({ kind, reference }) =>
      state.choice === 'list' ||
      ['text', 'choice', 'choices', 'date', 'instant'].includes(kind) ||
      state.references.includes(reference),
  )
  return [
    { value: '', text: 'None' },
    ...suits.map(({ reference, label }) => ({ value: reference, text: label })),
  ]
}

function kindWords({ kind, format, choices }: Target): string {
  const formats: Record<string, string> = {
    date: 'date (yyyy-mm-dd)',
    'date-time': 'date and time',
    email: 'email address',
  }
  if (choices?.length) return `one of ${choices.map(String).join(', ')}`
  const words: Record<Target['kind'], string> = {
    text: formats[format ?? ''] ?? 'text',
    number: 'number',
    'whole-number': 'whole number',
    'yes-no': 'true or false',
    list: 'list',
    rows: 'list of groups',
    group: 'group of fields',
    anything: 'anything',
  }
  return words[kind]
}

const markWords: Record<OutputProblem['kind'], string> = {
  missing: 'Missing',
  extra: 'Not expected',
  'wrong-type': 'Wrong type',
  'wrong-value': 'Not accepted',
}

function marksOf(
  pointer: string,
  target: Target,
  problems: OutputProblem[],
  given: boolean,
): TargetRow['marks'] {
  const own = problems.filter((one) => one.pointer.replace(/\/\d+(?=\/|$)/g, '/*') === pointer)
  const marks = own.map(({ kind, message }) => ({ words: markWords[kind], message }))
  if (marks.length > 0 || target.expected || !given) return marks.slice(0, 3)
  return [{ words: 'Extra', message: 'What the destination accepts does not name this field' }]
}

/** The value in the output; of lists, that of the first entry. */
function valueAt(output: unknown, path: readonly string[]): unknown {
  let value = output
  for (const name of path) {
    if (value === null || typeof value !== 'object') return undefined
    if (name === '*') value = Array.isArray(value) ? value[0] : undefined
    else value = Object.hasOwn(value, name) ? (value as Record<string, unknown>)[name] : undefined
  }
  return value
}

function shortened(value: unknown): string {
  const text = JSON.stringify(value)
  return text.length > 140 ? `${text.slice(0, 140)}…` : text
}
