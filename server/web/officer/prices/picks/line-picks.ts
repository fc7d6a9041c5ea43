import { type GroupModel, groupOf, modelOf } from '../../../../../form-schemas/condition-group.ts'
import { plainSentence, sayGroup } from '../../../../../form-schemas/condition-words.ts'
import type { FormDocument, Pricing } from '../../../../../form-schemas/document.ts'
import type { Day } from '../../../../clock.ts'
import { parsePounds as readPounds } from '../../../../money.ts'
import { type PriceSubject, priceNames, priceSubjects, readCondition } from '../../../../pricing/index.ts'
import type { PricingFields } from '../price-fields.ts'
import { type AmountView, amountView, spokenAmount } from './amount-view.ts'
import { type GroupPicks, groupPicks } from './pick-view.ts'
import type { Find } from './posted-picks.ts'

/** What the picks of all lines of a page have in common. */
export interface PickScope {
  subjects: PriceSubject[]
  find: Find
  fees: Pricing['fees']
  today: Day
}

/** A line as the page draws it for picking. */
export interface LinePicks {
  /** Missing when the condition cannot be shown as picks: then only its expression is. */
  when?: GroupPicks
  /** "‘Number of items’ is more than 3", "Always", or the expression itself. */
  sentence: string
  /** The sentence is the expression: it is shown in the letters of code. */
  whenIsCode: boolean
  quantity: AmountView
  amount: AmountView
  spokenQuantity: string
  spokenAmount: string
  /** A rule that cannot be picked: its expression stands open. */
  open: boolean
}

/** What may be picked with what is in the boxes now: fees and values that were added and not saved yet too. */
export function pickScope(document: FormDocument, fields: PricingFields, today: Day): PickScope {
  const define = fields.define.map(({ name, label, value }) => ({ name: name.trim(), label, value }))
  const subjects = priceSubjects(document, define)
  const known = new Map(subjects.map((subject) => [subject.component, subject]))
  const fees: Pricing['fees'] = Object.create(null)
  for (const { code, from, pence } of fields.fees.flatMap(readableFee))
    fees[code] = [...(fees[code] ?? []), { from, pence }]
  return { subjects, find: (component) => known.get(component), fees, today }
}

function readableFee({ code, from, amount }: PricingFields['fees'][number]) {
  const pence = readPounds(amount)
  return code.trim() === '' ? [] : [{ code: code.trim(), from, pence: pence ?? 0 }]
}

/** The picks that a condition is drawn with; undefined when it cannot be. An empty one is "always" and has none. */
export function drawnGroup(when: string, find: Find): GroupModel | undefined {
  if (when.trim() === '') return modelOf(undefined)
  const read = readCondition(when, find)
  return read && modelOf(read)
}

export function linePicks(fields: PricingFields, line: number, scope: PickScope): LinePicks {
  const { when, quantity, amount } = fields.lines[line]!
  const group = fields.picks[line] ?? drawnGroup(when, scope.find)
  const said = group && groupOf(group)
  // What is not chosen yet has no name to stand in quotes.
  const sentence = said
    ? plainSentence(sayGroup(said, priceNames(scope.subjects))).replaceAll('‘’', '…')
    : 'Always'
  const quantityView = amountView('quantity', line, quantity, fields.fixed[line]?.quantity, scope)
  const amountPicks = amountView('amount', line, amount, fields.fixed[line]?.amount, scope)
  return {
    ...(group && { when: groupPicks(group, line, scope.subjects, scope.find) }),
    sentence: group ? sentence : when,
    whenIsCode: !group,
    quantity: quantityView,
    amount: amountPicks,
    spokenQuantity: spokenAmount('quantity', quantity, scope),
    spokenAmount: spokenAmount('amount', amount, scope),
    open: !group || quantityView.own || amountPicks.own,
  }
}
