import { Button, CharacterCount, createAll, ErrorSummary, NotificationBanner, SkipLink } from 'govuk-frontend'

/*
 * What gets nicer for a resident with JavaScript: focus on the error summary, characters counted while typing, no double
 * press of a button. Every page works without it. Only the parts that our macros use are here, to keep it small.
 * (Radios and Checkboxes are left out: they only serve conditional reveals, which our pages do not have.)
 */

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
createAll(ErrorSummary)
createAll(NotificationBanner)
createAll(CharacterCount)
createAll(SkipLink)
createAll(Button, { preventDoubleClick: true })
