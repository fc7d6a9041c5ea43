import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { say } from '../../../form-schemas/words.ts'
import type { Screen } from '../gate.ts'

/** What a document calls by a name that only means something within its organisation. */
export type NameKind = 'fund' | 'ledger' | 'gateway' | 'brand' | 'destination' | 'dataset' | 'address'

export interface NamePlace {
  kind: NameKind
  name: string
  /** In an officer's words: "price line ‘Collection of up to 3 items’". */
  where: string
  /** JSON pointer into the document. */
  pointer: string
  screen: Screen
}

/** Stands for what is still to be chosen. It reads as a document, and no form that has it can be published. */
export const toBeChosen = 'to-be-chosen'

/** The document with each such name replaced by what `change` gives for it. The order of its keys stays. */
export function mapNames(document: FormDocument, change: (place: NamePlace) => string): FormDocument {
  const copy = structuredClone(document)
  for (const [index, line] of (copy.pricing?.lines ?? []).entries()) {
    const about = { where: `price line ‘${say(line.label)}’`, screen: 'prices' as const }
    const pointer = `/pricing/lines/${index}`
    line.fund = change({ kind: 'fund', name: line.fund, pointer: `${pointer}/fund`, ...about })
    if (line.ledger !== undefined)
      line.ledger = change({ kind: 'ledger', name: line.ledger, pointer: `${pointer}/ledger`, ...about })
  }
  const onSettings = { screen: 'settings' as const }
  if (copy.payment) {
    const { gateway: name } = copy.payment
    const pointer = '/payment/gateway'
    copy.payment.gateway = change({ kind: 'gateway', name, where: 'payment', pointer, ...onSettings })
  }
  for (const [index, delivery] of (copy.deliveries ?? []).entries()) {
    const where = `delivery ‘${delivery.id}’`
    const pointer = `/deliveries/${index}/destination`
    const place = { where, pointer, screen: 'back-office' as const }
    delivery.destination = change({ kind: 'destination', name: delivery.destination, ...place })
  }
  for (const [index, { id, to }] of (copy.notifications ?? []).entries()) {
    if (!('address' in to)) continue
    const pointer = `/notifications/${index}/to/address`
    to.address = change({
      kind: 'address',
      name: to.address,
      where: `message ‘${id}’`,
      pointer,
      ...onSettings,
    })
  }
  if (copy.settings?.brand !== undefined) {
    const { brand: name } = copy.settings
    const pointer = '/settings/brand'
    copy.settings.brand = change({
      kind: 'brand',
      name,
      where: 'the look of its pages',
      pointer,
      ...onSettings,
    })
  }
  mapDatasets(copy.definition.components, '/definition/components', change)
  return copy
}

/** Questions of lists look things up, too. */
function mapDatasets(components: Component[], at: string, change: (place: NamePlace) => string): void {
  for (const [index, { lookup, label, key, components: inner = [] }] of components.entries()) {
    const pointer = `${at}/${index}`
    if (lookup) {
      const where = `question ‘${say(label) || key}’`
      const place = { where, pointer: `${pointer}/lookup/dataset`, screen: 'design' as const }
      lookup.dataset = change({ kind: 'dataset', name: lookup.dataset, ...place })
    }
    mapDatasets(inner, `${pointer}/components`, change)
  }
}
