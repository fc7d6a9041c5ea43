/** Says beside each rule what the cases have seen of it, in the words of the results that are on the page now. */
export function showCoverage(root: ParentNode): void {
  const words = new Map<string, string>()
  for (const said of root.querySelectorAll<HTMLElement>('[data-coverage-of]'))
    words.set(said.dataset.coverageOf ?? '', said.textContent ?? '')
  for (const place of root.querySelectorAll<HTMLElement>('[data-coverage]'))
    place.textContent = words.get(place.dataset.coverage ?? '') ?? ''
}
