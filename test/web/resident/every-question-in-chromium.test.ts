import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { Answers } from '../../../form-schemas/answers.ts'
import type { Component, FormDocument } from '../../../form-schemas/document.ts'
import { questionType, questionTypes } from '../../../form-schemas/questions/index.ts'
import type { Language } from '../../../form-schemas/words.ts'
import { openStoryHouse, type StoryHouse } from '../../stories/story-house.ts'
import { launch, type PageWatch, scrollsSideways, watchConsole } from '../../support/browser.ts'
import { pressOn } from '../../support/keyboard.ts'
import { barriers } from '../../support/usable-page.ts'
import { fillByKeyboard } from './fill-by-keyboard.ts'
import {
  bilingualForm,
  isList,
  longAnswer,
  longForm,
  longFormOneByOne,
  pagesOfTypes,
  sampleOf,
} from './question-states.ts'

/*
 * Every type of question that there is, in each of its states, as residents get it: the real house, its own pages, a real Chromium.
 * At 1280 and 320 pixels: nothing for axe to find, no sideways scrolling, one h1, targets of 24 px, a focus that can be seen.
 */

let story: StoryHouse
let chromium: Browser
let page: Page
const watches: PageWatch[] = []
beforeAll(async () => {
  ;[story, chromium] = await Promise.all([openStoryHouse({ work: false }), launch()])
  for (const form of [bilingualForm('every'), longForm('long'), longFormOneByOne('one-by-one')])
    await story.publish(JSON.stringify(form))
}, 120_000)
afterAll(async () => {
  await chromium?.close()
  await story?.close()
})

afterEach(async () => {
  await page.context().close()
  for (const { messages, outside } of watches.splice(0)) {
    // A page with an error on it is a page that was refused, and no fault.
    expect(messages.filter((text) => !/status of 422/.test(text))).toEqual([])
    expect(outside).toEqual([])
  }
})

/** A resident who has given these answers. */
async function resident(slug: string, answers: Answers, language: Language = 'en') {
  const form = (await story.house.forms.liveVersion(story.organisation.slug, slug))!
  const { token } = await story.house.submissions.start(form, language)
  await story.house.submissions.savePage(token, form.versionId, answers)
  const context = await chromium.newContext({ viewport: { width: 1280, height: 900 } })
  const value = `${token}.${form.versionId}${language === 'cy' ? '.cy' : ''}`
  const base = `${story.baseUrl}/exampleshire/${slug}`
  await context.addCookies([{ name: 'journey', value, url: base }])
  page = await context.newPage()
  page.setDefaultTimeout(20_000)
  watches.push(watchConsole(page, story.baseUrl))
  return {
    form,
    open: (path: string) => page.goto(`${base}/${path}`),
    answers: async () => (await story.house.submissions.read(token))!.answers,
  }
}

/** Samples for all pages before this one, so that it can be visited. */
function answersBefore({ definition }: FormDocument, key: string, answer = sampleOf): Answers {
  const panels = definition.components
  const at = panels.findIndex((one) => one.key === key)
  return answersOf(panels.slice(0, at), answer)
}

function answersOf(panels: { components: Component[] }[], answer = sampleOf): Answers {
  const asked = panels.flatMap(({ components }) => components).filter(({ type }) => questionType(type).asks)
  return Object.fromEntries(asked.map((one) => [one.key, answer(one)]))
}

const proceed = (words: string) =>
  pressOn(page, page.getByRole('button', { name: words, exact: true }).last())

/** Continue with nothing typed: errors, whose links lead to what is wrong. */
async function goWrong(words: string, answers: number): Promise<void> {
  await proceed(words)
  await page.waitForSelector('.govuk-error-summary')
  expect(await barriers(page)).toEqual([])
  const links = page.locator('.govuk-error-summary a')
  expect(await links.count()).toBeGreaterThanOrEqual(answers)
  for (const link of await links.all()) {
    const field = (await link.getAttribute('href'))!.slice(1)
    await page.locator('.govuk-error-summary').focus()
    await pressOn(page, link)
    expect(await page.evaluate(() => document.activeElement?.id)).toBe(field)
  }
}

