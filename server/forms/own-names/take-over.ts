import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { mapNames, type NameKind, toBeChosen } from './map-names.ts'
import { kindWords, ownNames } from './own-names.ts'

/** Names of the new organisation by kind: old name to new. */
export type ChosenNames = Partial<Record<NameKind, Readonly<Record<string, string>>>>

/** What the new organisation has under names of its own. Funds, ledger codes and addresses are listed nowhere. */
export type KnownNames = Partial<Record<NameKind, readonly string[]>>

export interface TakenOver {
  document: FormDocument
  /** What was changed, a sentence each. */
  report: string[]
  /** Names that were neither given nor known: their places say `to-be-chosen` now. */
  unchosen: number
}

/**
 * The document as it can be a draft of another organisation, so that nothing in it refers to the one that it comes from: each name
 * is mapped, or is one that the new organisation has too, or is to be chosen. Links and words of the old organisation's own go.
 */
export function takeOver(document: FormDocument, known: KnownNames, chosen: ChosenNames = {}): TakenOver {
  const nameFor = (kind: NameKind, name: string) => {
    const mapped = chosen[kind]
    if (mapped && Object.hasOwn(mapped, name)) return mapped[name] as string
    return known[kind]?.includes(name) ? name : toBeChosen
  }
  const renamed = mapNames(document, ({ kind, name }) => nameFor(kind, name))
  const names = ownNames(document)
  const report = names.map(({ kind, name, where }) => {
    const to = nameFor(kind, name)
    const at = `(${where.join(', ')})`
    if (to === toBeChosen) return `${kindWords[kind]} ${name} is to be chosen ${at}`
    return to === name
      ? `${kindWords[kind]} ${name} is the organisation’s own of that name ${at}`
      : `${kindWords[kind]} ${name} is now ${to} ${at}`
  })
  if (removeBank(renamed.definition.components))
    report.push('Questions from the other organisation’s question bank are this form’s own now')
  report.push(...withoutOwnWords(renamed), ...mentions(renamed, names))
  const unchosen = names.filter(({ kind, name }) => nameFor(kind, name) === toBeChosen).length
  return { document: renamed, report, unchosen }
}

/** Whether there was anything to remove. */
function removeBank(components: Component[]): boolean {
  let found = false
  for (const component of components) {
    if (component.bank !== undefined) found = true
    delete component.bank
    found = removeBank(component.components ?? []) || found
  }
  return found
}

/** Takes out of the document what only the old organisation can say of itself. */
function withoutOwnWords(document: FormDocument): string[] {
  const { settings, confirmation } = document
  const said: string[] = []
  if (settings?.contact !== undefined) {
    delete settings.contact
    said.push('The contact details were taken out: enter your own')
  }
  if (settings?.privacyUrl !== undefined) {
    delete settings.privacyUrl
    said.push('The link to the privacy notice was taken out: enter your own')
  }
  if (confirmation?.feedbackUrl !== undefined) {
    delete confirmation.feedbackUrl
    said.push('The link to the feedback page was taken out: enter your own')
  }
  if (settings && Object.keys(settings).length === 0) delete document.settings
  if (confirmation && Object.keys(confirmation).length === 0) delete document.confirmation
  return said
}

/** Mappings are the integrator's words: they are not rewritten, only pointed at where they have an old code in quotes. */
function mentions(document: FormDocument, names: { kind: NameKind; name: string }[]): string[] {
  const codes = [
    ...new Set(names.filter(({ kind }) => kind === 'fund' || kind === 'ledger').map(({ name }) => name)),
  ]
  return (document.deliveries ?? []).flatMap(({ id, mapping, tests }) => {
    const text = mapping + JSON.stringify(tests)
    const found = codes.filter((code) => text.includes(`"${code}"`) || text.includes(`'${code}'`))
    return found.map(
      (code) => `The mapping of delivery ‘${id}’ or its cases have the old code ${code}: look at them`,
    )
  })
}
