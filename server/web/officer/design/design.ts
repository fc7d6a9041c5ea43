import { Hono } from 'hono'
import { z } from 'zod'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import type { ConfiguredDataset } from '../../../datasets/index.ts'
import { BadInput } from '../../../errors.ts'
import type { DocumentPart } from '../../../forms/index.ts'
import { handleConflict, showTheirs } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, readJson, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { previewOf } from './preview.ts'

/** Parts that are not sent stay as they are; an empty list takes the part out. */
const Save = z.object({
  revision: z.int().positive(),
  definition: z.looseObject({}),
  conditions: z.array(z.unknown()).optional(),
  sections: z.array(z.unknown()).optional(),
  /** Whose page sends it. Somebody else may have signed in since, in another tab of the same browser. */
  officer: z.string().max(100).optional(),
  /** The page saved by itself; nobody pressed Save. */
  automatic: z.boolean().optional(),
})
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
      definition: { revision: draft.revision, ...designOf(draft.document) },
      datasets: (await deps.datasets.book.list(draft.organisationId)).map(offeredDataset),
    })
  })

  app.put('/forms/:slug/design', allow('forms.edit'), async (c) => {
    const body = Save.safeParse(await readJson(c))
    if (!body.success) throw new BadInput('Send the revision and the definition')
    const { revision, officer, automatic = false } = body.data
    if (officer !== undefined && officer !== c.get('officer').id)
      return c.json({ message: 'Somebody else is signed in here now. Sign in again as yourself.' }, 401)
    const organisationId = c.get('organisation').id
    const slug = c.req.param('slug')
    const change = { revision, part: partOf(body.data), automatic }
    const saved = await deps.forms.saveDraftPart(organisationId, slug, change, actorOf(c))
    if (saved.kind === 'saved') return c.json({ revision: saved.revision })
    if (saved.kind === 'refused') return c.json({ problems: saved.problems }, 422)
    const { current } = saved
    return c.json(
      {
        current: {
          revision: current.revision,
          ...designOf(current.document),
          updatedBy: await deps.people.officers.actorName(organisationId, current.updatedBy),
          updatedAt: current.updatedAt.toISOString(),
        },
        conflictUrl: `/officer/forms/${slug}/design/conflict`,
      },
      409,
    )
  })

  app.post('/forms/:slug/design/preview', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const previewed = await previewOf(deps, draft, await readJson(c))
    return previewed.kind === 'page'
      ? c.json({ html: previewed.html })
      : c.json({ problems: previewed.problems }, 422)
  })

  app.get('/forms/:slug/design/conflict', allow('forms.edit'), (c) => showTheirs(deps, c, screen))
  app.post('/forms/:slug/design/conflict', allow('forms.edit'), (c) => handleConflict(deps, c, screen))
  return app
}

/** saveDraftPart reads the whole document and says what is wrong in it: here only the outside was looked at. */
function partOf({ definition, conditions, sections }: z.infer<typeof Save>): DocumentPart {
  return {
    definition: definition as unknown as FormDocument['definition'],
    ...(conditions && { conditions: filled(conditions) as FormDocument['conditions'] }),
    ...(sections && { sections: filled(sections) as FormDocument['sections'] }),
  }
}

function filled(list: unknown[]): unknown[] | undefined {
  return list.length > 0 ? list : undefined
}

function designOf({ definition, conditions, sections }: FormDocument) {
  return { definition, ...(conditions && { conditions }), ...(sections && { sections }) }
}

/** What the designer has to know of a dataset to have answers looked up in it. */
function offeredDataset({ name, title, columns }: ConfiguredDataset) {
  const said = (column: ConfiguredDataset['columns'][number]) => ({
    name: column.name,
    heading: column.heading,
  })
  return {
    name,
    title,
    factors: columns.filter(({ use }) => use === 'factor').map(said),
    columns: columns.filter(({ exposed }) => exposed).map(said),
  }
}
