import { Hono } from 'hono'
import { londonDay } from '../../../clock.ts'
import { handleConflict, showConflict } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { lintRequest } from '../expression-editor.ts'
import { actorOf, readForm, readJson } from '../page.ts'
import { fieldProblem } from '../problem-field.ts'
import { allow } from '../session.ts'
import { changeRows } from './change-rows.ts'
import { priceChangesRoutes } from './changes.ts'
import { dayRoutes } from './day-routes.ts'
import { pickRoutes } from './picks/pick-routes.ts'
import { postedPrices } from './posted-prices.ts'
import { fieldsOf } from './price-fields.ts'
import { casesFragment, readPrices, showPrices } from './prices-page.ts'
import { suggestionRoutes } from './suggestions.ts'

const screen = { part: 'pricing', path: 'prices' } as const

/** Fees, values, price lines and price cases. Every button works without JavaScript; scripts only save the journey. */
export function pricesRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/forms/:slug/prices', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = fieldsOf(draft.document.pricing)
    return showPrices(deps, c, {
      draft,
      fields,
      revision: draft.revision,
      // What is wrong already (a question was renamed, say) is shown at once, and does not make the answer an error.
      problems: c.req.query('saved') ? [] : readPrices(deps, draft, fields).problems,
      notice: c.req.query('saved') && 'Saved',
    })
  })

  app.post('/forms/:slug/prices', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedPrices(deps, form, draft)
    const revision = Number(form.text('revision'))
    const changed = changeRows(fields, form.text('action'), londonDay(deps.clock.now()))
    if (changed) return showPrices(deps, c, { draft, fields, revision, ...changed })
    const { read, problems } = readPrices(deps, draft, fields)
    if (problems.length > 0) return showPrices(deps, c, { draft, fields, revision, problems, status: 422 })
    const part = { pricing: read.pricing }
    const saved = await deps.forms.saveDraftPart(
      draft.organisationId,
      draft.slug,
      { revision, part },
      actorOf(c),
    )
    if (saved.kind === 'conflict') return showConflict(deps, c, screen, part, saved.current)
    if (saved.kind === 'refused') {
      const known = (field: string) => read.fieldFor(field)
      return showPrices(deps, c, {
        draft,
        fields,
        revision,
        problems: saved.problems.map((one) => fieldProblem(one, '/pricing', known)),
        status: 422,
      })
    }
    return c.redirect(`/officer/forms/${draft.slug}/prices?saved=1`, 303)
  })

  /** The cases on the prices as they are typed, saved or not. A fragment for the script, else the page with the results on it. */
  app.post('/forms/:slug/prices/run', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedPrices(deps, form, draft)
    const prices = readPrices(deps, draft, fields)
    if (c.req.query('fragment') !== undefined) return c.html(await casesFragment(deps, prices))
    const revision = Number(form.text('revision'))
    return showPrices(deps, c, { draft, fields, revision, problems: prices.problems })
  })

  app.post('/forms/:slug/prices/lint', allow('forms.edit'), async (c) => {
    const { document } = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    return c.json(
      lintRequest(
        document,
        await readJson(c),
        (document.pricing?.define ?? []).map(({ name }) => name),
      ),
    )
  })

  app.post('/forms/:slug/prices/conflict', allow('forms.edit'), (c) => handleConflict(deps, c, screen))
  app.route('/', pickRoutes(deps))
  app.route('/', dayRoutes(deps))
  app.route('/', suggestionRoutes(deps))
  app.route('/', priceChangesRoutes(deps))
  return app
}
