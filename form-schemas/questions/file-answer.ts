import type { Answer, FileAnswer } from '../answers.ts'
import type { Component } from '../document.ts'
import type { Language } from '../words.ts'
import { say } from '../words.ts'
import { type Assist, type Assisted, askName } from './assist.ts'
import { type ErrorWords, errorWords, ownWords } from './error-words.ts'
import { acceptedKinds } from './file-kinds.ts'
import { fileMessage } from './file-messages.ts'
import { mostBytes, mostFiles } from './file-settings.ts'
import type { FieldError, Posted, QuestionType, ReadAnswer } from './question-type.ts'
import { characters, fieldError, isRequired, withPrefix } from './typed-text.ts'

/** What the Remove button of a file posts. */
export const removal = (id: string) => `remove ${id}`

/** Ids are ours: 128 random bits, written in whatever letters. */
const fileId = /^[A-Za-z0-9_-]{16,64}$/
const control = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

const fewestFiles: ErrorWords = {
  rule: 'minLength',
  en: (_name, limit) => `You must upload ${limit} files or more`,
  cy: (_name, limit) => `Rhaid i chi lanlwytho ${limit} ffeil neu fwy`,
}

/** What files and photos have alike: they are sent one page at a time, kept elsewhere, and known here by what is said of them. */
export const filesAnswer: Pick<
  QuestionType,
  | 'asks'
  | 'read'
  | 'check'
  | 'assist'
  | 'shownAs'
  | 'remembers'
  | 'sendsFiles'
  | 'values'
  | 'fields'
  | 'summary'
  | 'shape'
  | 'sample'
> = {
  asks: true,
  read,
  check,
  assist,
  shownAs,
  remembers: () => true,
  sendsFiles: true,
  values: () => ({}),
  fields: () => [],
  summary: (_component, answer) => filesOf(answer).map(({ name }) => name),
  shape: () => ({
    kind: 'list',
    fields: {
      id: { kind: 'text' },
      name: { kind: 'text' },
      size: { kind: 'number' },
      type: { kind: 'text' },
    },
  }),
  sample(component, n) {
    const kinds = acceptedKinds(component)
    const { minLength = 1 } = (component.validate ?? {}) as { minLength?: number }
    return Array.from({ length: Math.max(1, minLength) }, (_file, i): FileAnswer => {
      const { type = '', extensions = [] } = kinds[(n + i) % kinds.length] ?? {}
      const id = `sample-file-${String(n + i).padStart(8, '0')}`
      return { id, name: `example-${n + i + 1}${extensions[0]}`, size: 12_000 + n, type }
    })
  },
}

/** The files that the house has for the question. What a browser posts about them is not looked at. */
function read(component: Component, posted: Posted, language: Language, prefix = ''): ReadAnswer {
  const known = posted.vouched?.(prefix + component.key)
  const answer = filesOf(known).length > 0 ? (known ?? null) : null
  const errors = check(component, answer, language)
  return errors.length > 0 ? { ok: false, errors: withPrefix(errors, prefix) } : { ok: true, answer }
}

/** A file that was chosen is sent with whichever button; `goesOn`: it was Continue, so the page is read when the file is taken. */
function assist(component: Component, posted: Posted, language: Language, prefix = ''): Assist | undefined {
  const pressed = posted.get(prefix + askName(component)) ?? ''
  const [, id = ''] = /^remove (\S+)$/.exec(pressed) ?? []
  if (fileId.test(id)) return { kind: 'remove-file', id }
  const uploadField = prefix + component.key
  const chosen = (posted.get(uploadField) ?? '') !== ''
  if (chosen) return { kind: 'upload', uploadField, goesOn: pressed !== 'upload' }
  if (pressed !== 'upload') return undefined
  const state = shownAs(component, posted.vouched?.(uploadField))
  const message = fileMessage(component, 'none-chosen', language)
  return { kind: 'show', state, errors: [{ field: uploadField, message }] }
}

function shownAs(_component: Component, answer: Answer | undefined): Assisted | undefined {
  const files = filesOf(answer)
  return files.length > 0 ? { kind: 'files', files } : undefined
}

function check(component: Component, answer: Answer | undefined, language: Language): FieldError[] {
  const none = answer === undefined || answer === null || answer === ''
  const { minLength = 0 } = (component.validate ?? {}) as { minLength?: number }
  const files = Array.isArray(answer) ? answer : []
  if (none || (Array.isArray(answer) && answer.length === 0)) {
    if (!isRequired(component) && minLength === 0) return []
    const own = ownWords(component, 'required')
    const message = own ? say(own, language) : fileMessage(component, 'none-chosen', language)
    return [{ field: component.key, message }]
  }
  const ids = new Set(files.map((file) => (file as FileAnswer | null)?.id))
  if (!files.every((file) => isFile(file)) || ids.size !== files.length || !Array.isArray(answer))
    return [fieldError(component, errorWords.format, language)]
  const kinds = acceptedKinds(component).map(({ type }) => type)
  const problem = files.some(({ type }) => !kinds.includes(type))
    ? 'wrong-type'
    : files.some(({ size }) => size >= mostBytes(component))
      ? 'too-big'
      : files.length > mostFiles(component)
        ? 'too-many'
        : undefined
  if (problem) return [{ field: component.key, message: fileMessage(component, problem, language) }]
  return files.length < minLength ? [fieldError(component, fewestFiles, language, minLength)] : []
}

function isFile(file: unknown): file is FileAnswer {
  if (typeof file !== 'object' || file === null || Array.isArray(file)) return false
  const { id, name, size, type, ...rest } = file as Partial<FileAnswer>
  return (
    Object.keys(rest).length === 0 &&
    typeof id === 'string' &&
    fileId.test(id) &&
    typeof name === 'string' &&
    name.trim() !== '' &&
    characters(name) <= 255 &&
    !control.test(name) &&
    Number.isSafeInteger(size) &&
    (size as number) > 0 &&
    typeof type === 'string'
  )
}

/** The files of a stored answer; none when it is not a list of them. */
export function filesOf(answer: Answer | undefined): FileAnswer[] {
  return Array.isArray(answer) && answer.every((file) => isFile(file)) ? (answer as FileAnswer[]) : []
}
