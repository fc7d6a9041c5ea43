import { say } from '../../../form-schemas/words.ts'
import { announce } from '../../announce.ts'
import { element, html } from '../../html.ts'
import { nameOf } from '../canvas/card.ts'
import { questionAt } from '../definition.ts'
import { designOf } from '../design.ts'
import type { Draft } from '../draft.ts'
import { conflictPanel } from './conflict-panel.ts'
import { keepHistory } from './kept-history.ts'
import { type ProblemPlace, problemsPanel } from './problems-panel.ts'
import { createSaveBar } from './save-bar.ts'
import type { CurrentVersion, SaveOutcome } from './save-request.ts'
import { createSaver, type Saver } from './saver.ts'
import { dropCopy, keptCopy } from './unsaved-copy.ts'

interface Parts {
  draft: Draft
  url: string
  bar: HTMLElement
  messages: HTMLElement
  goTo(place: ProblemPlace): void
}

/** Saving as the officer meets it: the bar, Ctrl+S, the warning before leaving, and what is said when it did not work. */
export function createSaving({ draft, url, bar, messages, goTo }: Parts): Saver {
  const show = (panel: HTMLElement) => {
    messages.replaceChildren(panel)
    panel.focus({ preventScroll: true })
    panel.scrollIntoView({ block: 'start' })
  }
  const nameOfPlace = ({ page, path }: ProblemPlace): string => {
    const question = path.length > 0 ? questionAt(draft.definition, { page, path }) : undefined
    return question ? nameOf(question) : `Page ‘${say(draft.definition.components[page]?.title)}’`
  }
  const conflicted = (current: CurrentVersion, conflictUrl: string | undefined) => {
    const [base, mine] = [draft.savedDesign, draft.design]
    const panel = conflictPanel({ base, mine, current, conflictUrl }, (choice) => {
      messages.replaceChildren()
      draft.adopt(`took the version of ${current.updatedBy}`, designOf(current), current.revision, true)
      if (choice === 'theirs') return
      draft.changeDesign('kept my version', mine)
      void saver.save()
    })
    show(panel)
  }
  const explain = (outcome: SaveOutcome) => {
    if (outcome.kind === 'conflict') conflicted(outcome.current, outcome.conflictUrl)
    else if (outcome.kind === 'refused')
      show(problemsPanel(outcome.problems, draft.definition, nameOfPlace, goTo))
    else if (outcome.kind === 'signed-out') show(signedOut())
    else messages.replaceChildren()
  }

  const save = () => {
    // Nothing to send: another revision of the same form would only get in other officers' way.
    if (draft.saved) announce('All changes are saved already')
    else void saver.save()
  }
  const saveBar = createSaveBar(bar, draft, save)
  bar.prepend(bar.querySelector('.cf-designer__bar') as HTMLElement)
  const saver = createSaver(url, draft, (state, outcome, retryInSeconds) => {
    saveBar.show(state, retryInSeconds)
    if (outcome) explain(outcome)
  })
  document.addEventListener('keydown', (event) => {
    if (event.key.toLowerCase() !== 's' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    if (!document.querySelector('dialog[open]')) save()
  })
  window.addEventListener('beforeunload', (event) => {
    if (!draft.saved) event.preventDefault()
  })
  draft.listen(() => keepHistory(url, draft.history))
  offerKeptCopy(url, draft, messages)
  return saver
}

function signedOut(): HTMLElement {
  return element(html`<div class="govuk-error-summary" tabindex="-1"><div role="alert">
    <h2 class="govuk-error-summary__title">Not saved: you are signed out</h2>
    <div class="govuk-error-summary__body"><p class="govuk-body">Your changes are kept in this browser tab.
      <a href="" target="_blank" rel="noopener">Sign in again in a new tab</a>, then come back here and select Save.</p></div></div></div>`)
}

/** Changes of an earlier visit in this tab that never reached the server. */
function offerKeptCopy(url: string, draft: Draft, messages: HTMLElement): void {
  const kept = keptCopy(url)
  if (!kept || JSON.stringify(designOf(kept)) === JSON.stringify(draft.design)) return
  const time = new Date(kept.keptAt).toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/London',
  })
  const banner = element(html`<section class="govuk-notification-banner" aria-labelledby="kept-title">
    <div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="kept-title">Changes not saved</h2></div>
    <div class="govuk-notification-banner__content"><p class="govuk-notification-banner__heading">You made changes on ${time} that were not saved.</p>
      <div class="cf-toolbar"><button type="button" class="govuk-button" data-kept="restore">Bring them back</button>
      <button type="button" class="govuk-button govuk-button--secondary" data-kept="drop">Discard them</button></div></div></section>`)
  banner.addEventListener('click', (event) => {
    const choice = (event.target as HTMLElement).dataset.kept
    if (!choice) return
    messages.replaceChildren()
    // Their old revision goes with them: if the form was saved meanwhile, saving says so instead of overwriting it.
    if (choice === 'drop') dropCopy(url)
    else if (kept.revision !== draft.revision || !draft.stepTo(designOf(kept)))
      draft.adopt('brought back unsaved changes', designOf(kept), kept.revision, false)
  })
  messages.append(banner)
}
