import type { Pricing } from '../../../form-schemas/document.ts'
import type { Day } from '../../clock.ts'
import { formatPence } from '../../money.ts'
import type { AmountPick, Pickable } from './amount-picks.ts'

/** "£25.00 (fee ‘upTo3’)", "‘How many hours?’": an amount or quantity as an officer reads it. */
export function sayAmount(
  pick: AmountPick,
  part: 'amount' | 'quantity',
  { fees, find }: Pickable,
  on: Day,
): string {
  if (pick.kind === 'fixed') return part === 'amount' ? formatPence(pick.value) : String(pick.value)
  if (pick.kind === 'subject') return `‘${find(pick.component)?.label ?? pick.component}’`
  const pence = feeOn(fees[pick.code] ?? [], on)
  const off = pick.off ? ' off' : ''
  return pence === undefined
    ? `fee ‘${pick.code}’${off}, which has no amount yet`
    : `${formatPence(pence)}${off} (fee ‘${pick.code}’)`
}

/** What a fee is on a day, in pence; undefined before its first day. */
export function feeOn(dated: Pricing['fees'][string], on: Day): number | undefined {
  let held: { from: Day; pence: number } | undefined
  for (const amount of dated) if (amount.from <= on && (!held || amount.from >= held.from)) held = amount
  return held?.pence
}
