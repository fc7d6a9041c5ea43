import { formatPence } from '../../../../money.ts'
import {
  feeOn,
  type PriceSubject,
  readAmount,
  sayAmount,
  shownFixed,
  writeAmount,
} from '../../../../pricing/index.ts'
import type { PickScope } from './line-picks.ts'

type Part = 'amount' | 'quantity'

interface Option {
  value: string
  text: string
}

/** The box from which a line's amount or quantity is picked. The value of an option is the rule that it writes. */
export interface AmountView {
  /** Name of the field: `lines.2.amount`, of which this is `…Pick`, `…Fixed` and `…Was`. */
  at: string
  label: string
  fixedLabel: string
  chosen: string
  options: Option[]
  groups: { label: string; options: Option[] }[]
  fixed: string
  /** A rule that nothing here writes: it stands in its expression. */
  own: boolean
}

export const fixedChoice = 'fixed'
export const ownChoice = 'own'

/** @param typed what was typed as a fixed amount and is none, to be shown again */
export function amountView(
  part: Part,
  line: number,
  source: string,
  typed: string | undefined,
  scope: PickScope,
): AmountView {
  const pick = source.trim() === '' ? undefined : readAmount(source, scope)
  const isOne = part === 'quantity' && pick?.kind === 'fixed' && pick.value === 1
  const empty = source.trim() === '' || isOne
  const chosen = chosenOf()
  function chosenOf(): string {
    if (typed !== undefined) return fixedChoice
    if (empty) return ''
    if (pick?.kind === 'fixed') return fixedChoice
    return pick ? writeAmount(pick, scope.find) : ownChoice
  }
  return {
    at: `lines.${line}.${part}`,
    label: part === 'amount' ? 'Amount for one' : 'Quantity',
    fixedLabel: part === 'amount' ? 'Fixed amount in pounds' : 'Fixed number',
    chosen,
    options: [
      { value: '', text: part === 'amount' ? 'Choose' : 'One' },
      { value: fixedChoice, text: part === 'amount' ? 'A fixed amount' : 'A fixed number' },
      ...(chosen === ownChoice
        ? [{ value: ownChoice, text: 'A rule of its own: see the expression below' }]
        : []),
    ],
    groups: [...(part === 'amount' ? feeGroups(scope) : []), ...subjectGroups(part, scope)].filter(
      ({ options }) => options.length > 0,
    ),
    fixed: typed ?? (pick?.kind === 'fixed' && !isOne ? shownFixed(pick.value, part) : ''),
    own: chosen === ownChoice,
  }
}

/** Every fee, and every fee as a discount. */
function feeGroups({ fees, find, today }: PickScope): AmountView['groups'] {
  const options = (off: boolean) =>
    Object.entries(fees).map(([code, dated]) => {
      const pence = feeOn(dated, today)
      const now = pence === undefined ? 'no amount yet' : formatPence(pence)
      return { value: writeAmount({ kind: 'fee', code, off }, find), text: `${code} (${now})` }
    })
  return [
    { label: 'Fees', options: options(false) },
    { label: 'Take off a fee', options: options(true) },
  ]
}

function subjectGroups(part: Part, { subjects, find }: PickScope): AmountView['groups'] {
  const suits = ({ compareWith, counts }: PriceSubject) =>
    counts && compareWith !== 'date' && (part === 'amount' || compareWith !== 'pence')
  const options = (worked: boolean) =>
    subjects
      .filter((subject) => suits(subject) && subject.reference.startsWith('$') === worked)
      .map(({ component, label }) => ({
        value: writeAmount({ kind: 'subject', component }, find),
        text: label,
      }))
  return [
    { label: 'Answers', options: options(false) },
    { label: 'Worked out from the answers', options: options(true) },
  ]
}

/** For the table at a glance: in words where it can be picked, else as it is written. */
export function spokenAmount(part: Part, source: string, scope: PickScope): string {
  if (source.trim() === '') return part === 'quantity' ? '1' : ''
  const pick = readAmount(source, scope)
  return pick ? sayAmount(pick, part, scope, scope.today) : source
}
