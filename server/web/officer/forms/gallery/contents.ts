import type { Component, FormDocument } from '../../../../../form-schemas/document.ts'
import { pageSlug } from '../../../../../form-schemas/page-slug.ts'
import { questionType } from '../../../../../form-schemas/questions/index.ts'
import { say } from '../../../../../form-schemas/words.ts'
import type { Day } from '../../../../clock.ts'
import { kindWords, ownNames } from '../../../../forms/index.ts'
import { priceInWords } from './price-in-words.ts'

/** What a form has in it, counted: for its card in the gallery. */
export function counted({ definition, pricing }: FormDocument) {
  const pages = definition.components.length
  const questions = definition.components.flatMap(({ components }) => asked(components)).length
  const isPaid = (pricing?.lines.length ?? 0) > 0
  return { pages, questions, isPaid, cases: pricing?.tests.length ?? 0 }
}

/** The same with everything named: for its own page. @param day on which the fees are looked up, Europe/London */
export function contents(document: FormDocument, day: Day) {
  const { definition, pricing, deliveries = [], notifications = [], settings } = document
  return {
    ...counted(document),
    pageList: definition.components.map((page) => ({
      slug: pageSlug(page.key),
      title: say(page.title),
      onlySome: page.conditional !== undefined,
      questions: asked(page.components),
    })),
    price: pricing && pricing.lines.length > 0 ? priceInWords(pricing, day) : undefined,
    /** What every council has its own of. */
    toFillIn: ownNames(document).map(({ kind, name, where }) => ({ kind: kindWords[kind], name, where })),
    deliveries: deliveries.length,
    messages: notifications.length,
    isWelsh: typeof document.title === 'object' && document.title.cy !== undefined,
    hasTaskList: settings?.taskList === true,
  }
}

function asked(components: readonly Component[]): string[] {
  return components.flatMap(({ type, key, label, components: inner }) => {
    const own = questionType(type).asks ? [say(label) || key] : []
    return [...own, ...asked(inner ?? []).map((question) => `${say(label) || key} – ${question}`)]
  })
}
