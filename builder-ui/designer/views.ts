import { element, html } from '../html.ts'

export interface Views<Name extends string> {
  readonly chosen: Name
  choose(name: Name): void
}

/** What the designer shows: one view at a time, chosen by buttons that say which is on. */
export function createViews<Name extends string>(
  host: HTMLElement,
  views: Partial<Record<Name, { words: string; part: HTMLElement }>>,
  changed: (name: Name) => void,
): Views<Name> {
  const names = Object.keys(views) as Name[]
  let chosen = names[0] as Name
  const bar = element(
    html`<div class="cf-views" role="group" aria-label="What to work on">${names.map(
      (name) =>
        html`<button type="button" class="cf-views__button" data-view="${name}">${views[name]?.words}</button>`,
    )}</div>`,
  )
  const choose = (name: Name) => {
    chosen = name
    for (const each of names) {
      const part = views[each]?.part
      if (part) part.hidden = each !== name
      bar.querySelector(`[data-view="${each}"]`)?.setAttribute('aria-pressed', String(each === name))
    }
  }
  bar.addEventListener('click', (event) => {
    const name = (event.target as Element).closest<HTMLElement>('[data-view]')?.dataset.view as
      | Name
      | undefined
    if (!name) return
    choose(name)
    changed(name)
  })
  host.append(bar)
  choose(chosen)
  return {
    get chosen() {
      return chosen
    },
    choose,
  }
}
