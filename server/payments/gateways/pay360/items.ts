import type { VatTreatment } from '../../../../form-schemas/document.ts'
import { sumPence } from '../../../money.ts'
import { vatWithin } from '../../../vat.ts'
import type { PaymentLine } from '../../gateway.ts'
import { plainText } from '../xml-element.ts'

/** One item of a sale, as it will be sent: pence, VAT included. */
export interface Pay360Item {
  /** The number, from 1, of the line it stands for, or of the first of those it stands for. */
  lineId: string
  /** Undefined when it stands for several lines: then the sale's description says what it is. */
  label?: string
  pence: number
  quantity?: number
  fund: string
  ledger?: string
  narrative?: string
  vat?: { treatment: VatTreatment; pence: number }
}

type NumberedLine = PaymentLine & { number: number }

/**
 * One item a line; lines of £0 post nothing and are left out.
 *
 * A line below zero (a discount) or with a ledger code that does not fit cannot be an item of its own. Then the lines of each fund
 * are one item, netted; and where that leaves a fund below zero, all lines are one item under the fund that most money goes to.
 * Pay360's reports then show less than was charged for, never another sum; our own ledger has every line whatever was sent.
 */
export function pay360Items(lines: readonly PaymentLine[]): Pay360Item[] {
  const numbered = lines
    .map((line, index) => ({ ...line, number: index + 1 }))
    .filter((line) => line.totalPence !== 0)
  if (numbered.every((line) => line.totalPence > 0 && fits(line.ledger))) return numbered.map(lineItem)
  const funds = [...Map.groupBy(numbered, (line) => line.fund).values()].map(nettedItem)
  return funds.every((item) => item.pence >= 0)
    ? funds.filter((item) => item.pence > 0)
    : [nettedItem(numbered)]
}

/** Longest fund code (`generalCode`) and reference (`generalString`) that the schema takes, in characters. */
export const fundMax = 5
const referenceMax = 50

/** The first fund that is too long: a code cut short is another fund's. */
export function fundThatDoesNotFit(lines: readonly PaymentLine[]): string | undefined {
  return lines.map((line) => plainText(line.fund)).find((fund) => [...fund].length > fundMax)
}

function lineItem(line: NumberedLine): Pay360Item {
  return {
    lineId: String(line.number),
    label: line.label,
    pence: line.totalPence,
    // 1 to 32767 and whole, or left out: the amount is the line's in any case, never multiplied.
    ...(Number.isInteger(line.quantity) &&
      line.quantity >= 1 &&
      line.quantity <= 32_767 && { quantity: line.quantity }),
    fund: line.fund,
    ...(line.ledger && { ledger: line.ledger }),
    ...(line.narrative && { narrative: line.narrative }),
    vat: { treatment: line.vat, pence: vatWithin(line.totalPence, line.vat) },
  }
}

/** VAT is told only when all lines have the same treatment: an item has one rate. Its pence are the sum of the lines', as in our ledger. */
function nettedItem(lines: NumberedLine[]): Pay360Item {
  const main = lines.reduce((most, line) => (line.totalPence > most.totalPence ? line : most))
  const sameVat = lines.every((line) => line.vat === main.vat)
  const vatPence = sumPence(lines.map((line) => vatWithin(line.totalPence, line.vat)))
  return {
    lineId: String(lines[0]?.number),
    pence: sumPence(lines.map((line) => line.totalPence)),
    fund: main.fund,
    ...(main.ledger && fits(main.ledger) && { ledger: main.ledger }),
    ...(sameVat && { vat: { treatment: main.vat, pence: vatPence } }),
  }
}

function fits(ledger: string | undefined): boolean {
  return [...plainText(ledger ?? '')].length <= referenceMax
}
