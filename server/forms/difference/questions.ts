import { isDeepStrictEqual } from 'node:util'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { type Option, optionsOf } from '../../../form-schemas/questions/options.ts'
import { say, type Words } from '../../../form-schemas/words.ts'
import { conditionChange } from './conditions.ts'
import { movedKeys, textChange, wordChanges } from './say-change.ts'

interface Placed {
  component: Component
  /** What it stands in: a page, or a list, by key; empty for a page. */
  container: string
  /** "page ‘Your details’", "the list ‘Items’". */
  where: string
}

/** Every page and question by its key. A key inside a repeating list is its own; elsewhere keys are unique. */
function placed({ definition }: FormDocument): Map<string, Placed> {
  const found = new Map<string, Placed>()
  const visit = (components: readonly Component[], container: string, where: string, list: string) => {
    for (const component of components) {
      found.set(list === '' ? component.key : `${list}.${component.key}`, { component, container, where })
      const id = list === '' ? component.key : `${list}.${component.key}`
      visit(
        component.components ?? [],
        id,
        `${component.type === 'panel' ? 'page' : 'the list'} ‘${labelOf(component)}’`,
        component.type === 'editgrid' ? id : list,
      )
    }
  }
  visit(definition.components, '', 'the form', '')
  return found
}

const shownOnly = new Set(['content', 'inset', 'warning', 'details'])
const kindOf = ({ type }: Component) =>
  type === 'panel' ? 'Page' : shownOnly.has(type) ? 'Text' : 'Question'

function labelOf({ type, key, title, label }: Component): string {
  return say((type === 'panel' ? title : label) as Words | undefined) || key
}

export const nameOf = (component: Component) => `${kindOf(component)} ‘${labelOf(component)}’`

/** Pages and questions added, removed, moved, reworded; their options; what they require; when they are shown. */
export function questionChanges(before: FormDocument, after: FormDocument): string[] {
  const was = placed(before)
  const is = placed(after)
  const said: string[] = []
  for (const [id, { component, where, container }] of is) {
    const old = was.get(id)
    if (!old) said.push(`${nameOf(component)} added${container === '' ? '' : ` to ${where}`}`)
    else {
      if (old.container !== container) said.push(`${nameOf(component)} moved from ${old.where} to ${where}`)
      said.push(...componentChanges(old.component, component))
      said.push(...conditionChange(nameOf(component), [before, old.component], [after, component]))
    }
  }
  for (const [id, { component, where, container }] of was) {
    if (!is.has(id)) said.push(`${nameOf(component)} removed${container === '' ? '' : ` from ${where}`}`)
  }
  return [...said, ...orderChanges(was, is)]
}

function orderChanges(was: Map<string, Placed>, is: Map<string, Placed>): string[] {
  const byContainer = (map: Map<string, Placed>) => Map.groupBy(map.keys(), (id) => map.get(id)!.container)
  const [old, now] = [byContainer(was), byContainer(is)]
  return [...now].flatMap(([container, ids]) =>
    movedKeys(old.get(container) ?? [], ids).map((id) => {
      const { component, where } = is.get(id)!
      const previous = ids[ids.indexOf(id) - 1]
      const place = previous ? `after ‘${labelOf(is.get(previous)!.component)}’` : 'to the beginning'
      return `${nameOf(component)} moved ${place}${container === '' ? '' : ` on ${where}`}`
    }),
  )
}

/** Settings that have words of their own; what is left is said by name. */
const saidApart = new Set(['key', 'type', 'label', 'title', 'components', 'conditional', 'validate'])
const unsaid = new Set(['input', 'tableView', 'collapsible', 'bank'])
const optionKeys = new Set(['values', 'data', 'noneOption'])
const settingWords: Record<string, string> = {
  description: 'hint',
  errorLabel: 'name in messages',
  content: 'text',
  html: 'text',
  help: 'help that opens',
  lookup: 'look-up',
  section: 'section',
  exit: 'whether the form ends here',
  value: 'value worked out',
  autocomplete: 'autocomplete',
}

function componentChanges(old: Component, now: Component): string[] {
  const name = nameOf(old)
  const said = labelOf(old) === labelOf(now) ? [] : [`${name} is now ‘${labelOf(now)}’`]
  const [oldWords, newWords] = [old, now].map(
    ({ type, title, label }) => (type === 'panel' ? title : label) as Words | undefined,
  )
  said.push(...wordChanges(name, oldWords, newWords).filter((one) => one.startsWith('Welsh')))
  if (old.type !== now.type) said.push(`${nameOf(now)}: asked as ${old.type} to ${now.type}`)
  said.push(...optionChanges(nameOf(now), optionsOf(old), optionsOf(now)))
  said.push(...ruleChanges(nameOf(now), old.validate ?? {}, now.validate ?? {}))
  for (const key of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (saidApart.has(key) || isDeepStrictEqual(old[key], now[key])) continue
    // Options were said one by one; only what is left of their setting is said here.
    if (optionKeys.has(key) && !isDeepStrictEqual(optionsOf(old), optionsOf(now))) continue
    if (unsaid.has(key))
      said.push(`${nameOf(now)}: bookkeeping of the designer changed, nothing that is shown`)
    else
      said.push(
        ...settingChange(`${nameOf(now)}, ${settingWords[key] ?? `setting ‘${key}’`}`, old[key], now[key]),
      )
  }
  return said
}

/** Words and plain values are said; what has parts is named. */
export function settingChange(name: string, before: unknown, after: unknown): string[] {
  if (isDeepStrictEqual(before, after)) return []
  if (areWords(before) && areWords(after)) return wordChanges(name, before, after)
  const plain = (value: unknown) =>
    value === undefined ? '' : typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value)
  const isPlain = (value: unknown) => typeof value !== 'object' || value === null
  if (isPlain(before) && isPlain(after)) return textChange(name, plain(before), plain(after))
  return [`${name} changed`]
}

const areWords = (value: unknown): value is Words | undefined =>
  value === undefined ||
  typeof value === 'string' ||
  (typeof value === 'object' && value !== null && typeof (value as { en?: unknown }).en === 'string')

function ruleChanges(name: string, old: Record<string, unknown>, now: Record<string, unknown>): string[] {
  const said: string[] = []
  if (!old.required && now.required) said.push(`${name} must now be answered`)
  if (old.required && !now.required) said.push(`${name} is now optional`)
  for (const rule of new Set([...Object.keys(old), ...Object.keys(now)])) {
    if (rule !== 'required') said.push(...settingChange(`${name}, rule ‘${rule}’`, old[rule], now[rule]))
  }
  return said
}

function optionChanges(name: string, old: Option[], now: Option[]): string[] {
  const was = new Map(old.map((option) => [option.value, option]))
  const is = new Map(now.map((option) => [option.value, option]))
  const said: string[] = []
  for (const [value, option] of is) {
    const before = was.get(value)
    if (!before) said.push(`${name}: option ‘${say(option.label)}’ added`)
    else {
      said.push(...wordChanges(`${name}, option`, before.label, option.label))
      said.push(
        ...wordChanges(
          `${name}, hint of option ‘${say(option.label)}’`,
          before.description,
          option.description,
        ),
      )
    }
  }
  for (const [value, option] of was)
    if (!is.has(value)) said.push(`${name}: option ‘${say(option.label)}’ removed`)
  const moved = movedKeys([...was.keys()], [...is.keys()])
  if (moved.length > 0)
    said.push(
      `${name}: options in another order (${moved.map((value) => `‘${say(is.get(value)!.label)}’`).join(', ')})`,
    )
  return said
}
