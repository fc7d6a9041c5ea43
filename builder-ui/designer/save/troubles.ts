import { say } from '../../../form-schemas/words.ts'
import { element, html } from '../../html.ts'
import { nameOf } from '../canvas/card.ts'
import { questionAt } from '../definition.ts'
import { designOf } from '../design.ts'
import type { Draft } from '../draft.ts'
import { conflictPanel } from './conflict-panel.ts'
import { type ProblemPlace, placeOfPointer, problemsPanel } from './problems-panel.ts'
import type { SaveOutcome, SaveProblem } from './save-request.ts'

interface Parts {
  draft: Draft
  host: HTMLElement
  goTo(place: ProblemPlace): void
  /** Which of two versions goes on has been chosen, and the draft is that one. */
  chosen(): void
}

/** What is said when the work could not be saved, and what can be done then. */
export function createTroubles({ draft, host, goTo, chosen }: Parts) {
  const nameOfPlace = ({ page, path }: ProblemPlace): string => {
    const question = path.length > 0 ? questionAt(draft.definition, { page, path }) : undefined
    return question ? nameOf(question) : `Page ‘${say(draft.definition.components[page]?.title)}’`
  }

  function panelFor(outcome: SaveOutcome): HTMLElement | undefined {
    if (outcome.kind === 'refused')
      return problemsPanel(outcome.problems, draft.definition, nameOfPlace, goTo)
    if (outcome.kind === 'signed-out') return signedOut()
    if (outcome.kind !== 'conflict') return undefined
    const { current, conflictUrl } = outcome
    const [base, mine] = [draft.savedDesign, draft.design]
    return conflictPanel({ base, mine, current, conflictUrl }, (choice) => {
      // What was changed while the choice was open is one's own version, too.
      const latest = draft.design
      draft.adopt(`took the version of ${current.updatedBy}`, designOf(current), current.revision)
      if (choice === 'mine') draft.changeDesign('kept my version', latest)
      chosen()
    })
  }

  return {
    get open() {
      return host.firstChild !== null
    },
    show(outcome: SaveOutcome, { focus }: { focus: boolean }) {
      const panel = panelFor(outcome)
      host.replaceChildren(...(panel ? [panel] : []))
      if (!panel || !focus) return
      panel.focus({ preventScroll: true })
      panel.scrollIntoView({ block: 'start' })
    },
    clear() {
      host.replaceChildren()
    },
    /** "How many?: must be a number" */
    sayProblem({ pointer, message }: SaveProblem): string {
      const place = placeOfPointer(draft.definition, pointer)
      return place ? `${nameOfPlace(place)}: ${message}` : message
    },
  }
}

function signedOut(): HTMLElement {
  return element(html`<div class="govuk-error-summary" tabindex="-1"><div role="alert">
    <h2 class="govuk-error-summary__title">Not saved: you are signed out</h2>
    <div class="govuk-error-summary__body"><p class="govuk-body">Your changes are kept on this computer.
      <a href="" target="_blank" rel="noopener">Sign in again in a new tab</a>, then come back here: they are saved by themselves.</p></div></div></div>`)
}
