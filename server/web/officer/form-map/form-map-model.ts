import { namesOf, type SentencePiece, sayWhen } from '../../../../form-schemas/condition-words.ts'
import type { Component, Condition, FormDocument, Panel } from '../../../../form-schemas/document.ts'
import { questionType } from '../../../../form-schemas/questions/index.ts'
import { optionsOf } from '../../../../form-schemas/questions/options.ts'
import { say } from '../../../../form-schemas/words.ts'
import { unreachablePages } from '../../../forms/index.ts'
import { explore } from './explore.ts'

export interface MapPage {
  key: string
  number: number
  title: string
  section: string | undefined
  isExit: boolean
  isConditional: boolean
  /** "Shown when …"; undefined for a page that everybody gets. */
  when: SentencePiece[] | undefined
  questions: string[]
  /** What is wrong with it, in an officer's words. */
  marks: string[]
  /** What may well be meant, and is worth a thought. */
  hints: string[]
}

export interface FormMap {
  pages: MapPage[]
  /** About the form as a whole. */
  marks: string[]
}

/** The pages of a form in order, with who gets to each and what is wrong on the way. */
export function formMap(document: FormDocument): FormMap {
  const { definition, conditions = [], sections = [] } = document
  const names = namesOf(definition.components, conditions)
  const explored = explore(document)
  const known = new Map(
    unreachablePages(document).map(({ pointer, message }) => [pointer.split('/')[3] ?? '', message]),
  )
  const withoutPage = missingDefaults(document)
  const pages = definition.components.map((panel, page): MapPage => {
    const section = sections.find(({ key }) => key === panel.section)
    const startsSection = section && definition.components[page - 1]?.section !== section.key
    return {
      key: panel.key,
      number: page + 1,
      title: say(panel.title) || panel.key,
      section: startsSection ? say(section.title) : undefined,
      isExit: panel.exit === true,
      isConditional: panel.conditional !== undefined,
      when: panel.conditional && sayWhen(panel.conditional, names),
      questions: panel.components
        .filter(({ type }) => questionType(type).asks)
        .map(({ label, key }) => say(label) || key),
      marks: pageMarks(panel, explored, known.get(String(page))),
      hints: withoutPage.get(panel.key) ?? [],
    }
  })
  return {
    pages,
    marks:
      explored.finished.size === 0 ? ['Nobody can get to check your answers: every way ends before it'] : [],
  }
}

function pageMarks(
  { key, exit }: Panel,
  { reached, finished, isComplete }: ReturnType<typeof explore>,
  known: string | undefined,
): string[] {
  if (known !== undefined) return [known]
  if (!reached.has(key)) {
    return [
      isComplete
        ? 'No answers lead to this page'
        : 'None of the many answers that were tried lead to this page',
    ]
  }
  return exit || finished.has(key)
    ? []
    : ['A dead end: everybody who gets here is stopped later and cannot send the form']
}

/**
 * Where answers to one question lead to a page each, and some of its answers to none: perhaps a page was forgotten. Told at the last
 * of these pages.
 */
function missingDefaults({ definition }: FormDocument): Map<string, string[]> {
  const told = new Map<string, string[]>()
  const questions = definition.components.flatMap(({ components }) => components)
  for (const question of questions) {
    const options = optionsOf(question)
    if (options.length === 0 || question.type === 'selectboxes') continue
    const branches = definition.components.flatMap((panel) => {
      const value = onlyValue(panel, question)
      return value === undefined ? [] : [{ panel, value }]
    })
    const covered = new Set(branches.map(({ value }) => value))
    const left = options.filter(({ value }) => !covered.has(value))
    const last = branches.at(-1)?.panel.key
    if (covered.size < 2 || left.length === 0 || last === undefined) continue
    const answers = left.map(({ label }) => `‘${say(label)}’`).join(', ')
    const message = `Perhaps a page is missing: who answers ${answers} to ‘${say(question.label)}’ gets none of the pages for its other answers`
    told.set(last, [...(told.get(last) ?? []), message])
  }
  return told
}

/** The answer that a page is for, when its condition asks for one answer to this question and nothing else. */
function onlyValue({ conditional }: Panel, { key }: Component): string | undefined {
  if (!conditional?.show || conditional.groups?.length || conditional.named?.length) return undefined
  const [only, ...more] = conditional.conditions as [Condition | undefined, ...Condition[]]
  if (more.length > 0 || only?.component !== key || only.operator !== 'isEqual') return undefined
  return typeof only.value === 'string' ? only.value : undefined
}
