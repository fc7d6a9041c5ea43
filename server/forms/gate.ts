import type { FormDocument } from '../../form-schemas/document.ts'
import type { Problem } from '../../form-schemas/problem.ts'
import { say } from '../../form-schemas/words.ts'
import { formatPence } from '../money.ts'
import { type CaseResult, coverageGaps, type PricingRoom } from '../pricing/index.ts'
import { missingWelsh } from './missing-welsh.ts'
import { notificationProblems } from './notification-problems.ts'
import { openingProblems } from './opening.ts'
import { unreachablePages } from './unreachable-pages.ts'
import { useLimitProblems } from './use-limit-problems.ts'

/** Where a problem is mended. */
export type Screen = 'design' | 'prices' | 'back-office' | 'settings'

export interface GateProblem extends Problem {
  screen: Screen
  /** Recommended, not required: does not stop publication. */
  warning?: boolean
}

/** One thing that must hold before a form is published. Rooms above hand theirs in by composition. */
export interface GateCheck {
  /** In an officer's words: "Every price case gives the price it should". */
  name: string
  run(
    document: FormDocument,
    organisationId: string,
    mode: 'test' | 'live',
  ): Promise<GateProblem[]> | GateProblem[]
}

export interface GateReport {
  checks: { name: string; problems: GateProblem[] }[]
  passed: boolean
}

/** Runs every check, also after one has failed: an officer sees all there is to mend at once. */
export async function runGate(
  gate: GateCheck[],
  document: FormDocument,
  organisationId: string,
  mode: 'test' | 'live',
): Promise<GateReport> {
  const checks: GateReport['checks'] = []
  for (const check of gate) {
    checks.push({ name: check.name, problems: await check.run(document, organisationId, mode) })
  }
  return { checks, passed: checks.every(({ problems }) => problems.every((problem) => problem.warning)) }
}

/** What forms can check by themselves, with the price rules' help. */
export function documentChecks(deps: {
  pricing: Pick<PricingRoom, 'check' | 'runCases' | 'branchGaps'>
}): GateCheck[] {
  return [
    {
      name: 'Every page can be reached',
      run: (document) =>
        unreachablePages(document).map((problem): GateProblem => ({ ...problem, screen: 'design' })),
    },
    {
      name: 'Every price rule can be worked out',
      run: (document) =>
        deps.pricing.check(document).map(
          ({ pointer, message, position }): GateProblem => ({
            pointer,
            message: position === undefined ? message : `${message} (character ${position + 1})`,
            screen: 'prices',
          }),
        ),
    },
    {
      name: 'Every price case gives the price it should',
      run: async (document) => {
        if (!document.pricing) return []
        const [unreadable] = deps.pricing.check(document)
        if (unreadable) {
          // Every case would fail for this one reason.
          const message = 'The price cases are tried once the price rules above are mended'
          return [{ pointer: unreadable.pointer, message, screen: 'prices' }]
        }
        const results = await deps.pricing.runCases(document)
        return [
          ...caseProblems(document, results),
          ...untestedPrices(document),
          ...(await halfTriedRules(deps.pricing, document, results)),
        ]
      },
    },
    {
      name: 'Every price line says where its money goes',
      run: (document) =>
        (document.pricing?.lines ?? []).flatMap((line, index): GateProblem[] => {
          if (line.fund.trim() === '') {
            return [
              {
                pointer: `/pricing/lines/${index}/fund`,
                message: `${say(line.label)}: enter the fund`,
                screen: 'prices',
              },
            ]
          }
          if (!line.ledger?.trim()) {
            const message = `${say(line.label)} has no ledger code, so finance will have to code its takings by hand`
            return [{ pointer: `/pricing/lines/${index}/ledger`, message, screen: 'prices', warning: true }]
          }
          return []
        }),
    },
    {
      name: 'Money can be taken',
      run: (document) =>
        (document.pricing?.lines.length ?? 0) > 0 && !document.payment
          ? [
              {
                pointer: '/payment',
                message: 'The form has price lines but does not say through which gateway they are paid',
                screen: 'settings',
              },
            ]
          : [],
    },
    {
      name: 'The form can be opened',
      run: ({ settings }) =>
        openingProblems(settings).map((problem): GateProblem => ({ ...problem, screen: 'settings' })),
    },
    {
      name: 'Everything that is limited can be counted',
      run: useLimitProblems,
    },
    {
      name: 'Every message of the form can be sent',
      run: notificationProblems,
    },
    {
      name: 'A form in Welsh has Welsh for all its words',
      run: missingWelsh,
    },
    {
      name: 'Residents can find help and the privacy notice',
      run: ({ settings }) => {
        const problems: GateProblem[] = []
        if (!settings?.contact) {
          problems.push({
            pointer: '/settings/contact',
            message: 'There are no contact details for residents who need help',
            screen: 'settings',
            warning: true,
          })
        }
        if (!settings?.privacyUrl) {
          problems.push({
            pointer: '/settings/privacyUrl',
            message: 'There is no link to your own privacy notice. Residents are shown a general one',
            screen: 'settings',
            warning: true,
          })
        }
        return problems
      },
    },
  ]
}

function caseProblems(document: FormDocument, results: CaseResult[]): GateProblem[] {
  return results.flatMap((result, index): GateProblem[] =>
    result.passed
      ? []
      : [
          {
            pointer: `/pricing/tests/${index}`,
            message: `The price case ‘${result.name || document.pricing?.tests[index]?.name}’ failed: ${result.failure ?? outcomeWords(result)}`,
            screen: 'prices',
          },
        ],
  )
}

function outcomeWords({ outcome }: CaseResult): string {
  return outcome.kind === 'priced' ? `the price is ${formatPence(outcome.price.totalPence)}` : outcome.reason
}

/** A price nobody has tried is a price nobody knows. */
function untestedPrices(document: FormDocument): GateProblem[] {
  const { lines, tests } = document.pricing!
  if (lines.length === 0 || tests.length > 0) return []
  return [
    {
      pointer: '/pricing/tests',
      message: 'There are no price cases. Add at least one, so that the price is known to be right.',
      screen: 'prices',
    },
  ]
}

/**
 * Each line charged and left out by some case, the refusal refusing and not: a condition that is never false may as well be always true.
 * Inside amounts each way must be seen too, where answers are known that lead there.
 * When a case fails for want of any price, that is mended first: its lines were not seen because the rules stopped.
 */
async function halfTriedRules(
  room: Pick<PricingRoom, 'branchGaps'>,
  document: FormDocument,
  results: CaseResult[],
): Promise<GateProblem[]> {
  const { pricing } = document
  if (!pricing || pricing.lines.length === 0 || results.length === 0) return []
  const stopped = results.some(
    ({ passed, outcome }) => !passed && outcome.kind === 'refused' && outcome.because !== 'rule',
  )
  if (stopped) return []
  const branches = await room.branchGaps(document, results)
  return [
    ...coverageGaps(pricing, results).map((gap): GateProblem => ({ ...gap, screen: 'prices' })),
    ...branches.map(
      ({ pointer, message, position, reachable }): GateProblem => ({
        pointer,
        message: `${message} (character ${position + 1})`,
        screen: 'prices',
        ...(!reachable && { warning: true }),
      }),
    ),
  ]
}
