import { type GroupModel, groupOf } from '../../../../../form-schemas/condition-group.ts'
import { readFixed, writeCondition } from '../../../../pricing/index.ts'
import type { PostedForm } from '../../page.ts'
import type { PricingFields } from '../price-fields.ts'
import { amountView, fixedChoice, ownChoice } from './amount-view.ts'
import { drawnGroup, type PickScope } from './line-picks.ts'
import { doPickAction, type PickAction } from './pick-actions.ts'
import { drawnAlike, postedGroup, unfinishedIn } from './posted-picks.ts'

/*
 * A line's rule stands on the page twice: as picks and as its expression. Each set of picks says from which expression it was drawn
 * (`…Was`). Whichever of the two has changed since is what the officer means; picks that nobody touched never rewrite a rule.
 */

export function reconcilePicks(form: PostedForm, fields: PricingFields, scope: PickScope): void {
  for (const line of fields.lines.keys()) {
    reconcileCondition(form, fields, line, scope)
    for (const part of ['quantity', 'amount'] as const) reconcileAmount(form, fields, line, part, scope)
  }
}

function reconcileCondition(form: PostedForm, fields: PricingFields, line: number, scope: PickScope): void {
  const at = `lines.${line}`
  if (!form.has(`${at}.picks.all`)) return
  const row = fields.lines[line]!
  const was = form.text(`${at}.picksWas`)
  const posted = postedGroup(form, `${at}.picks`, scope.find)
  const drawn = drawnGroup(was, scope.find)
  if (!drawn || drawnAlike(drawn, posted, scope.find)) return
  if (row.when.trim() === was.trim()) settle(fields, line, posted, scope)
  else if (unfinishedIn(posted, at) || written(posted, scope) !== was)
    bothChanged(fields, `${at}.when`, 'condition')
}

function reconcileAmount(
  form: PostedForm,
  fields: PricingFields,
  line: number,
  part: 'quantity' | 'amount',
  scope: PickScope,
): void {
  const at = `lines.${line}.${part}`
  if (!form.has(`${at}Pick`)) return
  const row = fields.lines[line]!
  const was = form.text(`${at}Was`)
  const pick = form.text(`${at}Pick`)
  const fixed = form.text(`${at}Fixed`)
  const drawn = amountView(part, line, was, undefined, scope)
  if (pick === drawn.chosen && (pick !== fixedChoice || fixed === drawn.fixed)) return
  const offered = [...drawn.options, ...drawn.groups.flatMap(({ options }) => options)]
  // A fee or value that was renamed on this page is offered no longer: nobody has picked it now.
  if (pick === ownChoice || !offered.some(({ value }) => value === pick)) return
  if (row[part].trim() !== was.trim()) {
    bothChanged(fields, at, part)
    return
  }
  if (pick !== fixedChoice) {
    row[part] = pick
    return
  }
  const value = readFixed(fixed, part)
  if (value !== undefined) {
    row[part] = String(value)
    return
  }
  fields.fixed[line] = { ...fields.fixed[line], [part]: fixed }
  const message =
    part === 'amount' ? 'Enter the amount in pounds, such as 25.00' : 'Enter a whole number, such as 2'
  fields.unsettled.push({ field: `${at}Fixed`, message })
}

function bothChanged(fields: PricingFields, field: string, what: string): void {
  const message = `The picks and the expression of this ${what} were both changed. The expression is kept: check it, then save again`
  fields.unsettled.push({ field, message })
}

/** A picked group as the line's rule. Until it says one, it is kept as it is on the page and the rule stays. */
function settle(fields: PricingFields, line: number, group: GroupModel, scope: PickScope): void {
  const open = unfinishedIn(group, `lines.${line}.picks`)
  if (open) {
    const label = scope.find(open.condition.component)?.label ?? open.condition.component
    fields.picks[line] = group
    fields.unsettled.push({ field: open.field, message: `Say what ‘${label}’ is compared with` })
    return
  }
  const when = written(group, scope)
  fields.lines[line]!.when = when
  const drawn = drawnGroup(when, scope.find)
  // A group with one condition says no more than the condition: it is kept, for the second to be added to it.
  fields.picks[line] = drawn && drawnAlike(drawn, group, scope.find) ? undefined : group
}

function written(group: GroupModel, scope: PickScope): string {
  const meant = groupOf(group)
  return meant ? writeCondition(meant, scope.find) : ''
}

/** A button of the picks: changes them and gives the name of the field where the officer goes on. */
export function applyPickAction(
  fields: PricingFields,
  action: PickAction,
  scope: PickScope,
): string | undefined {
  const row = fields.lines[action.line]
  const model = row && (fields.picks[action.line] ?? drawnGroup(row.when, scope.find))
  if (!model) return undefined
  const field = doPickAction(model, action, scope.subjects)
  fields.unsettled = fields.unsettled.filter((one) => !one.field.startsWith(`lines.${action.line}.picks`))
  settle(fields, action.line, model, scope)
  return field && `lines.${action.line}.picks${field}`
}
