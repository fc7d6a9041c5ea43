import {
  conditionAbout,
  type GroupModel,
  isUnfinished,
  most,
  withOperator,
} from '../../../../../form-schemas/condition-group.ts'
import { readValue, shownValue } from '../../../../../form-schemas/condition-value.ts'
import type { Condition } from '../../../../../form-schemas/document.ts'
import type { PriceSubject } from '../../../../pricing/index.ts'
import type { PostedForm } from '../../page.ts'

export type Find = (component: string) => PriceSubject | undefined

/**
 * Picked conditions as a form posts them. Fields of a group begin with its place: `lines.2.picks` and, of its second inner group,
 * `lines.2.picks.g1`. Each condition says in `about` which question it was drawn for: when another one has been chosen since, its
 * comparison and answer belong to the old one and are dropped.
 */
export function postedGroup(form: PostedForm, at: string, find: Find): GroupModel {
  const group: GroupModel = {
    conjunction: form.text(`${at}.all`) === 'any' ? 'any' : 'all',
    conditions: [],
    named: [],
    groups: [],
  }
  for (let i = 0; i < most.conditions && form.has(`${at}.${i}.component`); i++)
    group.conditions.push(postedCondition(form, `${at}.${i}`, find))
  for (let i = 0; i < most.groups && form.has(`${at}.g${i}.all`); i++)
    group.groups.push(postedGroup(form, `${at}.g${i}`, find))
  return group
}

function postedCondition(form: PostedForm, at: string, find: Find): Condition {
  const component = form.text(`${at}.component`)
  const subject = find(component)
  if (subject && component !== form.text(`${at}.about`)) return freshCondition(subject)
  const operator = form.text(`${at}.operator`) as Condition['operator']
  const value = form.has(`${at}.value`) ? typedValue(form.text(`${at}.value`), operator, subject) : undefined
  const typed: Condition = { component, operator, ...(value !== undefined && { value }) }
  return withOperator(typed, operator, subject)
}

/** Not compared with anything yet, though it has answers to choose from: the first was chosen by nobody. */
export function freshCondition(subject: PriceSubject): Condition {
  const fresh = conditionAbout(subject)
  return fresh.value === undefined ? fresh : { ...fresh, value: '' }
}

/** What a look-up found is put in order with a number when a number was typed. */
function typedValue(typed: string, operator: Condition['operator'], subject: PriceSubject | undefined) {
  const value = readValue(typed, subject)
  const isOrder = operator.startsWith('greater') || operator.startsWith('less')
  const numeric = typeof value === 'string' && value !== '' && !Number.isNaN(Number(value))
  return isOrder && numeric && subject?.compareWith === 'text' ? Number(value) : value
}

/** Whether two groups would be drawn with the same choices. */
export function drawnAlike(one: GroupModel, other: GroupModel, find: Find): boolean {
  return JSON.stringify(drawn(one, find)) === JSON.stringify(drawn(other, find))
}

function drawn({ conjunction, conditions, groups }: GroupModel, find: Find): unknown {
  const alone = conditions.length + groups.length < 2
  return [
    alone ? 'all' : conjunction,
    conditions.map(({ component, operator, value }) => [
      component,
      operator,
      shownValue(value, find(component)),
    ]),
    groups.map((group) => drawn(group, find)),
  ]
}

/** The first condition that is compared with nothing yet, by the place of its fields. */
export function unfinishedIn(
  group: GroupModel,
  at: string,
): { field: string; condition: Condition } | undefined {
  const index = group.conditions.findIndex(isUnfinished)
  if (index >= 0) return { field: `${at}.${index}.value`, condition: group.conditions[index]! }
  for (const [i, inner] of group.groups.entries()) {
    const found = unfinishedIn(inner, `${at}.g${i}`)
    if (found) return found
  }
  return undefined
}
