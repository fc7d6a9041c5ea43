import type { Answer, Answers } from '../../../form-schemas/answers.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { questionType } from '../../../form-schemas/questions/index.ts'
import { optionsOf } from '../../../form-schemas/questions/options.ts'
import { say } from '../../../form-schemas/words.ts'
import type { Relevant } from './relevant.ts'
import { numbersAround, type Trial } from './values-to-try.ts'

/** Rows of a list that is tried; rules that compare with more count something else than rows. */
const mostRows = 60

/** Lists of as many items as the rules compare with, or with as many in an item; and one of each kind of item. */
export function listsToTry(list: Component, relevant: Relevant, base: Answer | undefined): Trial[] {
  const inner = (list.components ?? []).filter((one) => questionType(one.type).asks)
  const model = modelItem(inner, base)
  const sizes = numbersAround(relevant.numbers).filter(
    ([size]) => Number.isInteger(size) && size >= 0 && size <= mostRows,
  )
  const trial = (rows: Answers[], why: string, words: string, tells: string, kind: Trial['kind']): Trial => ({
    answer: rows,
    kind,
    why,
    words,
    tells,
  })
  const inItems = inner.filter((one) => relevant.names.has(one.key) && countsThings(one))
  const amounts = inItems.flatMap((counted) =>
    numbersAround(relevant.numbers).flatMap(([total, why]) => {
      const rows = rowsWith(model, counted, total)
      const words = `${say(counted.label) || counted.key} ${total}${rows.length > 1 ? ' in all' : ''}`
      return rows.length > mostRows
        ? []
        : [trial(rows, why, words, tellsTotal(list, counted, rows), 'boundary')]
    }),
  )
  const counts = sizes.map(([size, why]) => {
    const rows = Array.from({ length: size }, () => model)
    return trial(
      rows,
      why,
      size === 1 ? '1 in the list' : `${size} in the list`,
      tellsLength(list, rows),
      'boundary',
    )
  })
  const options = inner
    .filter(({ key }) => relevant.names.has(key))
    .flatMap((choice) =>
      optionsOf(choice).map(({ value, label }) => {
        const rows: Answers[] = [{ ...model, [choice.key]: value }]
        const tells = JSON.stringify([list.key, choice.key, value])
        return trial(rows, `The option ‘${say(label)}’`, say(label), tells, 'option')
      }),
    )
  return [...amounts, ...counts, ...options]
}

/** What a list tries: how many items it has, and how much is in them. */
export function tellsOfList(list: Component, rows: readonly Answers[]): string[] {
  const counted = (list.components ?? []).filter(countsThings)
  return [tellsLength(list, rows), ...counted.map((one) => tellsTotal(list, one, rows))]
}

const tellsLength = ({ key }: Component, rows: readonly Answers[]) =>
  JSON.stringify([key, 'items', rows.length])

function tellsTotal(list: Component, counted: Component, rows: readonly Answers[]): string {
  const total = rows.reduce((sum, row) => sum + (Number(row[counted.key]) || 0), 0)
  return JSON.stringify([list.key, counted.key, 'in all', total])
}

function countsThings(question: Component): boolean {
  const type = questionType(question.type)
  return type.asks && type.shape(question)?.kind === 'number'
}

/** An item like those of the case that is varied, else a believable one. */
function modelItem(inner: readonly Component[], base: Answer | undefined): Answers {
  const [first] = Array.isArray(base) ? base : []
  if (typeof first === 'object' && first !== null) return first as Answers
  return Object.fromEntries(inner.map((one) => [one.key, questionType(one.type).sample(one, 0)]))
}

/** So many in all, in as few rows as the question in the rows allows. */
function rowsWith(model: Answers, counted: Component, total: number): Answers[] {
  const { max } = (counted.validate ?? {}) as { max?: number }
  const most = typeof max === 'number' && max >= 1 ? Math.floor(max) : Math.max(1, total)
  const rows: Answers[] = []
  for (let left = total; left > 0 && rows.length <= mostRows; left -= most)
    rows.push({ ...model, [counted.key]: Math.min(left, most) })
  return rows
}
