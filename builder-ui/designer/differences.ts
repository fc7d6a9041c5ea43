import { type Names, plainSentence, sayGroup, sayWhen } from '../../form-schemas/condition-words.ts'
import type { Component } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import { type Definition, everyQuestion } from './definition.ts'
import { type Design, designNames } from './design.ts'

/*
 * What differs between two versions of a form's design, question by question, in an officer's words. Questions are the same when
 * their keys are the same.
 */

export interface Difference {
  kind: 'added' | 'removed' | 'changed' | 'moved'
  /** "question ‘Full name’" or "page ‘About you’". */
  what: string
  /** "hint: was ‘…’, now ‘…’", one for each setting that changed. */
  details: string[]
}

interface Entry {
  component: Component
  what: string
  /** The key of its page, which stays when the title changes, and the title in words. */
  page: string
  pageName: string
}

export function differences(before: Design, after: Design): Difference[] {
  const old = entries(before.definition)
  const now = entries(after.definition)
  const [nameOld, nameNow] = [designNames(before), designNames(after)]
  const found: Difference[] = [...namedDifferences(before, after)]
  for (const [key, entry] of now) {
    const was = old.get(key)
    if (was === undefined)
      found.push({ kind: 'added', what: entry.what, details: entry.page ? [`on ${entry.pageName}`] : [] })
    else {
      const details = settingsChanged(was.component, entry.component, nameOld, nameNow)
      if (details.length > 0) found.push({ kind: 'changed', what: was.what, details })
    }
  }
  for (const [key, entry] of old) {
    if (!now.has(key)) found.push({ kind: 'removed', what: entry.what, details: [] })
  }
  return [...found, ...moved(old, now)]
}

function namedDifferences(before: Design, after: Design): Difference[] {
  const sentence = (design: Design, name: string) => {
    const found = design.conditions.find((condition) => condition.name === name)
    return found && plainSentence(sayGroup(found.when, designNames(design)))
  }
  const names = new Set([...before.conditions, ...after.conditions].map(({ name }) => name))
  return [...names].flatMap((name): Difference[] => {
    const [was, is] = [sentence(before, name), sentence(after, name)]
    if (was === is) return []
    const label = [...after.conditions, ...before.conditions].find((one) => one.name === name)?.label
    const what = `condition ‘${say(label)}’`
    if (was === undefined) return [{ kind: 'added', what, details: [`${is}`] }]
    if (is === undefined) return [{ kind: 'removed', what, details: [] }]
    return [{ kind: 'changed', what, details: [`was ${was}, now ${is}`] }]
  })
}

/** Questions in both versions that went to another page or, fewest possible, past others. */
function moved(old: Map<string, Entry>, now: Map<string, Entry>): Difference[] {
  const order = [...old.keys()]
  const shared = [...now.keys()].filter((key) => old.has(key))
  const stayed = longestRising(shared.map((key) => order.indexOf(key)))
  return shared.flatMap((key, index) => {
    const [was, is] = [old.get(key), now.get(key)]
    if (!was || !is) return []
    if (was.page !== is.page) {
      return [{ kind: 'moved' as const, what: is.what, details: [`from ${was.pageName} to ${is.pageName}`] }]
    }
    if (stayed.has(index)) return []
    const before = now.get(shared[index - 1] ?? '')
    return [
      { kind: 'moved' as const, what: is.what, details: [before ? `now after ${before.what}` : 'now first'] },
    ]
  })
}

/** The indexes of a longest run of numbers that rise: what need not have moved. Quadratic, for at most some hundred. */
function longestRising(numbers: number[]): Set<number> {
  const best: number[][] = []
  for (const [index, number] of numbers.entries()) {
    const before = best.filter((run) => (numbers[run.at(-1) ?? 0] as number) < number)
    const longest = before.reduce<number[]>((one, other) => (other.length > one.length ? other : one), [])
    best.push([...longest, index])
  }
  return new Set(best.reduce((one, other) => (other.length > one.length ? other : one), []))
}

function entries(definition: Definition): Map<string, Entry> {
  const map = new Map<string, Entry>()
  const questions = everyQuestion(definition)
  definition.components.forEach((panel, index) => {
    const pageName = `page ‘${say(panel.title)}’`
    map.set(`page ${panel.key}`, {
      component: panel,
      what: `page ‘${say(panel.title)}’`,
      page: '',
      pageName: '',
    })
    for (const { question, place } of questions) {
      if (place.page !== index) continue
      const what = `question ‘${say(question.label) || 'text'}’`
      map.set(question.key, { component: question, what, page: panel.key, pageName })
    }
  })
  return map
}

const names: Record<string, string> = {
  label: 'label',
  title: 'title',
  description: 'hint',
  validate: 'checks',
  conditional: 'when it is shown',
  values: 'options',
  data: 'options',
  html: 'text',
  type: 'kind of question',
}

function settingsChanged(before: Component, after: Component, nameOld: Names, nameNow: Names): string[] {
  const settings = new Set([...Object.keys(before), ...Object.keys(after)])
  settings.delete('components')
  settings.delete('key')
  settings.delete('bank')
  return [...settings].flatMap((setting) => {
    const [was, is] = [tell(setting, before[setting], nameOld), tell(setting, after[setting], nameNow)]
    return was === is ? [] : [`${names[setting] ?? setting}: was ${was}, now ${is}`]
  })
}

function tell(setting: string, value: unknown, names: Names): string {
  if (value === undefined || value === '') return 'empty'
  if (setting === 'conditional')
    return `‘${plainSentence(sayWhen(value as Component['conditional'], names))}’`
  if (typeof value === 'string') return `‘${value}’`
  if (typeof value === 'object' && value !== null && 'en' in value) {
    const { en, cy } = value as { en: string; cy?: string }
    return cy ? `‘${en}’ (Welsh ‘${cy}’)` : `‘${en}’`
  }
  const options = Array.isArray(value) ? value : (value as { values?: unknown[] })?.values
  if (Array.isArray(options)) {
    return `‘${options.map((option: { label?: Component['label'] }) => say(option?.label)).join(', ')}’`
  }
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value)
      .map(([name, part]) => `${name} ${typeof part === 'object' ? JSON.stringify(part) : String(part)}`)
      .join(', ')
  }
  return String(value)
}
