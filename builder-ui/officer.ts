import {
  Button,
  Checkboxes,
  createAll,
  ErrorSummary,
  NotificationBanner,
  PasswordInput,
  Radios,
  ServiceNavigation,
  SkipLink,
  Tabs,
} from 'govuk-frontend'

/* What every officer's page gets with JavaScript: the moving parts of govuk-frontend. Every page works without it. */

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
for (const part of [Checkboxes, ErrorSummary, NotificationBanner, PasswordInput, Radios, SkipLink, Tabs]) {
  createAll(part)
}
createAll(ServiceNavigation)
createAll(Button, { preventDoubleClick: true })
