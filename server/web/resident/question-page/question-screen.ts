import type { Answers } from '../../../../form-schemas/answers.ts'
import type { Assisted } from '../../../../form-schemas/questions/assist.ts'
import type { FieldError, Posted } from '../../../../form-schemas/questions/question-type.ts'
import { type Language, say, type Words } from '../../../../form-schemas/words.ts'
import { type CompiledComponent, own } from '../../../journey/index.ts'
import type { Journey } from '../deps.ts'
import type { Held } from '../skeleton.ts'

/** One screen with questions on it: a page, or one item of a list. */
export interface QuestionScreen {
  /** The slug of the page. */
  slug: string
  title: Words
  displayed: CompiledComponent[]
  language: Language
  channel: Journey['channel']
  /** True when the screen is one item of a list: its number is said above the heading. */
  isItem: boolean
  /** Who gets here goes no further: nothing is asked, and there is nothing to continue to. */
  isExit?: boolean
  /** States of questions that were helped with, and what the page works out: see helped-page. */
  assisted?: Record<string, Assisted>
  computed?: Record<string, string>
  /** Files that the page itself carries, because the item that they are for is not kept yet. */
  keptFiles?: { name: string; id: string }[]
}

/** What the inputs hold for these stored answers. */
export function heldFromAnswers(displayed: CompiledComponent[], answers: Answers): Held {
  const held: Held = {}
  for (const one of displayed) {
    if (one.asks) Object.assign(held, one.type.values(one.component, own(answers, one.key)))
  }
  return held
}

/** What the inputs hold as they were typed, right or wrong: nobody has to type anything twice. */
export function heldFromPost(displayed: CompiledComponent[], posted: Posted): Held {
  const held: Held = {}
  for (const one of displayed) {
    if (!one.asks) continue
    for (const field of one.type.fields(one.component)) {
      held[field.name] = field.multiple ? posted.getAll(field.name) : (posted.get(field.name) ?? '')
    }
  }
  return held
}

/** The macro calls of a screen, and its heading: the question itself when it is alone and can carry the h1, else the page's title. */
export function viewCalls(
  {
    displayed,
    language,
    title,
    assisted,
    computed,
  }: Pick<QuestionScreen, 'displayed' | 'language' | 'title' | 'assisted' | 'computed'>,
  held: Held,
  errors: FieldError[],
) {
  const heading = displayed.length === 1 && displayed[0]?.asks === true
  const calls = displayed.flatMap((one) =>
    one.type.view({
      component: one.component,
      language,
      heading,
      values: held,
      errors,
      ...(assisted && { assisted }),
      ...(computed && { computed }),
    }),
  )
  const ownHeading = pageHeading(calls)
  return { calls, ownHeading: ownHeading !== undefined, heading: ownHeading ?? say(title, language) }
}

/** The label or legend that is the page's h1: the parameters are asked, so that no question type has to be known here. */
function pageHeading(params: unknown): string | undefined {
  if (typeof params !== 'object' || params === null) return undefined
  if ('isPageHeading' in params && params.isPageHeading === true && 'text' in params)
    return String(params.text)
  for (const part of Object.values(params)) {
    const found = pageHeading(part)
    if (found !== undefined) return found
  }
  return undefined
}
