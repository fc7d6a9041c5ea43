import type { AddressAnswer, Answer, Answers, FileAnswer } from '../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../form-schemas/document.ts'
import { pageSlug } from '../../form-schemas/page-slug.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { Language } from '../../form-schemas/words.ts'
import { jpeg, pdf } from '../files/honest-files.ts'
import {
  type Chosen,
  errorsOn,
  formIn,
  formOf,
  linksOf,
  type PlainBrowser,
  type PlainPage,
} from './plain-browser.ts'

/** A screen on which something is asked: the form is looked at before it is filled in. */
export interface Asked {
  page: PlainPage
  /** The questions that this screen can have. */
  questions: Component[]
}

export interface FillIn {
  document: FormDocument
  answers: Answers
  /** Address of the form's start page. */
  start: string
  language?: Language
  /** Looks at each screen before it is answered. What it sends itself must leave the screen as it found it. */
  look?(asked: Asked): Promise<void>
}

const mostScreens = 120

/**
 * Fills a form in from its start page to check-your-answers, following what the pages offer and typing what was stored as its
 * questions show it. @throws Error with the page's own words when it turns an answer away, or does not lead on.
 */
export async function fillIn(browser: PlainBrowser, wanted: FillIn): Promise<PlainPage> {
  const { document, start, language = 'en' } = wanted
  const begin = await browser.open(language === 'cy' ? `${start}?language=cy` : start)
  let page = await browser.submit(begin)
  const visited = new Set<string>()
  for (let n = 0; n < mostScreens; n++) {
    const [, , , slug = '', ...rest] = page.url.pathname.split('/')
    if (slug === 'check-your-answers') return page
    const panel = document.definition.components.find(({ key }) => pageSlug(key) === slug)
    if (!panel) {
      page = await followOn(browser, page, start, visited)
      continue
    }
    if (panel.exit) throw new Error(`The journey ended at ${page.url}: ${page.text}`)
    const list = panel.components.find(({ type }) => type === 'editgrid')
    const answered = list
      ? await onList(browser, wanted, page, list, rest)
      : await onQuestions(browser, wanted, page, panel.components, wanted.answers)
    if (answered.status >= 400)
      throw new Error(`${answered.url} answered ${answered.status}: ${errorsOn(answered)} ${answered.text}`)
    page = answered
  }
  throw new Error(`${mostScreens} screens, and no end: ${page.url}`)
}

/** A page of the service's own, such as the list of tasks: its button, or the first of its links that was not followed. */
async function followOn(browser: PlainBrowser, page: PlainPage, start: string, visited: Set<string>) {
  const next = linksOf(page).find(
    ({ pathname }) =>
      pathname.startsWith(`${start}/`) && pathname !== page.url.pathname && !visited.has(pathname),
  )
  if (next) {
    visited.add(next.pathname)
    return browser.open(next)
  }
  return browser.submit(page)
}

function itemsOf(answer: Answer | undefined): Answers[] {
  return Array.isArray(answer) ? (answer as Answers[]) : []
}

/** `list`, `list/1`, `list/1/inner`, `list/1/inner/2`: lists ask whether there is more, items ask their questions. */
async function onList(
  browser: PlainBrowser,
  wanted: FillIn,
  page: PlainPage,
  outer: Component,
  [number, innerSlug, innerNumber]: string[],
): Promise<PlainPage> {
  const items = itemsOf(wanted.answers[outer.key])
  if (number === undefined) return more(browser, page, items.length)
  const item = items[Number(number) - 1]
  if (!item) throw new Error(`${page.url} asks for an item that there is not`)
  if (innerSlug === undefined) return onQuestions(browser, wanted, page, outer.components ?? [], item)
  const inner = (outer.components ?? []).find(({ key }) => pageSlug(key) === innerSlug)
  if (!inner) throw new Error(`${page.url} is of no list`)
  const innerItems = itemsOf(item[inner.key])
  if (innerNumber === undefined) return more(browser, page, innerItems.length)
  return onQuestions(browser, wanted, page, inner.components ?? [], innerItems[Number(innerNumber) - 1] ?? {})
}

