import type { Node } from '../../expressions/index.ts'
import { expressionText } from './expression-text.ts'
import type { SubjectKind } from './mapping-subjects.ts'

export type Settings = Record<string, string>

/** One way to write an answer into a target. Adding one is adding it to the list below. */
export interface Transformation {
  name: string
  /** "IN CAPITALS": as an option. */
  title: string
  /** Kinds of answers that it suits. */
  kinds: readonly SubjectKind[]
  /** Boxes beside it. */
  settings: {
    name: string
    label: string
    hint?: string
    initial: string
    rows?: number
    /** Is one of the answers that can be chosen. */
    chosen?: true
  }[]
  /** Means something without an answer too, so that none has to be there. */
  withoutAnswer?: true
  /** The expression; undefined when a setting cannot be used. */
  write(reference: string, settings: Settings): string | undefined
  /** What `write` was given for this expression, if it may have been this one: whoever asks writes it again and compares. */
  read(tree: Node): { about: Node | undefined; settings: Settings } | undefined
  /** What is wrong when it cannot be written. */
  refusal?: string
}

const texts: readonly SubjectKind[] = ['text', 'choice', 'date', 'instant']

/** A function of the answer and of fixed values. */
function call(
  name: string,
  title: string,
  kinds: readonly SubjectKind[],
  functionName: string,
  given: string[] = [],
): Transformation {
  return {
    name,
    title,
    kinds,
    settings: [],
    write: (reference) => `$${functionName}(${[reference, ...given].join(', ')})`,
    read: (tree) => (calls(tree, functionName) ? { about: tree.arguments?.[0], settings: {} } : undefined),
  }
}

function calls(tree: Node | undefined, name: string): boolean {
  return tree?.type === 'function' && tree.procedure?.value === name
}

const ukDate = '"[D01]/[M01]/[Y0001]"'

const dayMonthYear: Transformation = {
  name: 'uk-date',
  title: 'As a date: dd/mm/yyyy',
  kinds: ['date'],
  settings: [],
  write: (reference) => `$fromMillis($toMillis(${reference}), ${ukDate})`,
  read: (tree) =>
    calls(tree, 'fromMillis') && calls(tree.arguments?.[0], 'toMillis')
      ? { about: tree.arguments?.[0]?.arguments?.[0], settings: {} }
      : undefined,
}

const pounds: Transformation = {
  name: 'pounds',
  title: 'In pounds: 25.00',
  kinds: ['pence'],
  settings: [],
  write: (reference) => `$formatNumber(${reference} / 100, "0.00")`,
  read: (tree) =>
    calls(tree, 'formatNumber') ? { about: tree.arguments?.[0]?.lhs as Node, settings: {} } : undefined,
}

const firstCharacters: Transformation = {
  name: 'first',
  title: 'Only the first characters',
  kinds: texts,
  settings: [{ name: 'length', label: 'How many characters', initial: '30' }],
  refusal: 'Enter how many characters, such as 30',
  write: (reference, { length = '' }) =>
    /^[1-9]\d{0,3}$/.test(length.trim()) ? `$substring(${reference}, 0, ${length.trim()})` : undefined,
  read: (tree) =>
    calls(tree, 'substring')
      ? { about: tree.arguments?.[0], settings: { length: String(tree.arguments?.[2]?.value) } }
      : undefined,
}

const yesOrNo: Transformation = {
  name: 'yes-no',
  title: 'With words for yes and no',
  kinds: ['boolean'],
  settings: [
    { name: 'yes', label: 'For yes', initial: 'Y' },
    { name: 'no', label: 'For no', initial: 'N' },
  ],
  write: (reference, { yes = '', no = '' }) =>
    `${reference} ? ${JSON.stringify(yes.trim())} : ${JSON.stringify(no.trim())}`,
  read: (tree) =>
    tree.type === 'condition' && tree.then?.type === 'string' && tree.else?.type === 'string'
      ? { about: tree.condition, settings: { yes: String(tree.then.value), no: String(tree.else.value) } }
      : undefined,
}

