import { formatPence } from '../money.ts'
import type { Gateway } from './gateway.ts'

/** What a form wants of its gateway, in words payments knows. */
export interface Wanted {
  description: string
  /** At its longest. */
  reference: string
  welsh: boolean
  lines: { code: string; fund: string; vat: string }[]
  /** Totals (pence) that are known to come up, from price cases. */
  totals: { name: string; totalPence: number }[]
}

export interface CapabilityProblem {
  part: 'gateway' | 'description' | 'reference' | { line: number } | { total: number }
  message: string
  /** Good to know; does not stop publication. */
  warning?: true
}

/** What a gateway cannot do of what a form wants. Source of each limit: the gateway's own file. */
export function capabilityProblems({ title, capabilities }: Gateway, wanted: Wanted): CapabilityProblem[] {
  const { minPence, maxPence, descriptionMax, referenceMax, fundMax } = capabilities
  const problems: CapabilityProblem[] = []
  if (wanted.description.length > descriptionMax) {
    problems.push({
      part: 'description',
      message: `The description must be ${descriptionMax} characters or fewer for this gateway`,
    })
  }
  if (wanted.reference.length > referenceMax) {
    problems.push({
      part: 'reference',
      message: `The reference must be ${referenceMax} characters or fewer for this gateway`,
    })
  }
  for (const [line, { code, fund }] of wanted.lines.entries()) {
    if (fundMax !== undefined && fund.length > fundMax) {
      problems.push({
        part: { line },
        message: `The fund ‘${fund}’ of the line ‘${code}’ must be ${fundMax} characters or fewer for ${title}`,
      })
    }
  }
  for (const [total, { name, totalPence }] of wanted.totals.entries()) {
    if (totalPence === 0 || (totalPence >= minPence && totalPence <= maxPence)) continue
    problems.push({
      part: { total },
      message: `The price case ‘${name}’ comes to ${formatPence(totalPence)}, and this gateway takes ${formatPence(minPence)} to ${formatPence(maxPence)}`,
    })
  }
  return [...problems, ...worthKnowing(title, capabilities, wanted)]
}

function worthKnowing(
  title: string,
  { welsh, lines, vat, refunds }: Gateway['capabilities'],
  wanted: Wanted,
): CapabilityProblem[] {
  const notes: string[] = []
  if (wanted.welsh && !welsh) {
    notes.push(`The form is in Welsh as well, and the payment pages of ${title} are in English only`)
  }
  const taxed = wanted.lines.some((line) => line.vat === 'standard' || line.vat === 'reduced')
  if (taxed && !vat) {
    notes.push(`${title} is not told the VAT. It is in the ledger here, line by line`)
  }
  if (new Set(wanted.lines.map((line) => line.fund)).size > 1 && !lines) {
    notes.push(`${title} is told one amount for all funds. The ledger here has it line by line`)
  }
  if (refunds === 'none') {
    notes.push(`${title} cannot pay back by itself: each refund becomes a task for finance`)
  }
  return notes.map((message) => ({ part: 'gateway', message, warning: true }))
}
