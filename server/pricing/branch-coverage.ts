import { plainSentence, sayGroup } from '../../form-schemas/condition-words.ts'
import type { FormDocument, Pricing } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import { type Branch, branchesOf, parseSource, variablesIn } from '../expressions/index.ts'
import { type PriceSubject, priceNames, priceSubjects } from './picks/price-subjects.ts'
import { readConditionTree } from './picks/read-condition.ts'
import type { CaseResult } from './price-case.ts'
import { stepKey } from './price-program.ts'
import type { Tried } from './tried.ts'

/** How often the price cases went one way inside an amount, a quantity, or a value that they come from. */
export interface BranchCoverage {
  /** `/pricing/lines/2/amount` or `/pricing/define/0/value`. */
  pointer: string
  /** Key of the step that it is in. */
  step: string
  id: string
  /** Index of the line that it belongs to; missing for a value. */
  line?: number
  /** "the amount of ‘Special event’", "the value ‘base’" */
  place: string
  /** "‘Do you sell food?’ is Yes", "otherwise" */
  words: string
  /** Offset in the expression of where it is decided. */
  position: number
  seen: number
}

/** Every way that the money of a line can come about by, in the order of the document. Values that no amount goes by are left out. */
export function branchCoverageOf(document: FormDocument, results: readonly CaseResult[]): BranchCoverage[] {
  const { pricing } = document
  if (!pricing) return []
  const subjects = priceSubjects(document, pricing.define)
  return placesOf(pricing).flatMap(({ pointer, step, line, place, source }) =>
    branchesIn(source).map((branch) => {
      const about = { step, id: branch.id, ...(line !== undefined && { line }) }
      return {
        pointer,
        ...about,
        place,
        words: branchWords(branch, subjects),
        position: branch.position,
        seen: results.filter((result) => takes(about, result)).length,
      }
    }),
  )
}

/**
 * Whether some answers went this way. A line that was not charged shows nothing of its amount; a value counts where the form's own rule
 * refused too, since refusing goes by it.
 */
export function takes(
  { step, id, line }: Pick<BranchCoverage, 'step' | 'id' | 'line'>,
  { outcome, branches }: Tried,
): boolean {
  if (outcome.kind === 'refused' && (outcome.because !== 'rule' || line !== undefined)) return false
  if (line !== undefined && outcome.kind === 'priced' && !outcome.price.explanation.lines[line]?.applied)
    return false
  return branches[step]?.includes(id) ?? false
}

export function spokenBranch({ words, seen }: BranchCoverage): string {
  const cases = seen === 0 ? 'never seen in a case' : `seen in ${seen === 1 ? '1 case' : `${seen} cases`}`
  return `${words}: ${cases}`
}

interface Place {
  pointer: string
  step: string
  line?: number
  place: string
  source: string
}

function placesOf(pricing: Pricing): Place[] {
  const values = pricing.define.flatMap(({ name, label, value }, index): Place[] =>
    behindAmounts(pricing).has(name)
      ? [
          {
            pointer: `/pricing/define/${index}/value`,
            step: stepKey.define(index),
            place: `the value ‘${say(label) || name}’`,
            source: value,
          },
        ]
      : [],
  )
  const lines = pricing.lines.flatMap((line, index) =>
    (['quantity', 'amount'] as const).flatMap((part): Place[] =>
      line[part] === undefined
        ? []
        : [
            {
              pointer: `/pricing/lines/${index}/${part}`,
              step: stepKey.line(index, part),
              line: index,
              place: `the ${part} of ‘${say(line.label) || line.code}’`,
              source: line[part],
            },
          ],
    ),
  )
  return [...values, ...lines]
}

/** Names of the values that amounts and quantities come from, directly or through other values. */
function behindAmounts({ define, lines }: Pricing): Set<string> {
  const names = define.map(({ name }) => name)
  const found = new Set<string>()
  const waiting = lines.flatMap(({ quantity, amount }) => [quantity ?? '', amount])
  for (let source = waiting.pop(); source !== undefined; source = waiting.pop())
    for (const name of source === '' ? [] : variablesIn(source, names)) {
      if (found.has(name)) continue
      found.add(name)
      waiting.push(define[names.indexOf(name)]!.value)
    }
  return found
}

function branchesIn(source: string): Branch[] {
  const parsed = parseSource(source)
  return parsed.ok ? branchesOf(parsed.tree, source).branches : []
}

/** "When …": conditions that hold, as picks say them where they can; the last side of a choice is "otherwise". */
function branchWords({ path, entry }: Branch, subjects: readonly PriceSubject[]): string {
  if (entry !== undefined) return `When it is ${entry}`
  const known = new Map(subjects.map((subject) => [subject.component, subject]))
  const said = path
    .filter(({ holds }) => holds)
    .map(({ tree, source }) => {
      const group = readConditionTree(tree, (component) => known.get(component))
      return group ? plainSentence(sayGroup(group, priceNames(subjects))) : `‘${short(source)}’ holds`
    })
  const otherwise = path.at(-1)?.holds ? '' : 'otherwise'
  if (said.length === 0) return 'Otherwise'
  return `When ${[...said, ...(otherwise ? [otherwise] : [])].join(', and ')}`
}

function short(source: string): string {
  const line = source.replace(/\s+/g, ' ')
  return line.length > 80 ? `${line.slice(0, 79)}…` : line
}
