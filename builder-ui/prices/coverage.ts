import { html } from '../html.ts'

/** Says beside each rule what the cases have seen of it, in the words of the results that are on the page now. */
export function showCoverage(root: ParentNode): void {
  const words = new Map<string, string>()
  for (const said of root.querySelectorAll<HTMLElement>('[data-coverage-of]'))
    words.set(said.dataset.coverageOf ?? '', said.textContent ?? '')
  for (const place of root.querySelectorAll<HTMLElement>('[data-coverage]'))
    place.textContent = words.get(place.dataset.coverage ?? '') ?? ''
  const branches = [...root.querySelectorAll<HTMLElement>('[data-branch-of]')]
  for (const place of root.querySelectorAll<HTMLElement>('[data-branches]')) {
    const own = branches.filter(({ dataset }) => dataset.branchOf === place.dataset.branches)
    place.innerHTML = html`${own.map(({ textContent }) => html`<li>${textContent}</li>`)}`.text
  }
}
