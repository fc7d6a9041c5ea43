const escapes: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** The lines of plain words, each escaped for a place in HTML; empty lines only part them. */
export function htmlLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim().replace(/[&<>"']/g, (character) => escapes[character] ?? character))
    .filter((line) => line !== '')
}

/** Plain words as HTML: a line is a paragraph. */
export function paragraphs(text: string): string {
  return htmlLines(text)
    .map((line) => `<p class="govuk-body">${line}</p>`)
    .join('\n')
}

/** Plain words as a list: a line is a point. */
export function bulletList(text: string): string {
  const points = htmlLines(text).map((line) => `<li>${line}</li>`)
  return `<ul class="govuk-list govuk-list--bullet">\n${points.join('\n')}\n</ul>`
}
