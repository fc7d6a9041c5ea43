import type { Component } from '../../../form-schemas/document.ts'

/*
 * The preview's frame: a page of ours within the page, under the same content security policy. It is looked at and tried out;
 * nothing in it may leave or be sent, so its links and its button only say what was pressed.
 */

export interface FrameEvents {
  continued(): void
  back(): void
  otherLanguage(): void
  /** A question was clicked, to be edited. */
  question(key: string): void
}

export function createFrame(frame: HTMLIFrameElement, questions: () => Component[], events: FrameEvents) {
  frame.addEventListener('load', () => {
    const page = frame.contentDocument
    if (!page) return
    page.addEventListener('submit', (event) => {
      event.preventDefault()
      events.continued()
    })
    page.addEventListener(
      'click',
      (event) => {
        const target = event.target as Element
        const link = target.closest('a')
        if (link) {
          const within = link.getAttribute('href')?.startsWith('#') ?? false
          if (!within) event.preventDefault()
          if (link.matches('.govuk-back-link')) events.back()
          else if (link.hasAttribute('hreflang')) events.otherLanguage()
        }
        const heading = target.closest(
          'h1, legend, label.govuk-label--l, label.govuk-label--m, label.govuk-label--s',
        )
        const key = heading && keyAt(heading, questions())
        if (key) events.question(key)
      },
      true,
    )
  })
  return {
    show(html: string) {
      const scrolled = frame.contentWindow?.scrollY ?? 0
      frame.addEventListener(
        'load',
        () => frame.contentWindow?.scrollTo({ top: scrolled, behavior: 'instant' }),
        {
          once: true,
        },
      )
      frame.srcdoc = html
    },
    /** Puts the focus on the input of a question, in view. */
    focusQuestion(key: string) {
      const page = frame.contentDocument
      const input = page?.querySelector<HTMLElement>(`[name="${key}"], [name^="${key}-"], [id="${key}"]`)
      input?.scrollIntoView({ block: 'center' })
      input?.focus()
      return input !== null && input !== undefined
    },
  }
}

/** Key of the question that a heading, legend or label belongs to: that of the first input after it or in its group. */
function keyAt(heading: Element, questions: Component[]): string | undefined {
  const group = heading.closest('.govuk-form-group, fieldset') ?? heading.closest('main')
  const names = [...(group?.querySelectorAll('[name]') ?? [])].map(
    (input) => input.getAttribute('name') ?? '',
  )
  return questions.find(({ key }) => names.some((name) => name === key || name.startsWith(`${key}-`)))?.key
}
