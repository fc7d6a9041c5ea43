import type { Answers } from '../../../../form-schemas/answers.ts'
import { Conflict } from '../../../errors.ts'
import { type CompiledPage, itemsOf, own } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'

/**
 * Changes a list in place, whatever other tabs do meanwhile: the change is worked out on the list as it stands and saved only if it
 * still stands so, else worked out again.
 * @returns undefined when the journey is gone or was sent.
 * @throws Conflict when others were quicker ten times in a row.
 */
export async function changeList(
  deps: ResidentDeps,
  { token, journey }: OpenJourney,
  page: CompiledPage,
  change: (items: Answers[]) => Answers[] | undefined,
): Promise<{ answers: Answers } | undefined> {
  const { key } = page.list!
  let { answers } = journey
  for (let attempt = 0; attempt < 10; attempt++) {
    const next = change(itemsOf(page, answers))
    if (next === undefined) return { answers }
    const saved = await deps.submissions.replaceAnswer(token, key, own(answers, key), next)
    if (saved) return saved
    const again = await deps.submissions.read(token)
    if (again?.state !== 'answering') return undefined
    answers = again.answers
  }
  throw new Conflict('This list was being changed in another window. Check it and try again.')
}
