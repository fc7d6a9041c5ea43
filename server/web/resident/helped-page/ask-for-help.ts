import type { Answers, FileAnswer } from '../../../../form-schemas/answers.ts'
import { chosenAddress } from '../../../../form-schemas/questions/address/finding.ts'
import type { Assist, Assisted, FoundAddress } from '../../../../form-schemas/questions/assist.ts'
import type { FieldError, Posted } from '../../../../form-schemas/questions/question-type.ts'
import { askingFor, type CompiledComponent, type ComponentSet } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'
import type { PostedForm } from './posted-form.ts'
import { removeFile, type Taken, takeFiles } from './take-files.ts'

/** A screen with questions that may ask for help: a page, or one item of a list. */
export interface HelpedScreen {
  set: ComponentSet
  displayed: CompiledComponent[]
  /** Of the journey, or of the item. */
  stored: Answers
  files: FileKeeping
}

/** How the files of a screen become part of its answers: both give the answers as they are then, or undefined when the journey is gone. */
export interface FileKeeping {
  /** What the files room knows the question by, and how many files it may have under that name. */
  roomFor(question: CompiledComponent): { questionKey: string; atMostFiles: number }
  change(question: CompiledComponent, answers: Answers, change: FilesChange): Promise<Answers | undefined>
  /** A file that was taken away and is no longer among the answers. */
  removed(id: string): Promise<void>
}

export type FilesChange = (files: FileAnswer[]) => FileAnswer[]

/**
 * `states`: how questions are shown, should the screen be shown. `posted`: what came, with what was found in it.
 * `again`: the screen is shown again, with what was found or what is wrong. `go-on`: it is read.
 */
export type Helped =
  | { kind: 'again'; posted: Posted; answers: Answers; states: States; errors: FieldError[] }
  | { kind: 'go-on'; posted: Posted; answers: Answers; states: States }
  | { kind: 'gone' }

type States = Record<string, Assisted>

/** Does what a posted screen asks for, question after question: an address may be chosen and a file sent in one go. */
export async function askForHelp(
  deps: ResidentDeps,
  open: OpenJourney,
  on: HelpedScreen,
  form: PostedForm,
): Promise<Helped> {
  let left = on.displayed
  let helped: Extract<Helped, { kind: 'go-on' }> = {
    kind: 'go-on',
    posted: form,
    answers: on.stored,
    states: {},
  }
  for (;;) {
    const { posted, answers, states } = helped
    const asking = askingFor(on.set, left, posted, answers, open.journey.language)
    if (!asking) return helped
    const { question, assist } = asking
    const next = await help(deps, open, { ...on, stored: answers }, form, question, assist)
    if (next.kind === 'gone') return next
    const now = {
      posted: next.address ? chosenAddress(question.component, posted, next.address) : posted,
      answers: next.answers ?? answers,
      states: next.state ? { ...states, [question.key]: next.state } : states,
    }
    if (next.kind === 'again') return { kind: 'again', ...now, errors: next.errors }
    helped = { kind: 'go-on', ...now }
    left = left.filter((one) => one !== question)
  }
}

/** What came of one question's asking. */
interface Came {
  state?: Assisted | undefined
  answers?: Answers
  /** One that was chosen, as its source knows it. */
  address?: FoundAddress
}
type HelpedWith =
  | ({ kind: 'again'; errors: FieldError[] } & Came)
  | ({ kind: 'go-on' } & Came)
  | { kind: 'gone' }

async function help(
  deps: ResidentDeps,
  open: OpenJourney,
  on: HelpedScreen,
  form: PostedForm,
  question: CompiledComponent,
  assist: Assist,
): Promise<HelpedWith> {
  switch (assist.kind) {
    case 'show':
      return { kind: 'again', state: assist.state, errors: assist.errors }
    case 'find-addresses': {
      const state = await deps.help.findAddresses(open.form.organisationId, assist.postcode)
      return { kind: 'again', state, errors: state.kind === 'addresses' ? assist.errors : [] }
    }
    case 'address-chosen': {
      const found = await deps.help.findAddresses(open.form.organisationId, assist.postcode)
      const address =
        found.kind === 'addresses' ? found.addresses.find(({ uprn }) => uprn === assist.uprn) : undefined
      return address
        ? { kind: 'go-on', address, state: { kind: 'typed' } }
        : { kind: 'again', state: found, errors: [] }
    }
    case 'upload': {
      const taken = await takeFiles(deps, open, on, form.files(assist.uploadField), question)
      return taken.kind === 'taken' && taken.errors.length === 0 && assist.goesOn
        ? { ...taken, kind: 'go-on' }
        : again(taken)
    }
    case 'remove-file':
      return again(await removeFile(on, question, assist.id))
  }
}

function again(taken: Taken): HelpedWith {
  return taken.kind === 'gone' ? taken : { ...taken, kind: 'again' }
}

/** True for screens with a question that needs something from outside, or with something worked out. */
export function isHelped({ components }: ComponentSet): boolean {
  return components.some(
    ({ type, component }) =>
      type.remembers?.(component) || component.type === 'calculated' || component.lookup !== undefined,
  )
}
