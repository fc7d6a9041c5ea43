import { html } from '../html.ts'
import type { ExpressionProblem } from './check-request.ts'

export interface ProblemList {
  show(problems: ExpressionProblem[], source: string): void
  /** The check itself did not work. */
  showUnchecked(): void
}

/** The problems in words under the editor, for those who do not see underlining. Each leads to its character. */
export function createProblemList(host: HTMLElement, goTo: (position: number) => void): ProblemList {
  host.addEventListener('click', (event) => {
    const position = (event.target as HTMLElement).dataset.position
    if (position !== undefined) goTo(Number(position))
  })
  return {
    show(problems, source) {
      host.innerHTML = html`${problems.map(
        ({ message, position }) => html`<li>${message} (<button type="button" class="cf-expression__where"
          data-position="${position}">${sayWhere(source, position)}</button>)</li>`,
      )}`.text
    },
    showUnchecked() {
      host.innerHTML =
        html`<li>This rule could not be checked just now. It will be checked when you save.</li>`.text
    },
  }
}

/** "character 12", counted from 1; with the line when there are several. */
function sayWhere(source: string, position: number): string {
  const before = source.slice(0, position).split('\n')
  const character = (before.at(-1) ?? '').length + 1
  return source.includes('\n') ? `line ${before.length}, character ${character}` : `character ${character}`
}
