import { afterAll, beforeAll, expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { documentChecks, type GateProblem } from '../../server/forms/index.ts'
import { createLog } from '../../server/log.ts'
import { createPricing } from '../../server/pricing/index.ts'
import { bulkyWaste, changed } from './a-form-room.ts'

let expressions: Expressions
beforeAll(() => {
  expressions = createExpressions({ workers: 1, log: createLog('silent') })
})
afterAll(() => expressions.close())

async function problemsOf(document: FormDocument): Promise<GateProblem[]> {
  const checks = documentChecks({ pricing: createPricing({ expressions }) })
  return (await Promise.all(checks.map((check) => check.run(document, 'organisation', 'test')))).flat()
}

/** Problems that stop publication, of bulky waste with a change. */
async function stopping(change: (document: FormDocument) => void): Promise<GateProblem[]> {
  const parsed = parseDocument(JSON.parse(changed(change)))
  if (!parsed.ok) throw new Error(`The document does not even read: ${JSON.stringify(parsed.problems)}`)
  return (await problemsOf(parsed.document)).filter((problem) => !problem.warning)
}

test.each(libraryForms().map((one) => [one.slug, one.document] as const))(
  '%s passes',
  async (_, document) => {
    expect((await problemsOf(document)).filter((problem) => !problem.warning)).toEqual([])
  },
)

test('an unknown question in a rule is named with its position', async () => {
  const problems = await stopping((document) => {
    document.pricing!.lines[0]!.when = '$count > itmes'
  })
  expect(problems[0]).toMatchObject({ pointer: '/pricing/lines/0/when', screen: 'prices' })
  expect(problems[0]?.message).toMatch(/itmes.*\(character 10\)/)
})

test('a price case that gives another price is named with what it gave', async () => {
  const problems = await stopping((document) => {
    const fee = Object.values(document.pricing!.fees)[0]![0]!
    fee.pence += 100
  })
  expect(problems.length).toBeGreaterThan(0)
  expect(problems[0]?.pointer).toMatch(/^\/pricing\/tests\/\d+$/)
  expect(problems[0]?.message).toContain(bulkyWaste.document.pricing!.tests[0]!.name)
})

test('prices that nobody has tried are not published', async () => {
  const problems = await stopping((document) => {
    document.pricing!.tests = []
  })
  expect(problems).toEqual([expect.objectContaining({ pointer: '/pricing/tests', screen: 'prices' })])
})

test('a page whose conditions exclude each other is unreachable', async () => {
  const problems = await stopping((document) => {
    document.definition.components[1]!.conditional = {
      show: true,
      conjunction: 'all',
      conditions: [
        { component: 'applicant', operator: 'isEqual', value: 'resident' },
        { component: 'applicant', operator: 'isEqual', value: 'landlord' },
      ],
    }
  })
  expect(problems).toEqual([
    expect.objectContaining({ pointer: '/definition/components/1/conditional', screen: 'design' }),
  ])
})

test('a missing ledger code, contact or privacy notice is recommended and does not stop', async () => {
  const document = structuredClone(bulkyWaste.document)
  delete document.pricing!.lines[0]!.ledger
  delete document.settings
  const problems = await problemsOf(document)
  expect(problems.every((problem) => problem.warning)).toBe(true)
  expect(problems.map(({ pointer }) => pointer)).toEqual([
    '/pricing/lines/0/ledger',
    '/settings/contact',
    '/settings/privacyUrl',
  ])
})
