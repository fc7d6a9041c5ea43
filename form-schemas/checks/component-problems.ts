import type { Problem } from '../problem.ts'
import { questionTypes } from '../questions/index.ts'
import { panelSettings } from '../questions/panel/settings.ts'
import { pointerTo } from './pointer.ts'
import { problemsOf } from './problem-words.ts'

const mostQuestions = 500
type Path = (string | number)[]

/** Every page, question and question of an item, each against the settings of its own type. */
export function componentProblems(
  components: unknown[],
  base: Path = ['definition', 'components'],
): Problem[] {
  const problems = components.flatMap((panel, i) => panelProblems(panel, [...base, i]))
  const count = components.reduce<number>((sum, panel) => sum + childrenOf(panel).length, 0)
  if (count > mostQuestions)
    problems.push({ pointer: pointerTo(base), message: `There must be at most ${mostQuestions} questions` })
  return problems
}

function panelProblems(panel: unknown, path: Path): Problem[] {
  const type = typeOf(panel)
  if (type !== 'panel') {
    return [
      { pointer: pointerTo([...path, 'type']), message: `Each page must be a 'panel', not ${said(type)}` },
    ]
  }
  const checked = panelSettings.safeParse(panel)
  const own = checked.success ? [] : problemsOf(checked.error, path)
  return [
    ...own,
    ...childrenOf(panel).flatMap((child, i) => questionProblems(child, [...path, 'components', i], 0)),
  ]
}

/** `depth`: how many lists it is inside. A list may hold lists, as a household's children hold their allergies; those hold none. */
function questionProblems(component: unknown, path: Path, depth: number): Problem[] {
  const type = typeOf(component)
  const refused = (message: string) => [{ pointer: pointerTo([...path, 'type']), message }]
  if (type === 'panel') return refused('A page must not be inside a page')
  if (typeof type !== 'string' || !Object.hasOwn(questionTypes, type)) {
    return refused(`${said(type)} is not a type of question that is known here`)
  }
  if (type === 'editgrid' && depth > 1) return refused('A list inside a list must not have a list in it')
  if (type === 'calculated' && depth > 0) return refused('A worked-out value must not be inside a list')
  const checked = questionTypes[type]?.settings.safeParse(component)
  const own = checked === undefined || checked.success ? [] : problemsOf(checked.error, path)
  if (type !== 'editgrid') return own
  const items = childrenOf(component).flatMap((child, i) =>
    questionProblems(child, [...path, 'components', i], depth + 1),
  )
  return [...own, ...items]
}

function typeOf(component: unknown): unknown {
  return component !== null && typeof component === 'object'
    ? (component as { type?: unknown }).type
    : undefined
}

function childrenOf(component: unknown): unknown[] {
  const children =
    component !== null && typeof component === 'object'
      ? (component as { components?: unknown }).components
      : []
  return Array.isArray(children) ? children : []
}

function said(type: unknown): string {
  return typeof type === 'string' ? `'${type.slice(0, 60)}'` : 'nothing'
}
