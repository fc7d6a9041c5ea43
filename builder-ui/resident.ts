import {
  Button,
  CharacterCount,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  SkipLink,
} from 'govuk-frontend'

/*
 * What gets nicer for a resident with JavaScript: focus on the error summary, characters counted while typing, no double
 * press of a button. Every page works without it. Only the parts that our macros use are here, to keep it small.
 * (Checkboxes are here for "none of these", which unticks the others. Radios only serve conditional reveals, which we do not have.)
 */

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(CharacterCount)
createAll(Checkboxes)
createAll(SkipLink)
createAll(Button, { preventDoubleClick: true })

// Few forms have a list that can be searched, so its script and style are fetched only for those.
if (document.querySelector('select[data-searchable]')) await import('./searchable-select.ts')
