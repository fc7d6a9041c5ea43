import type { Context } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import {
  displayedComponents,
  itemPath,
  itemsAt,
  type ListPlace,
  listPath,
  pageList,
} from '../../../journey/index.ts'
import type { OpenJourney } from '../open-journey.ts'
import { backHref } from '../question-page/question-page.ts'
import type { QuestionScreen } from '../question-page/question-screen.ts'
import type { QuestionView } from '../question-page/render-questions.ts'
import type { Held } from '../skeleton.ts'
import { changeQuery, holderName, sentenceCase } from './place.ts'

export function itemScreen(
  { form, journey }: OpenJourney,
  { page, list, within }: ListPlace,
): QuestionScreen {
  return {
    slug: within === undefined ? page.slug : `${page.slug}/${list.slug}`,
    title: (within !== undefined && list.label) || page.title,
    displayed: displayedComponents(form.compiled, page, journey.answers, list.item),
    language: journey.language,
    channel: journey.channel,
    isItem: true,
  }
}

export function itemView(
  c: Context,
  open: OpenJourney,
  place: ListPlace,
  number: number,
  shown: { screen: QuestionScreen; held: Held; seen: string },
): QuestionView {
  return {
    form: open.form,
    ...shown,
    backHref: backFrom(c, open, place),
    itemName: itemName(open, place, number),
  }
}

/** Of a list that cannot be without items, the first is asked for at once: there is no list to go back to. */
function backFrom(c: Context, open: OpenJourney, place: ListPlace): string {
  const { page, list, within } = place
  const hasNoList = itemsAt(place, open.journey.answers).length === 0 && list.minLength > 0
  if (hasNoList && within === undefined) return backHref(c, open, page)
  const path = hasNoList && within !== undefined ? itemPath(pageList(page), within) : listPath(place)
  return `${open.base}/${path}${changeQuery(c)}`
}

/** "Child 2", "Child 2, Ada: allergy 1" */
function itemName(open: OpenJourney, place: ListPlace, number: number): string {
  const numbered = `${say(place.list.itemLabel, open.journey.language)} ${number}`
  const holder = holderName(open, place)
  return holder ? `${holder}: ${numbered}` : sentenceCase(numbered)
}
