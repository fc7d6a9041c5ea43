import { questionsOf } from '../../../../form-schemas/answer-shapes.ts'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import { say } from '../../../../form-schemas/words.ts'

interface Item {
  value: string
  text: string
}

/** Items of a select. What the document names and nobody knows any more stays chosen, marked: saving must not change it unseen. */
export function choices(known: Item[], none: string, now: string): Item[] {
  const gone = now !== '' && !known.some(({ value }) => value === now)
  return [{ value: '', text: none }, ...(gone ? [{ value: now, text: `${now} (not known)` }] : []), ...known]
}

export function gatewayChoices(
  accounts: { name: string; gateway: string; mode: string }[],
  now: string,
): Item[] {
  const known = accounts.map(({ name, gateway, mode }) => ({
    value: name,
    text: `${name} (${gateway}, ${mode})`,
  }))
  return choices(known, 'No payment', now)
}

/** Questions of the form, all or those of some types. */
export function questionChoices(document: FormDocument, types?: readonly string[]): Item[] {
  return questionsOf(document)
    .filter(({ type }) => !types || types.includes(type))
    .map(({ key, label }) => ({ value: key, text: say(label) || key }))
}
