import { Hono } from 'hono'
import { can } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { showPage } from '../page.ts'
import { allow } from '../session.ts'
import { chosenDelivery } from './posted-delivery.ts'

/** Submissions that are mapped again, newest first. */
const mostSubmissions = 500

/** What the draft's mapping makes of what residents sent last, against the live one. Nothing is sent anywhere. */
export function mappingChangesRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug/back-office/changes', allow('mapping.edit'), async (c) => {
    const { organisation, officer } = c.var
    const draft = await deps.forms.draft(organisation.id, c.req.param('slug'))
    const deliveries = draft.document.deliveries ?? []
    const index = chosenDelivery(c.req.query('delivery'), deliveries)
    const delivery = deliveries[index]
    const live = await deps.forms.liveVersion(organisation.slug, draft.slug)
    const before = live?.document.deliveries?.find(({ id }) => id === delivery?.id)
    const scope = { organisationId: organisation.id, formId: draft.formId, limit: mostSubmissions }
    const changes =
      live && delivery && before
        ? await deps.delivery.compareMappings(
            scope,
            { document: live.document, delivery: before },
            { document: draft.document, delivery },
          )
        : undefined
    return showPage(deps, c, 'back-office/mapping-changes', {
      title: 'What the new mapping changes',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}/back-office?delivery=${index}`,
      draft,
      delivery,
      live: live && { number: live.number },
      changes: changes && {
        ...changes,
        fields: changes.fields.map((field) => ({ ...field, name: spokenPointer(field.pointer) })),
        examples: changes.examples.map((one) => ({ ...one, fields: one.fields.map(spokenPointer) })),
      },
      maySeeSubmissions: can(officer, 'submissions.read'),
    })
  })
  return app
}

/** "customer, name": as the rows of the page are called. */
function spokenPointer(pointer: string): string {
  const names = pointer
    .split('/')
    .slice(1)
    .map((name) => name.replaceAll('~1', '/').replaceAll('~0', '~'))
  return names.map((name) => (name === '*' ? 'each entry' : name)).join(', ') || 'everything'
}