const typesOf = ({ components }: { components: Component[] }) => components.map(({ type }) => type)
const pages = pagesOfTypes.map((one) => [typesOf(one).join(', '), one] as const)
const inputsOf = ({ components }: { components: Component[] }) =>
  components.filter(({ type }) => questionType(type).asks && !questionType(type).silent)

test('no type of the registry is missing from these pages', async () => {
  await resident('every', {})
  expect(new Set(pagesOfTypes.flatMap(typesOf))).toEqual(new Set(Object.keys(questionTypes)))
})

test('what these tests look for would be found', async () => {
  await resident('every', {})
  const where =
    '<style>a, button { padding: 0; font-size: 12px; line-height: 12px } :focus { outline: 0 }</style>'
  await page.setContent(
    `<html lang="en"><title>A</title>${where}<h1>A</h1><h1>B</h1><input><pre>${'w'.repeat(300)}</pre>
    <div><button>a</button><button>b</button></div>`,
  )
  const found = JSON.stringify(await barriers(page))
  for (const barrier of ['not one h1', 'sideways', 'smaller than 24', 'focus cannot be seen', 'critical'])
    expect(found).toContain(barrier)
})

describe.each(pages)('%s', { timeout: 120_000 }, (_types, { key, components }) => {
  const slug = key.toLowerCase()
  const isOfList = components.some(({ type }) => isList(type))
  const first = isOfList ? `${slug}/1` : slug

  test('can be read, got wrong, filled in and seen again with the keyboard alone', async () => {
    const { form, open, answers } = await resident('every', answersBefore(bilingualForm('every'), key))
    await open(first)
    expect(new URL(page.url()).pathname).toContain(first)
    expect(await barriers(page)).toEqual([])
    await goWrong('Continue', inputsOf({ components }).length)

    const panel = form.document.definition.components.find((one) => one.key === key)!
    const questions = isOfList ? (panel.components[0]!.components as Component[]) : inputsOf(panel)
    for (const question of questions) await fillByKeyboard(page, question, sampleOf(question))
    const before = page.url()
    await proceed('Continue')
    await page.waitForURL((url) => url.href !== before)
    const stored = await answers()
    const given = isOfList ? (stored[panel.components[0]!.key] as Answers[])[0]! : stored
    for (const question of questions) {
      const expected = questionType(question.type).sendsFiles
        ? [expect.objectContaining({ name: 'plan.png' })]
        : sampleOf(question)
      expect(given[question.key], question.type).toEqual(expected)
    }
    if (isOfList) expect(await barriers(page)).toEqual([])
    await open(first)
    expect(await barriers(page)).toEqual([])
  })

  test('is as usable in Welsh, errors and all', async () => {
    const { open } = await resident('every', answersBefore(bilingualForm('every'), key), 'cy')
    await open(first)
    expect(await page.getAttribute('html', 'lang')).toBe('cy')
    await goWrong('Parhau', 1)
  })

  test('holds long words, wherever there are words', async () => {
    const document = longForm('long')
    const panel = document.definition.components.find((one) => one.key === key)!
    const before = answersBefore(document, key, longAnswer)
    const empty = await resident('long', before)
    await empty.open(first)
    await goWrong('Continue', 1)
    await page.context().close()
    const filled = await resident('long', { ...before, ...answersOf([panel], longAnswer) })
    await filled.open(slug)
    expect(await barriers(page)).toEqual([])
  })
})

test('a long question is the heading of its page, and breaks on a small screen', {
  timeout: 120_000,
}, async () => {
  const { form, open } = await resident(
    'one-by-one',
    answersOf(longFormOneByOne('one-by-one').definition.components, longAnswer),
  )
  await page.setViewportSize({ width: 320, height: 900 })
  for (const { key, components } of form.document.definition.components) {
    await open(key)
    expect(await page.locator('h1').count(), components[0]!.type).toBe(1)
    expect(await scrollsSideways(page), components[0]!.type).toBe(false)
  }
})

test('long answers are checked on a small screen too', { timeout: 120_000 }, async () => {
  const { open } = await resident('long', answersOf(longForm('long').definition.components, longAnswer))
  await open('check-your-answers')
  expect(new URL(page.url()).pathname).toMatch(/check-your-answers$/)
  expect(await barriers(page)).toEqual([])
})
