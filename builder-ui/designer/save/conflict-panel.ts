import { element, html } from '../../html.ts'
import { type Design, designOf } from '../design.ts'
import { differences } from '../differences.ts'
import { differenceList } from './difference-list.ts'
import { sayMoment } from './moments.ts'
import type { CurrentVersion } from './save-request.ts'

export interface Conflict {
  /** What both officers began with: the last version this page and the server agreed on. */
  base: Design
  mine: Design
  current: CurrentVersion
  conflictUrl: string | undefined
}

/** Somebody else saved first: what each of the two changed, and the choice. Nothing of either is gone until it is made. */
export function conflictPanel(
  { base, mine, current, conflictUrl }: Conflict,
  choose: (choice: 'mine' | 'theirs') => void,
): HTMLElement {
  const moment = sayMoment(new Date(current.updatedAt))
  const panel = element(html`<section class="govuk-notification-banner cf-conflict" role="alert" tabindex="-1"
      aria-labelledby="conflict-title" id="conflict">
    <div class="govuk-notification-banner__header"><h2 class="govuk-notification-banner__title" id="conflict-title">Not saved: two versions</h2></div>
    <div class="govuk-notification-banner__content">
      <p class="govuk-notification-banner__heading">${current.updatedBy} saved this form${moment && ` on ${moment}`}, after you opened it.</p>
      <p class="govuk-body">Your changes are kept on this computer. Choose which version goes on.</p>
      <div class="cf-toolbar">
        <button type="button" class="govuk-button" data-choice="mine">Keep mine (save over)</button>
        <button type="button" class="govuk-button govuk-button--secondary" data-choice="theirs">Take theirs</button>
        ${conflictUrl ? html`<a class="govuk-link" href="${conflictUrl}" target="_blank" rel="noopener">Compare in a new tab</a>` : ''}
      </div>
      <div class="cf-compare">
        <div class="cf-compare__side"><h3 class="govuk-heading-s">What you changed</h3>
          ${differenceList(differences(base, mine), 'Nothing is different.')}</div>
        <div class="cf-compare__side cf-compare__side--theirs"><h3 class="govuk-heading-s">What ${current.updatedBy} changed</h3>
          ${differenceList(differences(base, designOf(current)), 'Nothing is different.')}</div>
      </div>
      <p class="govuk-body-s govuk-!-margin-bottom-0">Either way Undo brings the other version back until you leave this page.</p>
    </div></section>`)
  panel.addEventListener('click', (event) => {
    const choice = (event.target as HTMLElement).closest<HTMLElement>('[data-choice]')?.dataset.choice
    if (choice === 'mine' || choice === 'theirs') choose(choice)
  })
  return panel
}
