import type { FormDocument } from '../../../../../form-schemas/document.ts'
import { type PickScope, type Target, withTarget } from '../../../../delivery/index.ts'
import type { FieldProblem, PostedForm } from '../../page.ts'
import { scopeIn } from './pick-scope.ts'
import { offeredFor, type PickState, sourceOf, stateOf } from './pick-state.ts'

/** Rows that one post can have. */
const rowsAtMost = 400
const severalAtMost = 12

export interface SettledPicks {
  /** With what was picked written into it. */
  mapping: string
  problems: FieldProblem[]
  /** Rows that say nothing yet, by the pointer of their target: they are drawn as they were left. */
  unsettled: Map<string, PickState>
  /** Of the problems, those about a box that was not there to be filled yet: no reproach until the page is saved. */
  fresh: Set<string>
}

/**
 * The rows of the page and the mapping are the same thing twice. Each row says from which expression it was drawn; a row that nobody
 * touched never rewrites anything. Rows count only while the mapping is the one that they were drawn from.
 */
export function settlePicks(form: PostedForm, mapping: string, document: FormDocument): SettledPicks {
  const settled: SettledPicks = { mapping, problems: [], unsettled: new Map(), fresh: new Set() }
  const drawnFrom = form.text('mappingWas')
  let touched = false
  for (let index = 0; index < rowsAtMost && form.has(`pick.${index}.path`); index++) {
    const at = `pick.${index}`
    if (!form.has(`${at}.choice`)) continue
    const target = postedTarget(form, at)
    const scope = scopeIn(document, form.text(`${at}.list`))
    const drawn = stateOf(target, scope)
    const posted = postedState(form, at, drawn, scope)
    if (isSame(drawn, posted, scope)) continue
    touched = true
    const said = sourceOf(posted, target, scope)
    if ('box' in said) {
      settled.unsettled.set(pointerOf(target.path), posted)
      settled.problems.push({ field: `${at}.${said.box}`, message: said.message })
      if (!form.has(`${at}.${said.box}`)) settled.fresh.add(`${at}.${said.box}`)
      continue
    }
    settled.mapping = withTarget(settled.mapping, target.path, said.source) ?? settled.mapping
  }
  // Line ends and space at the end are not somebody's typing.
  if (!touched || mapping.trim() === drawnFrom.trim()) return settled
  const message =
    'The fields and the expression were both changed. The expression is kept: check it, then save again'
  return { ...settled, mapping, problems: [{ field: 'mapping', message }], unsettled: new Map() }
}

export function pointerOf(path: readonly string[]): string {
  return path.map((name) => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}

function postedTarget(form: PostedForm, at: string) {
  const path = form
    .text(`${at}.path`)
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  const each = form.text(`${at}.each`)
  return {
    path,
    name: path.at(-1) ?? '',
    kind: form.text(`${at}.kind`) as Target['kind'],
    nullable: form.text(`${at}.nullable`) === 'yes',
    ...(form.has(`${at}.was`) && { source: form.text(`${at}.was`) }),
    ...(each !== '' && { each }),
  }
}

/** A box that was not drawn has what it would be drawn with. */
function postedState(form: PostedForm, at: string, drawn: PickState, scope: PickScope): PickState {
  const box = (name: string, otherwise: string) =>
    form.has(`${at}.${name}`) ? form.text(`${at}.${name}`) : otherwise
  const choice = form.text(`${at}.choice`)
  const how = box('how', drawn.how)
  const transformation = offeredFor(choice, scope).find(({ name }) => name === how)
  const settings = (transformation?.settings ?? []).map(({ name, initial }) => [
    name,
    box(`${how}.${name}`, drawn.settings[name] ?? initial),
  ])
  const references = Array.from({ length: severalAtMost }, (_, index) => form.text(`${at}.also.${index}`))
  return {
    choice,
    how: transformation?.name ?? '',
    settings: Object.fromEntries(settings),
    references: form.has(`${at}.also.0`) ? references.filter((one) => one !== '') : drawn.references,
    separator: box('separator', drawn.separator),
    value: box('value', drawn.value),
    // What was picked is where an officer goes on from who writes it by hand.
    expression: box('expression', drawn.expression || form.text(`${at}.was`)),
  }
}

/** Whether two rows say the same: only the boxes of what is chosen count. */
function isSame(drawn: PickState, posted: PickState, scope: PickScope): boolean {
  return JSON.stringify(counting(drawn, scope)) === JSON.stringify(counting(posted, scope))
}

function counting(state: PickState, scope: PickScope): unknown {
  const { choice, how, settings, references, separator, value, expression } = state
  switch (choice) {
    case 'joined':
      return [choice, references, separator]
    case 'list':
      return [choice, references]
    case 'constant':
      return [choice, value.trim()]
    case 'expression':
      return [choice, expression.trim()]
    default:
      return [choice, offeredFor(choice, scope).some(({ name }) => name === how) ? [how, settings] : '']
  }
}
