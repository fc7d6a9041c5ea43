import type { Answers } from '../../../../form-schemas/answers.ts'
import { Conflict } from '../../../errors.ts'
import { changedAt, itemsAt, type ListPlace, own, pageList } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'

export type ListChange =
  /** `answers` as they are now and `before` as they were, alike when there was nothing to change. `place`: where the list stands by now. */
  | { kind: 'saved'; answers: Answers; before: Answers; place: ListPlace }
  /** The item that holds the list is not what it was: it was changed or removed in another tab. */
  | { kind: 'moved'; answers: Answers }
  /** The journey is gone, or was sent. */
  | { kind: 'gone' }

/**
 * Changes a list in place, whatever other tabs do meanwhile: the change is worked out on the list as it stands and saved only if it
 * still stands so, else worked out again. A list inside an item is followed to where that item went.
 * @throws Conflict when others were quicker ten times in a row.
 */
export async function changeList(
  deps: ResidentDeps,
  { token, journey }: OpenJourney,
  place: ListPlace,
  isHolder: (item: Answers) => boolean,
  change: (items: Answers[]) => Answers[] | undefined,
): Promise<ListChange> {
  const { key } = place.page.list!
  let { answers } = journey
  for (let attempt = 0; attempt < 10; attempt++) {
    const items = itemsAt(pageList(place.page), answers)
    const now = placeNow(place, items, isHolder)
    if (!now) return { kind: 'moved', answers }
    const next = changedAt(now, items, change)
    if (next === undefined) return { kind: 'saved', answers, before: answers, place: now }
    const saved = await deps.submissions.replaceAnswer(token, key, own(answers, key), next)
    if (saved) return { kind: 'saved', answers: saved.answers, before: answers, place: now }
    const again = await deps.submissions.read(token)
    if (again?.state !== 'answering') return { kind: 'gone' }
    answers = again.answers
  }
  throw new Conflict('This list was being changed in another window. Check it and try again.')
}

function placeNow(
  place: ListPlace,
  items: Answers[],
  isHolder: (item: Answers) => boolean,
): ListPlace | undefined {
  if (place.within === undefined) return place
  const here = items[place.within - 1]
  const at = here && isHolder(here) ? place.within - 1 : items.findIndex(isHolder)
  return at === -1 ? undefined : { ...place, within: at + 1 }
}
