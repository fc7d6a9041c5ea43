import type { Answers, FileAnswer } from '../../../../form-schemas/answers.ts'
import type { Assisted } from '../../../../form-schemas/questions/assist.ts'
import { filesOf } from '../../../../form-schemas/questions/file-answer.ts'
import { type FileProblem, fileMessage } from '../../../../form-schemas/questions/file-messages.ts'
import type { FieldError } from '../../../../form-schemas/questions/question-type.ts'
import { Conflict } from '../../../errors.ts'
import type { ReceiveOutcome } from '../../../files/index.ts'
import { type CompiledComponent, own } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'

type Taken =
  | { kind: 'again'; state: Assisted | undefined; errors: FieldError[]; answers?: Answers }
  | { kind: 'go-on'; answers: Answers }
  | { kind: 'gone' }

/** Takes the files that were chosen, one after the other; the first that cannot be taken is told, and those before it stay. */
export async function takeFiles(
  deps: ResidentDeps,
  open: OpenJourney,
  files: File[],
  question: CompiledComponent,
  goesOn: boolean,
): Promise<Taken> {
  let answers = open.journey.answers
  for (const file of files) {
    const outcome = await deps.help.receiveFile({
      submissionId: open.journey.id,
      component: question.component,
      bytes: file.stream(),
      claimedName: file.name,
    })
    if (outcome.kind !== 'stored') {
      const already = filesOf(own(answers, question.key)).length
      const message = fileMessage(question.component, problems[outcome.kind], open.journey.language, already)
      return {
        kind: 'again',
        state: stateOf(question, answers),
        errors: [{ field: question.key, message }],
        answers,
      }
    }
    const added = await changeFiles(deps, open, question, answers, (before) => [...before, outcome.file])
    if (!added) return { kind: 'gone' }
    answers = added
  }
  return goesOn
    ? { kind: 'go-on', answers }
    : { kind: 'again', state: stateOf(question, answers), errors: [], answers }
}

/** Takes a file away, only one that this submission has for this question. */
export async function removeFile(
  deps: ResidentDeps,
  open: OpenJourney,
  question: CompiledComponent,
  id: string,
): Promise<Taken> {
  const { answers } = open.journey
  if (!filesOf(own(answers, question.key)).some((file) => file.id === id)) {
    return { kind: 'again', state: stateOf(question, answers), errors: [] }
  }
  const left = await changeFiles(deps, open, question, answers, (before) =>
    before.filter((file) => file.id !== id),
  )
  if (!left) return { kind: 'gone' }
  // After the answer: a file that is deleted and still named would be worse than one that is there and not named.
  await deps.help.removeFile(open.journey.id, id)
  return { kind: 'again', state: stateOf(question, left), errors: [], answers: left }
}

/** Whatever other tabs do meanwhile: worked out on the list as it stands, and saved only if it still stands so. */
async function changeFiles(
  deps: ResidentDeps,
  { token }: OpenJourney,
  question: CompiledComponent,
  from: Answers,
  change: (files: FileAnswer[]) => FileAnswer[],
): Promise<Answers | undefined> {
  let answers = from
  for (let attempt = 0; attempt < 10; attempt++) {
    const seen = own(answers, question.key)
    const saved = await deps.submissions.replaceAnswer(token, question.key, seen, change(filesOf(seen)))
    if (saved) return saved.answers
    const again = await deps.submissions.read(token)
    if (again?.state !== 'answering') return undefined
    answers = again.answers
  }
  throw new Conflict('These files were being changed in another window. Check them and try again.')
}

function stateOf({ type, component, key }: CompiledComponent, answers: Answers): Assisted | undefined {
  return type.shownAs?.(component, own(answers, key))
}

const problems: Record<Exclude<ReceiveOutcome['kind'], 'stored'>, FileProblem> = {
  'wrong-type': 'wrong-type',
  'too-big': 'too-big',
  empty: 'empty',
  'password-protected': 'password-protected',
  virus: 'virus',
  'too-many': 'too-many',
  unavailable: 'not-uploaded',
}
