import type { Answer, Answers, FileAnswer } from '../../../../form-schemas/answers.ts'
import { filesOf } from '../../../../form-schemas/questions/file-answer.ts'
import { mostFiles } from '../../../../form-schemas/questions/file-settings.ts'
import type { Posted } from '../../../../form-schemas/questions/question-type.ts'
import { NotFound } from '../../../errors.ts'
import {
  type CompiledComponent,
  type CompiledList,
  itemsAt,
  type ListPlace,
  own,
  pageList,
} from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { FileKeeping } from '../helped-page/ask-for-help.ts'
import type { OpenJourney } from '../open-journey.ts'
import type { ListChange } from './change-list.ts'

/*
 * An item that is being added is nowhere yet, so its page carries which files it has so far: their ids, which are worth nothing unless
 * the files room has them for this submission and this question. With the item they become answers.
 */

/** The ids that a page carries, as hidden inputs. */
export function shownFiles(displayed: CompiledComponent[], item: Answers): { name: string; id: string }[] {
  return displayed.flatMap(({ key, type }) =>
    type.sendsFiles ? filesOf(own(item, key)).map(({ id }) => ({ name: keptName(key), id })) : [],
  )
}

/** The files that a posted page carries, as the files room knows them, by question. */
export async function heldFiles(
  deps: ResidentDeps,
  { journey }: OpenJourney,
  place: ListPlace,
  displayed: CompiledComponent[],
  posted: Posted,
): Promise<Answers> {
  const held: Answers = {}
  for (const { key, type } of displayed) {
    if (!type.sendsFiles) continue
    const ids = new Set(posted.getAll(keptName(key)))
    const known = ids.size === 0 ? [] : await deps.help.filesOf(journey.id, questionPath(place, key))
    held[key] = known.filter(({ id }) => ids.has(id))
  }
  return held
}

/** Files of an item: kept by its page until the item is saved. */
export function itemFiles(deps: ResidentDeps, open: OpenJourney, place: ListPlace): FileKeeping {
  const { answers } = open.journey
  return {
    roomFor: ({ key, component }) => ({
      questionKey: questionPath(place, key),
      atMostFiles: mostFiles(component) * mostItemsOf(place),
    }),
    change: async ({ key }, item, change) => ({ ...item, [key]: change(filesOf(own(item, key))) }),
    async removed(id) {
      // A file of a saved item stays until the item is saved without it: nobody has said so yet.
      if (!fileIds(place.page.list!, itemsAt(pageList(place.page), answers)).has(id))
        await deleteFile(deps, open, id)
    },
  }
}

/** Deletes the files that the items of a page had before a change and no item has after it. */
export async function deleteDropped(
  deps: ResidentDeps,
  open: OpenJourney,
  { before, answers, place: { page } }: Extract<ListChange, { kind: 'saved' }>,
): Promise<void> {
  const left = fileIds(page.list!, itemsAt(pageList(page), answers))
  for (const id of fileIds(page.list!, itemsAt(pageList(page), before))) {
    if (!left.has(id)) await deleteFile(deps, open, id)
  }
}

async function deleteFile(deps: ResidentDeps, { journey }: OpenJourney, id: string): Promise<void> {
  try {
    await deps.help.removeFile(journey.id, id)
  } catch (error) {
    // Another tab was quicker.
    if (!(error instanceof NotFound)) throw error
  }
}

function fileIds(list: CompiledList, items: Answers[]): Set<string> {
  const ids = new Set<string>()
  const collect = ({ item: { questions }, lists }: CompiledList, each: Answers) => {
    for (const { key, type } of questions) {
      if (type.sendsFiles) for (const { id } of filesOf(own(each, key))) ids.add(id)
    }
    for (const inner of lists) for (const one of innerItems(own(each, inner.key))) collect(inner, one)
  }
  for (const each of items) collect(list, each)
  return ids
}

function innerItems(answer: Answer | undefined): Answers[] {
  return Array.isArray(answer) ? (answer as (Answers | FileAnswer)[] as Answers[]) : []
}

/** `children.photo`, `children.pets.photo`: what the files room knows a question of an item by. */
function questionPath({ page, list, within }: ListPlace, key: string): string {
  return [page.list!.key, ...(within === undefined ? [] : [list.key]), key].join('.')
}

function mostItemsOf({ page, list, within }: ListPlace): number {
  return within === undefined ? list.maxLength : list.maxLength * page.list!.maxLength
}

const keptName = (key: string) => `${key}-kept`
