import type { Names } from '../../../form-schemas/condition-words.ts'
import type { Component } from '../../../form-schemas/document.ts'
import { type Html, html } from '../../html.ts'
import type { Path } from '../definition.ts'
import { cardCondition, cardHead, cardPreview } from './card.ts'

/*
 * What stands on the cards. Form.io lays the cards out and lets them be dragged, which costs it some milliseconds for each; while
 * they stay as many and nested as they are, only those that say something else than before are written anew, without it.
 */

export interface CardSource {
  question(path: Path): Component | undefined
  siblings(path: Path): number
  previews: boolean
  /** What stands below a question and comes from elsewhere than the form. */
  extras(question: Component, path: Path): Html
  /** Names for sentences at this place. */
  names(path: Path): Names
}

/** A card's HTML above and below the cards of the list that it may be. */
type CardParts = Record<'upper' | 'lower', string>

export interface Cards {
  /** The card at this place, for being laid out with `inner`, the list of cards within it. */
  draw(path: Path, inner: Html): string
  /** Writes the cards below `questions` anew that are not as they were drawn last. */
  refresh(host: HTMLElement, questions: readonly Component[]): void
}

export function createCards(source: CardSource): Cards {
  const drawn = new Map<string, CardParts>()

  function partsOf(path: Path): CardParts | undefined {
    const question = source.question(path)
    if (!question) return undefined
    const index = path.at(-1) ?? 0
    const head = cardHead(question, {
      path,
      first: index === 0,
      last: index === source.siblings(path) - 1,
      alone: path.length > 1,
      // Of a list the preview shows the first item, with its questions; what stands deeper has pages of its own.
      previews: source.previews && path.length < 3,
    })
    const condition = question.conditional ? cardCondition(question, source.names(path)) : ''
    return {
      upper: html`${head}${cardPreview(question)}`.text,
      lower: html`${condition}${source.extras(question, path)}`.text,
    }
  }

  return {
    draw(path, inner) {
      const parts = partsOf(path)
      if (!parts) return ''
      const place = path.join('.')
      drawn.set(place, parts)
      return `<div data-upper="${place}">${parts.upper}</div>${inner}<div data-lower="${place}">${parts.lower}</div>`
    },
    refresh(host, questions) {
      for (const path of pathsOf(questions, [])) {
        const [place, parts] = [path.join('.'), partsOf(path)]
        if (!parts) continue
        const before = drawn.get(place)
        for (const part of ['upper', 'lower'] as const) {
          const element = host.querySelector<HTMLElement>(`[data-${part}="${place}"]`)
          if (!element || parts[part] === before?.[part]) continue
          element.innerHTML = parts[part]
          leaveAlone(element)
        }
        drawn.set(place, parts)
      }
    },
  }
}

/** The preview is a picture: not to be clicked, tabbed into or read out as if it were a form. */
export function leaveAlone(card: HTMLElement): void {
  for (const preview of card.querySelectorAll<HTMLElement>('.cf-card__preview')) preview.inert = true
}

/** As many cards, and lists of as many cards at the same places. */
export function sameShape(one: readonly Component[], other: readonly Component[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ components }, index) => {
      const there = other[index]?.components
      return components && there ? sameShape(components, there) : components === there
    })
  )
}

function pathsOf(questions: readonly Component[], above: Path): Path[] {
  return questions.flatMap(({ components = [] }, index) => {
    const path = [...above, index]
    return [path, ...pathsOf(components, path)]
  })
}
