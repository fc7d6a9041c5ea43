import type { Answers } from '../../../../form-schemas/answers.ts'
import type { Assisted } from '../../../../form-schemas/questions/assist.ts'
import { filesOf } from '../../../../form-schemas/questions/file-answer.ts'
import { fileMessage } from '../../../../form-schemas/questions/file-messages.ts'
import { mostFiles } from '../../../../form-schemas/questions/file-settings.ts'
import type { FieldError } from '../../../../form-schemas/questions/question-type.ts'
import { type CompiledComponent, own } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'
import type { HelpedScreen } from './ask-for-help.ts'
import { sayRefusal } from './file-refusals.ts'

export type Taken =
  | { kind: 'taken'; state: Assisted | undefined; errors: FieldError[]; answers: Answers }
  | { kind: 'gone' }

/** Takes the files that were chosen, one after the other; the first that cannot be taken is told, and those before it stay. */
export async function takeFiles(
  deps: ResidentDeps,
  { journey }: OpenJourney,
  { stored, files: keeping }: HelpedScreen,
  files: File[],
  question: CompiledComponent,
): Promise<Taken> {
  const { component, key } = question
  let answers = stored
  for (const file of files) {
    const already = filesOf(own(answers, key)).length
    const refuse = (message: string): Taken => ({
      kind: 'taken',
      state: stateOf(question, answers),
      errors: [{ field: key, message }],
      answers,
    })
    if (already >= mostFiles(component))
      return refuse(fileMessage(component, 'too-many', journey.language, already))
    const outcome = await deps.help.receiveFile({
      submissionId: journey.id,
      component,
      ...keeping.roomFor(question),
      bytes: file.stream(),
      claimedName: file.name,
    })
    if (outcome.kind !== 'stored') return refuse(sayRefusal(component, outcome, journey.language, already))
    const added = await keeping.change(question, answers, (before) => [...before, outcome.file])
    if (!added) return { kind: 'gone' }
    answers = added
  }
  return { kind: 'taken', state: stateOf(question, answers), errors: [], answers }
}

/** Takes a file away, only one that this question has. */
export async function removeFile(
  { stored, files: keeping }: HelpedScreen,
  question: CompiledComponent,
  id: string,
): Promise<Taken> {
  const known = filesOf(own(stored, question.key)).some((file) => file.id === id)
  if (!known) return { kind: 'taken', state: stateOf(question, stored), errors: [], answers: stored }
  const left = await keeping.change(question, stored, (before) => before.filter((file) => file.id !== id))
  if (!left) return { kind: 'gone' }
  // After the answer: a file that is deleted and still named would be worse than one that is there and not named.
  await keeping.removed(id)
  return { kind: 'taken', state: stateOf(question, left), errors: [], answers: left }
}

function stateOf({ type, component, key }: CompiledComponent, answers: Answers): Assisted | undefined {
  return type.shownAs?.(component, own(answers, key))
}
