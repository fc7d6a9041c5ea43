import type { Answers } from '../../form-schemas/answers.ts'
import { nothingKnown } from '../../form-schemas/is-shown.ts'
import { type Language, say } from '../../form-schemas/words.ts'
import type { Row } from './check-answers.ts'
import type { CompiledForm, CompiledList } from './compile-form.ts'
import { itemPath, itemsAt, type ListPlace, listPath, shownLists } from './lists.ts'
import { count, knownBefore, own } from './path.ts'

/** An item of a list as a row, named by its first answer and described by the others. */
export interface ItemRow extends Row {
  /** Its first answer; its number while that is empty. */
  name: string
  /** "child 2" */
  numbered: string
  /** All that was answered on its own screen, the first answer included. */
  said: string[]
  lists: InnerList[]
}

/** A list inside an item, as it is shown with the item. */
export interface InnerList {
  label: string
  /** Path of the list. */
  change: string
  /** Of the link to it, for those who do not see where it stands: "Allergies, child 1, Ada". */
  changes: string
  items: ItemRow[]
}

/** The items of a list as rows, each with the lists inside it. */
export function rowsAt(
  form: CompiledForm,
  place: ListPlace,
  answers: Answers,
  language: Language,
): ItemRow[] {
  const { page, list } = place
  const before = list.item.needsEarlierAnswers ? knownBefore(form, answers, page) : nothingKnown()
  return itemsAt(place, answers).map((item, index) => {
    const counting = count(list.item, item, Object.assign(nothingKnown(), before))
    const [first, ...others] = counting
      .filter(({ type }) => !type.silent)
      .map((question) => ({
        label: say(question.component.label, language),
        lines: question.type.summary(question.component, own(item, question.key), language),
      }))
    const name = first?.lines.join(', ') || String(index + 1)
    const numbered = `${say(list.itemLabel, language)} ${index + 1}`
    const described = others
      .filter(({ lines }) => lines.length > 0)
      .map(({ label, lines }) => `${label.replace(/[?:]$/, '')}: ${lines.join(', ')}`)
    const alone = others.length === 0
    const changes = `${numbered}, ${name}`
    return {
      label: alone ? (first?.label ?? name) : name,
      lines: alone ? (first?.lines ?? []) : described,
      change: itemPath(place, index + 1),
      changes,
      name,
      numbered,
      said: [...(first?.lines ?? []), ...described],
      lists: shownLists(list, item).map((inner) =>
        innerList(form, { page, list: inner, within: index + 1 }, changes, answers, language),
      ),
    }
  })
}

function innerList(
  form: CompiledForm,
  place: ListPlace & { list: CompiledList },
  holder: string,
  answers: Answers,
  language: Language,
): InnerList {
  const label = say(place.list.label, language)
  const items = rowsAt(form, place, answers, language)
  return { label, change: listPath(place), changes: `${label}, ${holder}`, items }
}

/** An item and, below it, every item of the lists inside it: each says whose it is. */
export function withInnerRows({ name, lists, label, lines, change, changes }: ItemRow): Row[] {
  const inner = lists.flatMap((list): Row[] =>
    list.items.length === 0
      ? [{ label: `${name}: ${list.label}`, lines: [], change: list.change, changes: list.changes }]
      : list.items.map((item) => ({
          label: `${name}: ${item.numbered}`,
          lines: item.said,
          change: item.change,
          changes: `${item.changes}, ${name}`,
        })),
  )
  return [{ label, lines, change, changes }, ...inner]
}
