import { type Day, spokenDay } from '../../../clock.ts'
import { nextAprilFor } from './fee-table.ts'
import { emptyCase, emptyDefine, emptyFee, emptyLine, type PricingFields } from './price-fields.ts'

/** A row that a button has just made, by its first box. */
export interface ChangedRows {
  /** Where the officer goes on: the name of a field. */
  field?: string
  notice?: string
}

/** The buttons that only change rows: `add-line`, `remove-case-2`, `add-april-0`. Undefined when the action was none of them. */
export function changeRows(fields: PricingFields, action: string, today: Day): ChangedRows | undefined {
  const [, verb, what, index] =
    /^(add|remove)-(fee|april|define|line|case)(?:-(\d{1,4}))?$/.exec(action) ?? []
  if (!verb || !what) return undefined
  const at = index === undefined ? undefined : Number(index)
  if (what === 'april') return verb === 'add' && at !== undefined ? addApril(fields, at, today) : undefined
  const part = ({ fee: 'fees', define: 'define', line: 'lines', case: 'tests' } as const)[
    what as 'fee' | 'define' | 'line' | 'case'
  ]
  const rows: object[] = fields[part]
  if (verb === 'remove') {
    if (at === undefined) return {}
    rows.splice(at, 1)
    if (part === 'lines') for (const beside of [fields.picks, fields.fixed]) beside.splice(at, 1)
    return {}
  }
  if (what === 'fee' && at !== undefined) {
    // Another amount of the same fee, below the one it follows.
    rows.splice(at + 1, 0, { ...emptyFee, code: fields.fees[at]?.code ?? '' })
    return { field: `fees.${at + 1}.from` }
  }
  rows.push({ ...{ fees: emptyFee, define: emptyDefine, lines: emptyLine, tests: emptyCase }[part] })
  return {
    field: `${part}.${rows.length - 1}.${{ fees: 'code', define: 'name', lines: 'label', tests: 'name' }[part]}`,
  }
}

/** Another amount from the next 1 April on, when most councils change their fees: only the amount is left to be typed. */
function addApril({ fees }: PricingFields, at: number, today: Day): ChangedRows {
  const fee = fees[at]
  if (!fee) return {}
  const from = nextAprilFor(fees, fee.code, today)
  const last = fees.findLastIndex(({ code }) => code === fee.code)
  fees.splice(last + 1, 0, { code: fee.code, from, amount: '' })
  return {
    field: `fees.${last + 1}.amount`,
    notice: `Enter what ‘${fee.code}’ costs from ${spokenDay(from)}, then save`,
  }
}
