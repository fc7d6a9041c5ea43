import type { FormDocument } from '../../form-schemas/document.ts'
import { parseDocumentText } from '../../form-schemas/parse.ts'
import { checkDeliveries } from '../delivery/check-deliveries.ts'
import { runMappingCases } from '../delivery/mapping-cases.ts'
import { createExpressions } from '../expressions/index.ts'
import { documentChecks, runGate } from '../forms/gate.ts'
import { createLog } from '../log.ts'
import { createPricing } from '../pricing/index.ts'
import { type Command, CommandFailed, problemLines } from './command.ts'
import { readTextFile } from './read-given.ts'

/** What the publishing gate can say of a file alone: no database, no gateway, no back office is asked. */
export const formCheck: Command = {
  name: 'form check',
  summary: 'Check a form document: its rules, price cases and mapping cases (needs no database)',
  arguments: [{ name: 'file', help: 'A counterfoil/1 document' }],
  options: {},
  async run(given, { print }) {
    const path = given.argument('file')
    const parsed = parseDocumentText(await readTextFile(path))
    if (!parsed.ok)
      throw new CommandFailed(`${path} is not a form document yet:`, problemLines(parsed.problems))
    const { document } = parsed
    const { problems, warnings } = await checkDocument(document)
    for (const line of problemLines(warnings)) print(`Recommended: ${line}`)
    if (problems.length > 0)
      throw new CommandFailed(`${path} cannot be published yet:`, problemLines(problems))
    const prices = document.pricing?.tests.length ?? 0
    const mappings = (document.deliveries ?? []).reduce((sum, { tests }) => sum + tests.length, 0)
    print(
      `${path} is in order: ${counted(prices, 'price case')} and ${counted(mappings, 'mapping case')} passed`,
    )
  },
}

interface Finding {
  pointer: string
  message: string
}

async function checkDocument(document: FormDocument): Promise<{ problems: Finding[]; warnings: Finding[] }> {
  const expressions = createExpressions({ workers: 1, log: createLog('warn') })
  try {
    const pricing = createPricing({ expressions })
    const { checks } = await runGate(documentChecks({ pricing }), document, 'none', 'test')
    const found = checks.flatMap((check) => check.problems)
    const mapping = checkDeliveries(document).map(({ pointer, message, position }) => ({
      pointer,
      message: position === undefined ? message : `${message} (character ${position + 1})`,
    }))
    const cases = (await runMappingCases({ expressions, pricing }, document))
      .filter((result) => !result.passed)
      .map(({ pointer, name, failure }) => ({
        pointer,
        message: `The mapping case ‘${name}’ failed: ${failure}`,
      }))
    return {
      problems: [...found.filter((problem) => !problem.warning), ...mapping, ...cases],
      warnings: found.filter((problem) => problem.warning),
    }
  } finally {
    await expressions.close()
  }
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`
