import type { Condition, ConditionGroup, NamedCondition } from './document.ts'

/** Every single condition of a group, those of its groups and named conditions too, with where it stands below the group. */
export function conditionsIn(
  group: ConditionGroup,
  named: readonly NamedCondition[],
): { condition: Condition; at: string }[] {
  return [
    ...group.conditions.map((condition, i) => ({ condition, at: `/conditions/${i}` })),
    ...(group.groups ?? []).flatMap((inner, g) =>
      conditionsIn(inner, named).map(({ condition, at }) => ({ condition, at: `/groups/${g}${at}` })),
    ),
    ...(group.named ?? []).flatMap((name, n) => {
      const meant = named.find((one) => one.name === name)
      return meant
        ? conditionsIn(meant.when, named).map(({ condition }) => ({ condition, at: `/named/${n}` }))
        : []
    }),
  ]
}

/** The group with every named condition written out in its place. Names only look up the list, so this ends. */
export function withoutNames<Group extends ConditionGroup>(
  group: Group,
  named: readonly NamedCondition[],
): Group {
  if (!group.named?.length && !group.groups?.length) return group
  const meant = (group.named ?? []).flatMap((name) => {
    const found = named.find((one) => one.name === name)
    return found ? [found.when] : []
  })
  const groups = [...(group.groups ?? []), ...meant].map((inner) => withoutNames(inner, named))
  const { named: _named, ...rest } = group
  return { ...rest, groups } as unknown as Group
}
