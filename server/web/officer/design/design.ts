import { Hono } from 'hono'
import { z } from 'zod'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import { BadInput } from '../../../errors.ts'
import { handleConflict, showTheirs } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, readJson, showPage } from '../page.ts'
import { allow } from '../session.ts'

const Save = z.object({ revision: z.int().positive(), definition: z.looseObject({}) })
const screen = { part: 'definition', path: 'design' } as const

/** The page that holds the designer's canvas, and where it saves to. */
export function designRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug/design', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    return showPage(deps, c, 'design/design', {
      title: 'Questions',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}`,
      backText: draft.document.title,
      notice: c.req.query('saved') && 'Saved',
      draft,
      definition: { revision: draft.revision, definition: draft.document.definition },
    })
  })

  app.put('/forms/:slug/design', allow('forms.edit'), async (c) => {
    const body = Save.safeParse(await readJson(c))
    if (!body.success) throw new BadInput('Send the revision and the definition')
    const organisationId = c.get('organisation').id
    const slug = c.req.param('slug')
    // saveDraftPart reads the whole document and says what is wrong in it.
    const definition = body.data.definition as unknown as FormDocument['definition']
    const saved = await deps.forms.saveDraftPart(
      organisationId,
      slug,
      { revision: body.data.revision, part: { definition } },
      actorOf(c),
    )
    if (saved.kind === 'saved') return c.json({ revision: saved.revision })
    if (saved.kind === 'refused') return c.json({ problems: saved.problems }, 422)
    const { current } = saved
    return c.json(
      {
        current: {
          revision: current.revision,
          definition: current.document.definition,
          updatedBy: await deps.people.officers.actorName(organisationId, current.updatedBy),
          updatedAt: current.updatedAt.toISOString(),
        },
        conflictUrl: `/officer/forms/${slug}/design/conflict`,
      },
      409,
    )
  })

  app.get('/forms/:slug/design/conflict', allow('forms.edit'), (c) => showTheirs(deps, c, screen))
  app.post('/forms/:slug/design/conflict', allow('forms.edit'), (c) => handleConflict(deps, c, screen))
  return app
}
