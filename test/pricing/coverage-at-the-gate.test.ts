import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FormDocument, Pricing } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { documentChecks, runGate } from '../../server/forms/gate.ts'
import { createLog } from '../../server/log.ts'
import { createPricing } from '../../server/pricing/index.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

const { document: library } = libraryForms().find(({ slug }) => slug === 'bulky-waste')!

async function gate(change: (pricing: Pricing) => void) {
  const document: FormDocument = structuredClone(library)
  change(document.pricing!)
  const report = await runGate(
    documentChecks({ pricing: createPricing({ expressions }) }),
    document,
    'organisation',
    'test',
  )
  const problems = report.checks.flatMap((check) => check.problems).filter(({ warning }) => !warning)
  return { passed: report.passed, problems }
}

const keep = (pricing: Pricing, code: string) => {
  pricing.tests = pricing.tests.filter(({ lines, refused }) => refused || lines?.[code] !== undefined)
}

test('a form is not published while no case sees a line charged, or left out', async () => {
  const { passed, problems } = await gate((pricing) => keep(pricing, 'upTo3'))
  expect(passed).toBe(false)
  expect(problems).toEqual([
    {
      pointer: '/pricing/lines/0',
      message:
        'No price case sees ‘Collection of up to 3 items’ left out. Add a case in which it is not charged, or take its condition away.',
      screen: 'prices',
    },
    {
      pointer: '/pricing/lines/1',
      message: 'No price case sees ‘Collection of 4 to 6 items’ charged. Add a case in which it is.',
      screen: 'prices',
    },
  ])
})

test('a rule for refusing that no case meets stops publication too', async () => {
  const { problems } = await gate((pricing) => {
    pricing.tests = pricing.tests.filter(({ refused }) => !refused)
  })
  expect(problems).toEqual([expect.objectContaining({ pointer: '/pricing/refuse', screen: 'prices' })])
})

test('a line without a condition need not be left out', async () => {
  const { passed } = await gate((pricing) => {
    pricing.lines.push({ ...pricing.lines[0]!, code: 'administration', label: 'Administration', amount: '0' })
    delete pricing.lines.at(-1)!.when
    for (const { lines } of pricing.tests) if (lines) lines.administration = 0
  })
  expect(passed).toBe(true)
})

test('a rule that stops every price is told once for each case, not again for each line', async () => {
  const { problems } = await gate((pricing) => {
    pricing.lines[0]!.amount = '1 / 0'
  })
  expect(problems.length).toBeGreaterThan(0)
  expect(problems.every(({ pointer }) => pointer.startsWith('/pricing/tests/'))).toBe(true)
})

test('a way inside an amount that residents can get to stops publication until a case sees it', async () => {
  const change = (pricing: Pricing) => {
    pricing.lines[0]!.amount = '$count = 3 ? $fee("upTo3") + 0 : $fee("upTo3")'
    pricing.tests = pricing.tests.filter(({ answers }) => !JSON.stringify(answers).includes('"quantity":3'))
    pricing.tests = pricing.tests.filter(({ name }) => !name.startsWith('Three'))
  }
  const { passed, problems } = await gate(change)
  expect(passed).toBe(false)
  expect(problems).toEqual([
    {
      pointer: '/pricing/lines/0/amount',
      message:
        'In the amount of ‘Collection of up to 3 items’ no price case sees: when ‘Number of items’ is 3. Add a case that does: ‘Suggest cases’ has answers for it. (character 12)',
      screen: 'prices',
    },
  ])
})

test('a way that no answers lead to is told and does not stop publication', async () => {
  const { passed, problems } = await gate((pricing) => {
    pricing.lines[0]!.amount = '$count > 1000 ? 1 : $fee("upTo3")'
  })
  expect(problems).toEqual([])
  expect(passed).toBe(true)
})
