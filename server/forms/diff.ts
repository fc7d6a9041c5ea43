import { isDeepStrictEqual } from 'node:util'
import type { Component, DeliverySettings, FormDocument, Pricing } from '../../form-schemas/document.ts'
import { say } from '../../form-schemas/words.ts'
import { spokenDay } from '../clock.ts'
import { formatPence } from '../money.ts'

/**
 * What changed between two documents, in an officer's words, shortest useful form: "Fee upTo3 from 1 April 2026: £25.00 → £26.00".
 * Says something about every change: whatever has no words of its own is named by its part.
 */
export function differences(before: FormDocument, after: FormDocument): string[] {
  const said = [
    ...(say(before.title) === say(after.title)
      ? []
      : [`Title: ‘${say(before.title)}’ → ‘${say(after.title)}’`]),
    ...questionDifferences(before, after),
    ...feeDifferences(before.pricing, after.pricing),
    ...lineDifferences(before.pricing, after.pricing),
    ...deliveryDifferences(before.deliveries ?? [], after.deliveries ?? []),
  ]
  const parts: [keyof FormDocument, string][] = [
    ['payment', 'Payment settings changed'],
    ['confirmation', 'What residents read after sending changed'],
    ['settings', 'Settings changed'],
  ]
  for (const [part, words] of parts) if (!isDeepStrictEqual(before[part], after[part])) said.push(words)
  if (said.length === 0 && !isDeepStrictEqual(before, after))
    said.push('Wording in another language, or the order of entries, changed')
  return said
}

interface Placed {
  component: Component
  path: string
  order: number
}

function placed(document: FormDocument): Map<string, Placed> {
  const found = new Map<string, Placed>()
  const visit = (components: readonly Component[], path: string) => {
    for (const component of components) {
      // A key inside a repeating list is its own; elsewhere keys are unique.
      const id = path.includes('[') ? `${path}.${component.key}` : component.key
      found.set(id, { component, path, order: found.size })
      visit(
        component.components ?? [],
        component.type === 'editgrid' ? `${component.key}[]` : path === '' ? component.key : path,
      )
    }
  }
  visit(document.definition.components, '')
  return found
}

const nameOf = (component: Component) => {
  const words = say(component.type === 'panel' ? (component.title as Component['label']) : component.label)
  return `${component.type === 'panel' ? 'Page' : component.type === 'content' ? 'Text' : 'Question'} ‘${words || component.key}’`
}

function questionDifferences(before: FormDocument, after: FormDocument): string[] {
  const was = placed(before)
  const is = placed(after)
  const said: string[] = []
  for (const [key, { component, path }] of is) {
    const old = was.get(key)
    if (!old) {
      said.push(`${nameOf(component)} added`)
      continue
    }
    const oldName = nameOf(old.component)
    const name = nameOf(component)
    if (oldName !== name) said.push(`${oldName} is now ${name.replace(/^\w+ /, '')}`)
    if (old.component.type !== component.type) said.push(`${name}: ${old.component.type} → ${component.type}`)
    if (old.path !== path) said.push(`${name} moved to another page`)
    else if (!isDeepStrictEqual(settingsOf(old.component), settingsOf(component)))
      said.push(`${name}: settings changed`)
  }
  for (const [key, { component }] of was) if (!is.has(key)) said.push(`${nameOf(component)} removed`)
  const common = (map: Map<string, Placed>, other: Map<string, Placed>) =>
    [...map.keys()].filter((key) => other.has(key))
  if (said.length === 0 && !isDeepStrictEqual(common(was, is), common(is, was)))
    said.push('The order of questions changed')
  return said
}

/** Everything about a component but its words (said apart) and what is inside it (visited itself). */
function settingsOf({ components: _, label, title, ...rest }: Component) {
  return { ...rest, welsh: [label, title].map((words) => say(words as Component['label'], 'cy')) }
}

function feeDifferences(before: Pricing | undefined, after: Pricing | undefined): string[] {
  const said: string[] = []
  const codes = new Set([...Object.keys(before?.fees ?? {}), ...Object.keys(after?.fees ?? {})])
  for (const code of codes) {
    const was = new Map((before?.fees[code] ?? []).map((fee) => [fee.from, fee.pence]))
    const is = new Map((after?.fees[code] ?? []).map((fee) => [fee.from, fee.pence]))
    for (const from of new Set([...was.keys(), ...is.keys()])) {
      const [old, now] = [was.get(from), is.get(from)]
      if (old === now) continue
      const name = `Fee ${code} from ${spokenDay(from)}`
      if (old === undefined) said.push(`${name}: ${formatPence(now!)} added`)
      else if (now === undefined) said.push(`${name}: ${formatPence(old)} removed`)
      else said.push(`${name}: ${formatPence(old)} → ${formatPence(now)}`)
    }
  }
  return said
}

const lineWords: Record<string, string> = {
  label: 'name',
  when: 'when it applies',
  quantity: 'quantity',
  amount: 'amount',
  vat: 'VAT',
  fund: 'fund',
  ledger: 'ledger code',
  narrative: 'narrative',
}

function lineDifferences(before: Pricing | undefined, after: Pricing | undefined): string[] {
  const said: string[] = []
  const was = new Map((before?.lines ?? []).map((line) => [line.code, line]))
  const is = new Map((after?.lines ?? []).map((line) => [line.code, line]))
  for (const [code, line] of is) {
    const old = was.get(code)
    if (!old) said.push(`Price line ‘${say(line.label)}’ added`)
    else {
      for (const [field, words] of Object.entries(lineWords)) {
        const [a, b] = [old, line].map((one) => shown(one[field as keyof typeof one]))
        if (a !== b)
          said.push(`Price line ‘${say(line.label)}’, ${words}: ${a || 'nothing'} → ${b || 'nothing'}`)
      }
    }
  }
  for (const [code, line] of was) if (!is.has(code)) said.push(`Price line ‘${say(line.label)}’ removed`)
  if (!isDeepStrictEqual(before?.define, after?.define)) said.push('Values worked out for the price changed')
  if (before?.refuse !== after?.refuse) said.push('The rule that refuses a price changed')
  if (!isDeepStrictEqual(before?.tests, after?.tests)) said.push('Price cases changed')
  return said
}

const shown = (value: unknown) =>
  typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value ?? '')

function deliveryDifferences(before: DeliverySettings[], after: DeliverySettings[]): string[] {
  const was = new Map(before.map((delivery) => [delivery.id, delivery]))
  const is = new Map(after.map((delivery) => [delivery.id, delivery]))
  const said: string[] = []
  for (const [id, delivery] of is) {
    const old = was.get(id)
    if (!old) said.push(`Delivery ‘${id}’ to ${delivery.destination} added`)
    else {
      if (old.destination !== delivery.destination)
        said.push(`Delivery ‘${id}’: ${old.destination} → ${delivery.destination}`)
      if (old.mapping !== delivery.mapping) said.push(`Delivery ‘${id}’: mapping changed`)
      if (!isDeepStrictEqual(old.schema, delivery.schema)) said.push(`Delivery ‘${id}’: schema changed`)
      if (!isDeepStrictEqual(old.tests, delivery.tests)) said.push(`Delivery ‘${id}’: cases changed`)
    }
  }
  for (const id of was.keys()) if (!is.has(id)) said.push(`Delivery ‘${id}’ removed`)
  return said
}
