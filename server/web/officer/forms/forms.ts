import { Hono } from 'hono'
import type { FormSummary } from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { showPage } from '../page.ts'
import { allow } from '../session.ts'

/** Every form of the organisation, with what is live and whether the draft is ahead of it. */
export function formsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  app.get('/forms', allow('forms.read'), async (c) => {
    const organisation = c.get('organisation')
    const forms = await deps.forms.list(organisation.id)
    return showPage(deps, c, 'forms/forms', {
      title: 'Forms',
      section: 'forms',
      mayEdit: can(c.get('officer'), 'forms.edit'),
      forms: forms.map((form) => ({
        ...form,
        state: stateOf(form),
        address: `/${organisation.slug}/${form.slug}`,
      })),
    })
  })
  return app
}

/** Said in words and, beside them, in colour. */
export function stateOf(
  form: Pick<FormSummary, 'liveVersionNumber' | 'liveMode' | 'unpublishedAt' | 'draftChanged'>,
): {
  text: string
  classes: string
  draft: string
} {
  if (form.liveVersionNumber === null)
    return { text: 'Not published', classes: 'govuk-tag--grey', draft: 'New' }
  const test = form.liveMode === 'test'
  if (form.unpublishedAt)
    return {
      text: 'Unpublished',
      classes: 'govuk-tag--red',
      draft: form.draftChanged ? 'Changed since' : 'No changes',
    }
  return {
    text: `Version ${form.liveVersionNumber}, ${test ? 'test' : 'live'}`,
    classes: test ? 'govuk-tag--yellow' : 'govuk-tag--green',
    draft: form.draftChanged ? 'Changed since' : 'No changes',
  }
}
