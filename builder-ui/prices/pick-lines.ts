import { announce } from '../announce.ts'
import type { ExpressionEditor } from '../editor/expression-editor.ts'
import { postForm } from '../editor/post-form.ts'

/** Milliseconds without typing in an expression after which its picks follow. */
const pause = 600
/** The same for choices: with the keyboard every arrow and letter on the way to an option is a choice. */
const pauseOfChoices = 350

const parts = ['when', 'quantity', 'amount'] as const

/**
 * Keeps the picks of each price line and its expressions one rule: a choice writes the expression, a typed expression is shown as picks
 * where it can be. The server turns each into the other, as it does without this script; here only the part of the page that changed is
 * drawn anew, and the officer stays where they were.
 */
export function pickLines(root: ParentNode, editors: ReadonlyMap<string, ExpressionEditor>): void {
  for (const place of root.querySelectorAll<HTMLElement>('[data-picks]')) pickLine(place, editors)
}

function pickLine(place: HTMLElement, editors: ReadonlyMap<string, ExpressionEditor>): void {
  const { picks: line, picksUrl: url } = place.dataset
  const form = place.closest('form')
  if (!form || !url || line === undefined) return
  let asked: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Set while an expression is written by a choice, so that this is not taken for typing. */
  let writing = false
  showFixed(place)

  async function draw(action: string, from: HTMLElement | undefined): Promise<void> {
    asked?.abort()
    asked = new AbortController()
    const { signal } = asked
    const before = sentence(place)
    try {
      const html = await postForm(
        `${url}&action=${encodeURIComponent(action)}`,
        form as HTMLFormElement,
        signal,
      )
      if (signal.aborted) return
      // Whoever has gone on to another box meanwhile stays there.
      const active = document.activeElement as HTMLElement | null
      const stay = active && place.contains(active) ? active.id : from?.id
      place.innerHTML = html
      showFixed(place)
      write()
      const goOn = place.querySelector<HTMLElement>('[data-go-on]')
      const wanted = goOn ?? (stay ? document.getElementById(stay) : null)
      if (from || place.contains(active) || goOn)
        (wanted ?? place.querySelector<HTMLElement>('select, button'))?.focus()
      const now = sentence(place)
      if (now !== before) announce(now)
    } catch (error) {
      if (!signal.aborted) {
        console.info('The picks could not be drawn', error)
        announce('The picks could not be brought up to date. They are when you save.')
      }
    }
  }

  /** What the picks say now, as the texts of the editors. */
  function write(): void {
    writing = true
    for (const part of parts) {
      const said = place.querySelector<HTMLInputElement>(
        `[name="lines.${line}.${part === 'when' ? 'picks' : part}Was"]`,
      )
      const editor = editors.get(`lines.${line}.${part}`)
      if (said && editor && editor.view.state.doc.toString() !== said.value) editor.replace(said.value)
    }
    writing = false
  }

  const later = (from: HTMLElement | undefined, milliseconds: number) => {
    clearTimeout(timer)
    // What is being drawn is about a choice that is over.
    asked?.abort()
    timer = setTimeout(() => void draw('', from), milliseconds)
  }
  place.addEventListener('change', (event) => {
    clearTimeout(timer)
    showFixed(place)
    const target = event.target as HTMLElement
    const amount = target.closest<HTMLElement>('[data-amount]')
    const fixed = amount?.querySelector<HTMLInputElement>('[data-fixed] input')
    // The amount is not typed yet.
    if (fixed && fixed !== target && !fixed.closest('[hidden]')) return fixed.focus()
    later(target, pauseOfChoices)
  })
  place.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-pick]')
    if (!button) return
    event.preventDefault()
    clearTimeout(timer)
    void draw(button.value, button)
  })
  form.addEventListener('input', (event) => {
    const { name } = event.target as HTMLTextAreaElement
    if (writing || !parts.some((part) => name === `lines.${line}.${part}`)) return
    later(undefined, pause)
  })
}

function sentence(place: HTMLElement): string {
  return place.querySelector('[data-sentence]')?.textContent?.trim() ?? ''
}

/** The box for a fixed amount, only where a fixed amount is chosen. */
function showFixed(place: HTMLElement): void {
  for (const amount of place.querySelectorAll<HTMLElement>('[data-amount]')) {
    const chosen = amount.querySelector('select')?.value
    const box = amount.querySelector<HTMLElement>('[data-fixed]')
    if (box) box.hidden = chosen !== 'fixed'
  }
}
