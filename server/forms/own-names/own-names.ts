import type { FormDocument } from '../../../form-schemas/document.ts'
import type { GateProblem } from '../gate.ts'
import { mapNames, type NameKind, type NamePlace, toBeChosen } from './map-names.ts'

export interface OwnName {
  kind: NameKind
  name: string
  /** Everywhere that the document uses it, in an officer's words. */
  where: string[]
}

/** As it begins a sentence. */
export const kindWords: Record<NameKind, string> = {
  fund: 'Fund',
  ledger: 'Ledger code',
  gateway: 'Gateway account',
  brand: 'Brand',
  destination: 'Back office',
  dataset: 'Dataset',
  address: 'Address',
}

/** Each name once, in the order in which the document uses them. */
export function ownNames(document: FormDocument): OwnName[] {
  const found = new Map<string, OwnName>()
  for (const { kind, name, where } of places(document)) {
    const known = found.get(`${kind} ${name}`)
    if (known) known.where.push(where)
    else found.set(`${kind} ${name}`, { kind, name, where: [where] })
  }
  return [...found.values()]
}

/** What was taken over from another organisation and has not been chosen yet. */
export function unchosenNames(document: FormDocument): GateProblem[] {
  return places(document)
    .filter(({ name }) => name === toBeChosen)
    .map(({ kind, where, pointer, screen }) => ({
      pointer,
      screen,
      message: `${kindWords[kind]} of ${where} is still to be chosen`,
    }))
}

function places(document: FormDocument): NamePlace[] {
  const found: NamePlace[] = []
  mapNames(document, (place) => {
    found.push(place)
    return place.name
  })
  return found
}
