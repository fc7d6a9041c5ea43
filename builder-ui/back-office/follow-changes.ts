import { announce } from '../announce.ts'
import type { ExpressionEditor } from '../editor/expression-editor.ts'
import { postForm } from '../editor/post-form.ts'

/** Milliseconds without typing before the output is asked for again. */
const pause = 500
/** The same for choices: with the keyboard every arrow and letter on the way to an option is a choice. */
const pauseOfChoices = 350

interface Parts {
  form: HTMLFormElement
  output: HTMLElement
  targets: HTMLElement | null
  mapping: ExpressionEditor | undefined
}

/** Asks the server for what the page gives as it stands and puts that in, while the officer stays where they were. */
export function followChanges({ form, output, targets, mapping }: Parts): void {
  const url = form.dataset.previewUrl ?? ''
  let asked: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  /** Set while a choice writes the expression, so that this is not taken for typing. */
  let writing = false

  /** @param what `all` also draws the fields anew: not while somebody types in one of their boxes */
  async function follow(what: 'all' | 'output', action = ''): Promise<void> {
    asked?.abort()
    const control = new AbortController()
    asked = control
    output.setAttribute('aria-busy', 'true')
    try {
      const separator = url.includes('?') ? '&' : '?'
      const address = action ? `${url}${separator}action=${encodeURIComponent(action)}` : url
      const html = await postForm(address, form, control.signal)
      if (control.signal.aborted) return
      const holder = document.createElement('template')
      holder.innerHTML = html
      const rows = holder.content.querySelector<HTMLTemplateElement>('template[data-part="targets"]')
      rows?.remove()
      output.replaceChildren(holder.content)
      if (rows && what === 'all') drawRows(rows.content)
      announce(output.querySelector('[data-announce]')?.textContent?.trim() ?? 'The output has been updated')
    } catch (error) {
      if (control.signal.aborted) return
      console.info('The output could not be made', error)
      output.innerHTML =
        '<p class="govuk-error-message">The output could not be made. Try again in a moment.</p>'
    }
    output.removeAttribute('aria-busy')
  }

  function drawRows(rows: DocumentFragment): void {
    if (!targets) return
    const active = document.activeElement
    const stay = active && targets.contains(active) ? active.id : ''
    targets.replaceChildren(rows)
    const goOn = targets.querySelector<HTMLElement>('[data-go-on]')
    ;(goOn ?? (stay ? document.getElementById(stay) : null))?.focus()
    const said = targets.querySelector<HTMLInputElement>('[name="mappingWas"]')?.value
    if (said === undefined || !mapping || mapping.view.state.doc.toString() === said) return
    writing = true
    mapping.replace(said)
    writing = false
  }

  const later = (what: 'all' | 'output', milliseconds: number) => {
    clearTimeout(timer)
    // What is on its way is about a page that is gone.
    asked?.abort()
    timer = setTimeout(() => void follow(what), milliseconds)
  }
  const isIn = (event: Event) => targets?.contains(event.target as Node) ?? false

  form.addEventListener('input', (event) => {
    if (writing || !url) return
    // A choice is told by its change.
    if (isIn(event) && event.target instanceof HTMLSelectElement) return
    later(isIn(event) ? 'output' : 'all', pause)
  })
  form.addEventListener('change', (event) => {
    if (isIn(event)) later('all', pauseOfChoices)
  })
  targets?.addEventListener('click', (event) => {
    const button = (event.target as Element).closest<HTMLButtonElement>('button[data-draw]')
    if (!button) return
    event.preventDefault()
    clearTimeout(timer)
    void follow('all', button.value)
  })
}
