import { say } from '../../../../form-schemas/words.ts'
import type { Upload } from '../../../files/index.ts'
import type { CompiledForm, CompiledList } from '../../../journey/index.ts'

/** A file of a submission as its page lists it. */
export interface SentFile {
  href: string
  name: string
  /** The question it answers. */
  question: string
  sizeBytes: number
  receivedAt: Date
  words: { text: string; classes: string }
  /** Why it cannot be opened; undefined when it can. */
  closed: string | undefined
}

export function sentFiles(form: CompiledForm, reference: string, uploads: Upload[]): SentFile[] {
  const questions = questionNames(form)
  return uploads.map(({ id, name, questionKey, sizeBytes, receivedAt, state }) => ({
    href: `/officer/submissions/${reference}/files/${id}`,
    name,
    question: questions.get(questionKey) ?? questionKey,
    sizeBytes,
    receivedAt,
    words: stateWords[state],
    closed: closedWords[state],
  }))
}

const stateWords: Record<Upload['state'], SentFile['words']> = {
  ready: { text: 'Can be opened', classes: 'govuk-tag--green' },
  unscanned: { text: 'Being scanned', classes: 'govuk-tag--yellow' },
  infected: { text: 'Virus found', classes: 'govuk-tag--red' },
}

export const closedWords: Record<Upload['state'], string | undefined> = {
  ready: undefined,
  unscanned: 'It is held back until the virus scanner has seen it. Try again in a few minutes.',
  infected: 'The virus scanner found a virus in it, and it was deleted. Ask the resident for another file.',
}

/** What the files room knows questions by, with their labels: those of items are below their lists. */
function questionNames(form: CompiledForm): Map<string, string> {
  const names = new Map<string, string>()
  const addList = (list: CompiledList, path: string) => {
    for (const { key, component } of list.item.questions) names.set(`${path}.${key}`, say(component.label))
    for (const inner of list.lists) addList(inner, `${path}.${inner.key}`)
  }
  for (const page of form.pages) {
    for (const { key, component } of page.questions) names.set(key, say(component.label))
    if (page.list) addList(page.list, page.list.key)
  }
  return names
}
