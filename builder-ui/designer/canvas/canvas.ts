import { type Card, FormBuilder, Formio } from '@formio/js'
import type { Names } from '../../../form-schemas/condition-words.ts'
import type { Component, Panel } from '../../../form-schemas/document.ts'
import { questionTypes } from '../../../form-schemas/questions/index.ts'
import type { Html } from '../../html.ts'
import type { Arranged, Path } from '../definition.ts'
import { cardComponents, cardKey, cardPath } from './card-components.ts'
import { createCards, sameShape } from './cards.ts'
import { canvasTemplates } from './templates.ts'

/*
 * The drag-and-drop canvas: Form.io's builder over the questions of one page, with the palette beside it.
 * It knows how to draw a page, and says what was dragged where and which button was pressed; it changes nothing itself.
 */

export type CardAction = 'edit' | 'up' | 'down' | 'move' | 'copy' | 'preview' | 'delete'

export interface CanvasEvents {
  /** The page's questions stand in a new order, or one came from the palette by mouse. */
  arranged(order: Arranged[]): void
  /** A palette button was pressed (by click or key, not dragged). */
  chosen(type: string): void
  acted(action: CardAction, path: Path): void
  /** Questions can be looked at in the preview. */
  previews: boolean
  /** What stands below a question and comes from elsewhere than the form. */
  extras(question: Component, path: Path): Html
  /** Names for sentences about conditions, at a place of the page shown. */
  names(path: Path): Names
}

export interface Canvas {
  show(panel: Panel): Promise<void>
  /** Puts focus on a button of a question's card; on its Edit button when that one cannot be pressed. */
  focusCard(path: Path, action?: CardAction): void
  focusPalette(type: string): void
}

const groups = {
  text: 'Text',
  numbers: 'Numbers and dates',
  choices: 'Choices',
  people: 'People and places',
  references: 'References',
  files: 'Files',
  structure: 'Page content',
}

export async function createCanvas(host: HTMLElement, events: CanvasEvents): Promise<Canvas> {
  let shown: Component = { type: 'panel', key: 'page', components: [] }
  const find = (path: Path) =>
    path.reduce<Component | undefined>((at, index) => at?.components?.[index], shown)
  const cards = createCards({
    question: find,
    siblings: (path) => find(path.slice(0, -1))?.components?.length ?? 0,
    names: events.names,
    previews: events.previews,
    extras: events.extras,
  })

  // Before anything of Form.io's is made: with evaluation on, it needs 'unsafe-eval', which the page's policy refuses.
  Formio.Evaluator.noeval = true
  // The builder asks Form.io's own server for the project it belongs to. There is none, and nothing is to be asked outside.
  Formio.prototype.loadProject = () => Promise.resolve(undefined)
  // Asked once for every card, it looks for somebody who is signed in with Form.io, in cookies and storage.
  Formio.getUser = () => null
  Formio.use({ components: cardComponents(cards), templates: { bootstrap: canvasTemplates } })
  const builder = await new FormBuilder(host, { display: 'form', components: [] }, builderOptions()).ready
  let drawing = false
  /** Form.io has laid out what is shown: not yet, or not any more, when a card was dragged elsewhere. */
  let laidOut = false
  builder.on('change', () => {
    const order = readCards(builder.form.components)
    if (drawing || asShown(order, shown.components ?? [], [])) return
    laidOut = false
    events.arranged(order)
  })
  listenToButtons(host, events)

  let drawn = 0
  const draw = async (panel: Panel) => {
    const layOut = !laidOut || !sameShape(shown.components ?? [], panel.components)
    shown = panel
    if (!layOut) return cards.refresh(host, panel.components)
    drawing = true
    drawn += 1
    const [height, scrolled] = [host.offsetHeight, window.scrollY]
    // The page must not collapse and jump while the cards are being replaced.
    host.style.minHeight = `${height}px`
    // `drawn` makes each form differ from the last: Form.io does not draw a form that looks the same again.
    const form = { display: 'form', components: toCards(panel.components, []), drawn } as const
    // The cards alone: the builder's own setForm draws the palette, too, and everything a second time.
    await builder.webform.setForm(form, { keepAsReference: true })
    window.scrollTo({ top: scrolled, behavior: 'instant' })
    host.style.minHeight = ''
    drawing = false
    laidOut = true
  }
  let last = Promise.resolve()
  return {
    show(panel) {
      // One drawing after another: Form.io's rebuilding takes several turns and must not overlap with the next.
      last = last.then(() => draw(panel))
      return last
    },
    focusCard(path, action = 'edit') {
      const head = host.querySelector(`.cf-card__head[data-path="${path.join('.')}"]`)
      const button = head?.querySelector<HTMLButtonElement>(`[data-action="${action}"]:not([disabled])`)
      ;(button ?? head?.querySelector<HTMLButtonElement>('[data-action="edit"]'))?.focus({
        preventScroll: true,
      })
      // Only as far as needed: a question that moved one place should not make the page jump.
      head?.scrollIntoView({ block: 'nearest' })
    },
    focusPalette: (type) =>
      host
        .querySelector<HTMLElement>(`.cf-palette__item[data-type="${type}"]`)
        ?.focus({ preventScroll: true }),
  }
}

function builderOptions(): object {
  const own = Object.entries(groups).map(([key, title], weight) => {
    const types = Object.values(questionTypes).filter(
      (type) => type.designer.group === key && type.type !== 'panel',
    )
    return [key, { title, weight, components: Object.fromEntries(types.map(({ type }) => [type, true])) }]
  })
  const stock = Object.fromEntries(
    ['basic', 'advanced', 'layout', 'data', 'premium', 'resource'].map((key) => [key, false]),
  )
  return {
    builder: { ...stock, ...Object.fromEntries(own) },
    noDefaultSubmitButton: true,
    noNewEdit: true,
    sideBarScroll: false,
    // Data attributes and roles pass Form.io's sanitiser; these have to be named.
    sanitizeConfig: { addAttr: ['aria-hidden', 'aria-labelledby'] },
  }
}

function toCards(questions: Component[], parent: Path): Card[] {
  return questions.map((question, index) => {
    const path = [...parent, index]
    const type = question.type in questionTypes ? question.type : 'content'
    const card: Card = { type, key: cardKey(path), input: false }
    return question.components === undefined
      ? card
      : { ...card, components: toCards(question.components, path) }
  })
}

function readCards(cards: Card[]): Arranged[] {
  return cards.map((card) => ({
    type: card.type,
    from: cardPath(card.key),
    ...(card.components && { children: readCards(card.components) }),
  }))
}

/** Form.io reports a change also after drawing, and twice after some drops: then everything is where it was. */
function asShown(order: Arranged[], questions: Component[], parent: Path): boolean {
  return (
    order.length === questions.length &&
    order.every((item, index) => {
      const path = [...parent, index]
      return (
        item.from?.join() === path.join() &&
        asShown(item.children ?? [], questions[index]?.components ?? [], path)
      )
    })
  )
}

function listenToButtons(host: HTMLElement, events: CanvasEvents): void {
  host.addEventListener('click', (event) => {
    const target = event.target as Element
    const action = target.closest<HTMLButtonElement>('.cf-card__head [data-action]')
    const path = action?.closest<HTMLElement>('.cf-card__head')?.dataset.path
    if (action && path !== undefined) {
      events.acted(action.dataset.action as CardAction, path.split('.').map(Number))
      return
    }
    const item = target.closest<HTMLElement>('.cf-palette .cf-palette__item')
    if (item?.dataset.type) events.chosen(item.dataset.type)
  })
}
