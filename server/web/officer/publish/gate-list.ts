import type { FormDocument } from '../../../../form-schemas/document.ts'
import type { GateProblem, GateReport } from '../../../forms/index.ts'
import { fieldOfPointer } from '../problem-field.ts'

/** The gate as a list of tasks, each problem with a link to the screen, and the place on it, where it is mended. */
export function gateList(report: GateReport, slug: string, document: FormDocument) {
  return report.checks.map(({ name, problems }) => ({
    name,
    passed: problems.every((problem) => problem.warning),
    problems: problems.map((problem) => ({ ...problem, href: mendAt(slug, document, problem) })),
  }))
}

function mendAt(slug: string, document: FormDocument, { screen, pointer }: GateProblem): string {
  const base = `/officer/forms/${slug}`
  if (screen === 'design') return `${base}/design#${questionAt(document, pointer)}`
  if (screen === 'prices') return `${base}/prices#${fieldOfPointer(pointer, '/pricing')}`
  if (screen === 'back-office') {
    const [, index = '0', place = 'mapping'] = /^\/deliveries\/(\d+)\/?(.*)$/.exec(pointer) ?? []
    return `${base}/back-office?delivery=${index}#${place.replaceAll('/', '.') || 'mapping'}`
  }
  return `${base}/settings#${fieldOfPointer(pointer, '').split('.').at(-1)}`
}

/** The key of the page or question that a pointer into the definition lies in. */
function questionAt(document: FormDocument, pointer: string): string {
  let at: unknown = document
  let key = ''
  for (const part of pointer.split('/').slice(1)) {
    at = typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[part] : undefined
    if (typeof at === 'object' && at !== null && 'key' in at) key = String(at.key)
  }
  return key
}