/** The rows that are there already are counted by their links to change them. */
async function more(browser: PlainBrowser, page: PlainPage, wanted: number): Promise<PlainPage> {
  const there = linksOf(page).filter(({ pathname }) =>
    new RegExp(`^${page.url.pathname}/\\d+$`).test(pathname),
  ).length
  const asks = formOf(page).controls.some(({ name }) => name === 'another')
  return browser.submit(page, asks ? { another: there < wanted ? 'yes' : 'no' } : {})
}

async function onQuestions(
  browser: PlainBrowser,
  wanted: FillIn,
  page: PlainPage,
  components: readonly Component[],
  answers: Answers,
): Promise<PlainPage> {
  const questions = components.filter(({ type }) => questionType(type).asks && type !== 'editgrid')
  if (wanted.look) await wanted.look({ page, questions })
  let at = page
  for (const question of questions) {
    const others = () =>
      typed(
        at,
        questions.filter((one) => one !== question),
        answers,
      )
    at = await withHelp(browser, at, question, answers[question.key], others)
    if (at.url.pathname !== page.url.pathname) return at
  }
  return browser.submit(at, { ...typed(at, questions, answers), ...lastFile(at, questions, answers) })
}

/** What the questions of the page are answered with, for the fields that the page has. */
function typed(page: PlainPage, questions: readonly Component[], answers: Answers): Chosen {
  const there = new Set(formIn(page)?.controls.map(({ name }) => name))
  const chosen: Chosen = {}
  for (const question of questions) {
    const given = answers[question.key]
    if (given === undefined || given === null) continue
    for (const [name, value] of Object.entries(questionType(question.type).values(question, given))) {
      if (there.has(name)) chosen[name] = value
      else if (value !== '') throw new Error(`${page.url} has no field ${name}: ${page.text.slice(0, 500)}`)
    }
  }
  return chosen
}

/** Goes through what a question needs to be asked in several turns: an address by its postcode, several files. */
async function withHelp(
  browser: PlainBrowser,
  page: PlainPage,
  { key }: Component,
  answer: Answer | undefined,
  others: () => Chosen,
): Promise<PlainPage> {
  const has = (at: PlainPage, name: string) => formIn(at)?.controls.some((control) => control.name === name)
  if (has(page, `${key}-find`) && answer) {
    const { uprn, postcode } = answer as AddressAnswer
    if (uprn === undefined) return page
    const found = await browser.submit(
      page,
      { ...others(), [`${key}-find`]: postcode },
      { name: `${key}-ask`, value: 'find' },
    )
    if (!has(found, `${key}-found`)) throw new Error(`${page.url} found no addresses: ${found.text}`)
    return browser.submit(found, { ...others(), [`${key}-found`]: uprn })
  }
  const isFile = formIn(page)?.controls.some(({ name, kind }) => name === key && kind === 'file')
  if (!isFile) return page
  let at = page
  for (const file of filesOf(answer).slice(0, -1))
    at = await browser.submit(at, { ...others(), [key]: file }, { name: `${key}-ask`, value: 'upload' })
  return at
}

/** One file is sent with the button that goes on. */
function lastFile(page: PlainPage, questions: readonly Component[], answers: Answers): Chosen {
  const chosen: Chosen = {}
  for (const { name, kind } of formIn(page)?.controls ?? []) {
    const question = questions.find(({ key }) => key === name)
    const file = kind === 'file' && question ? filesOf(answers[question.key]).at(-1) : undefined
    if (file) chosen[name] = file
  }
  return chosen
}

function filesOf(answer: Answer | undefined): File[] {
  if (!Array.isArray(answer)) return []
  return (answer as FileAnswer[]).map(({ name, type }) => {
    const bytes = type === 'application/pdf' ? pdf() : jpeg()
    return new File([new Uint8Array(bytes)], name, { type })
  })
}
