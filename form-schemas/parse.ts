import { componentProblems } from './checks/component-problems.ts'
import { conditionProblems } from './checks/condition-problems.ts'
import { documentSchema } from './checks/document-schema.ts'
import { itemProblems } from './checks/item-problems.ts'
import { jsonProblems } from './checks/json-safety.ts'
import { pageProblems } from './checks/page-problems.ts'
import { pricingProblems, twice } from './checks/pricing-problems.ts'
import { problemsOf } from './checks/problem-words.ts'
import type { FormDocument } from './document.ts'
import type { Problem } from './problem.ts'

export type Parsed = { ok: true; document: FormDocument } | { ok: false; problems: Problem[] }

/** The largest document, in bytes of UTF-8. */
export const largestDocument = 2 * 1024 * 1024
const mostProblems = 200

/**
 * Takes JSON as a form document, or says everything that is wrong with it. Nothing is filled in, dropped or put in another order, so
 * what goes in comes out. Never throws.
 */
export function parseDocument(json: unknown): Parsed {
  const unsafe = jsonProblems(json)
  if (unsafe.length > 0) return refused(unsafe)
  if (new TextEncoder().encode(JSON.stringify(json)).length > largestDocument) return refused([tooLarge])
  const outside = documentSchema.safeParse(json)
  const problems = [
    ...(outside.success ? [] : problemsOf(outside.error)),
    ...componentProblems(componentsOf(json)),
  ]
  if (problems.length > 0) return refused(problems)
  const document = structuredClone(json) as FormDocument
  const across = [
    ...pageProblems(document),
    ...conditionProblems(document),
    ...itemProblems(document),
    ...pricingProblems(document),
    ...twice(document.deliveries ?? [], 'id', '/deliveries'),
    ...(document.deliveries ?? []).flatMap(({ tests }, i) => twice(tests, 'name', `/deliveries/${i}/tests`)),
  ]
  return across.length > 0 ? refused(across) : { ok: true, document }
}

/** As `parseDocument`, from text. */
export function parseDocumentText(text: string): Parsed {
  if (text.length > largestDocument) return refused([tooLarge])
  try {
    return parseDocument(JSON.parse(text))
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error
    return refused([{ pointer: '', message: `The text is not JSON: ${error.message.slice(0, 200)}` }])
  }
}

/** The one way a document is written: two spaces, a line end at the end. `parse` keeps the order, so this is byte for byte the import. */
export function formatDocument(document: FormDocument): string {
  return `${JSON.stringify(document, null, 2)}\n`
}

const tooLarge: Problem = { pointer: '', message: 'The document must be 2 MB or less' }

function refused(problems: Problem[]): Parsed {
  return { ok: false, problems: problems.slice(0, mostProblems) }
}

function componentsOf(json: unknown): unknown[] {
  const components = (json as { definition?: { components?: unknown } } | null)?.definition?.components
  return Array.isArray(components) ? components : []
}
