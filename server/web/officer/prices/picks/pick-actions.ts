import { deepestGroup, type GroupModel, most } from '../../../../../form-schemas/condition-group.ts'
import type { PriceSubject } from '../../../../pricing/index.ts'
import { freshCondition } from './posted-picks.ts'

/** What a button of a line's picks asks for. `path` are the groups that lead to where it stands. */
export interface PickAction {
  line: number
  what: 'add-condition' | 'add-group' | 'remove-condition' | 'remove-group' | 'draw'
  path: number[]
  index: number
}

/** `pick-remove-condition-2-1.0-3`: of line 2, in the first group of its second group, the fourth condition. */
export function pickAction(action: string): PickAction | undefined {
  const [, what, line, path, index] =
    /^pick-(add-condition|add-group|remove-condition|remove-group|draw)-(\d{1,3})-([\d.]{0,20})-(\d{0,2})$/.exec(
      action,
    ) ?? []
  if (!what) return undefined
  return {
    what: what as PickAction['what'],
    line: Number(line),
    path: path ? path.split('.').map(Number) : [],
    index: Number(index),
  }
}

/** Changes the group as asked, and says where the officer goes on from there: the end of a field's name. */
export function doPickAction(
  root: GroupModel,
  { what, path, index }: PickAction,
  subjects: readonly PriceSubject[],
): string | undefined {
  const group = path.reduce<GroupModel | undefined>((at, step) => at?.groups[step], root)
  const first = subjects[0]
  if (!group || what === 'draw') return undefined
  const at = path.map((step) => `.g${step}`).join('')
  switch (what) {
    case 'add-condition':
      if (!first || group.conditions.length >= most.conditions) return undefined
      group.conditions.push(freshCondition(first))
      return `${at}.${group.conditions.length - 1}.component`
    case 'add-group': {
      if (!first || group.groups.length >= most.groups || path.length + 1 >= deepestGroup) return undefined
      const conjunction = group.conjunction === 'all' ? 'any' : 'all'
      group.groups.push({ conjunction, conditions: [freshCondition(first)], named: [], groups: [] })
      return `${at}.g${group.groups.length - 1}.0.component`
    }
    case 'remove-condition':
      group.conditions.splice(index, 1)
      return `${at}.add`
    default:
      group.groups.splice(index, 1)
      return `${at}.add`
  }
}