const chosenAnswer = { name: 'answer', label: 'Which answer', initial: '', chosen: true } as const

const isChosen: Transformation = {
  name: 'is',
  title: 'True when the answer is…',
  kinds: ['choice'],
  settings: [chosenAnswer],
  withoutAnswer: true,
  refusal: 'Choose which answer is meant',
  write: (reference, { answer = '' }) => (answer ? `${reference} = ${JSON.stringify(answer)}` : undefined),
  read: (tree) =>
    tree.type === 'binary' && tree.value === '=' && tree.rhs?.type === 'string'
      ? { about: tree.lhs as Node, settings: { answer: String(tree.rhs.value) } }
      : undefined,
}

const includesChosen: Transformation = {
  ...isChosen,
  name: 'includes',
  title: 'True when the answers include…',
  kinds: ['choices'],
  write: (reference, { answer = '' }) => (answer ? `${JSON.stringify(answer)} in ${reference}` : undefined),
  read: (tree) =>
    tree.type === 'binary' && tree.value === 'in' && (tree.lhs as Node).type === 'string'
      ? { about: tree.rhs, settings: { answer: String((tree.lhs as Node).value) } }
      : undefined,
}

const words: Transformation = {
  name: 'words',
  title: 'With other words',
  kinds: ['choice', 'text'],
  settings: [
    {
      name: 'table',
      label: 'Words for each answer',
      hint: 'One in a line: our word = theirs. An answer that is not listed is left out.',
      initial: '',
      rows: 4,
    },
  ],
  refusal: 'Write one in a line, each answer once: our word = theirs',
  write(reference, { table = '' }) {
    const lines = table.split('\n').filter((line) => line.trim() !== '')
    const pairs = lines.map((line) => /^\s*(.+?)\s*=\s*(.*?)\s*$/.exec(line))
    const names = new Set(pairs.map((pair) => pair?.[1]))
    if (lines.length === 0 || names.has(undefined) || names.size < lines.length) return undefined
    const entries = pairs.map((pair) => `${JSON.stringify(pair![1])}: ${JSON.stringify(pair![2])}`)
    return `$lookup({${entries.join(', ')}}, ${reference})`
  },
  read(tree) {
    const [table, about] = tree.arguments ?? []
    if (!calls(tree, 'lookup') || table?.value !== '{') return undefined
    const pairs = table.lhs as [Node, Node][]
    const lines = pairs.map(([from, to]) => `${from.value} = ${to.value}`)
    return { about, settings: { table: lines.join('\n') } }
  },
}

/** Besides "as it is", which every answer has. */
export const transformations: readonly Transformation[] = [
  call('upper-case', 'IN CAPITALS', texts, 'uppercase'),
  call('lower-case', 'in small letters', texts, 'lowercase'),
  call('no-spaces', 'Without spaces', ['text'], 'replace', ['" "', '""']),
  firstCharacters,
  dayMonthYear,
  pounds,
  call('as-text', 'As text', ['number', 'pence'], 'string'),
  call('as-number', 'As a number', ['text', 'choice'], 'number'),
  yesOrNo,
  isChosen,
  includesChosen,
  words,
]

/** Reads which transformation of which answer an expression is, by writing it again. */
export function readTransformation(
  tree: Node,
  canonical: (source: string) => string | undefined,
): { reference: string; how: string; settings: Settings } | undefined {
  const wanted = expressionText(tree)
  if (wanted === undefined) return undefined
  for (const { name, read, write } of transformations) {
    const found = read(tree)
    const reference = expressionText(found?.about)
    if (!found || reference === undefined) continue
    const written = write(reference, found.settings)
    if (written !== undefined && canonical(written) === wanted)
      return { reference, how: name, settings: found.settings }
  }
  return undefined
}
