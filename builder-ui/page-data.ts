/** The JSON that the server put on the page in `<script type="application/json" id="…">`. Throws when it is not there. */
export function pageJson<T>(id: string): T {
  const text = document.getElementById(id)?.textContent
  if (!text) throw new Error(`The page has no JSON with the id ${id}`)
  return JSON.parse(text) as T
}

/** Like pageJson, for what a page may leave out. */
export function optionalPageJson<T>(id: string | undefined): T | undefined {
  return id && document.getElementById(id) ? pageJson<T>(id) : undefined
}

/** An attribute the page must have, such as the address to save to. */
export function needed(element: HTMLElement, name: string): string {
  const value = element.dataset[name]
  if (value === undefined) throw new Error(`#${element.id} has no data-${name}`)
  return value
}
