import type { Answers } from '../../form-schemas/answers.ts'
import { type Assist, type Assisted, askName } from '../../form-schemas/questions/assist.ts'
import type { Posted } from '../../form-schemas/questions/question-type.ts'
import type { Language } from '../../form-schemas/words.ts'
import type { CompiledComponent, ComponentSet } from './compile-form.ts'
import { own } from './path.ts'
import { withStored } from './read-page.ts'

/** A question of a screen that asks for something instead of being read. */
export interface Asking {
  question: CompiledComponent
  assist: Assist
}

/**
 * What a posted screen asks for, if it does: then it is shown again with what was found, and nothing of it is kept yet. The question
 * whose button was pressed comes first; one that asks because Continue was pressed comes when no other does.
 * `stored` are the answers of the journey, or of the item.
 */
export function askingFor(
  set: ComponentSet,
  displayed: CompiledComponent[],
  posted: Posted,
  stored: Answers,
  language: Language,
): Asking | undefined {
  const known = withStored(set, posted, stored)
  const pressed = (one: CompiledComponent) => posted.get(askName(one.component)) !== null
  const inTurn = [...displayed.filter(pressed), ...displayed.filter((one) => !pressed(one))]
  for (const question of inTurn) {
    const assist = question.type.assist?.(question.component, known, language)
    if (assist) return { question, assist }
  }
  return undefined
}

/** The states in which the questions of a screen are shown for stored answers; empty when each is at its beginning. */
export function shownAs(displayed: CompiledComponent[], stored: Answers): Record<string, Assisted> {
  return Object.fromEntries(
    displayed.flatMap(({ type, component, key }) => {
      const state = type.shownAs?.(component, own(stored, key))
      return state ? [[key, state]] : []
    }),
  )
}
