import { Hono } from 'hono'
import { londonDay } from '../../../../clock.ts'
import type { OfficerDeps, OfficerEnv } from '../../deps.ts'
import { errorContext, readForm } from '../../page.ts'
import { allow } from '../../session.ts'
import { postedPrices } from '../posted-prices.ts'
import { showPrices } from '../prices-page.ts'
import { linePicks, pickScope } from './line-picks.ts'
import { pickAction } from './pick-actions.ts'
import { applyPickAction } from './reconcile.ts'

/**
 * The picks of a line, redrawn after a choice or a button. Nothing is saved. A script is given the picks alone, with the expression that
 * they now say; without it the buttons of the picks bring the whole page back.
 */
export function pickRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.post('/forms/:slug/prices/picks', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedPrices(deps, form, draft)
    const scope = pickScope(draft.document, fields, londonDay(deps.clock.now()))
    const action = pickAction(c.req.query('action') ?? form.text('action'))
    const field = action && applyPickAction(fields, action, scope)
    const line = Number(c.req.query('line') ?? Number.NaN)
    if (!Number.isInteger(line))
      return showPrices(deps, c, { draft, fields, revision: Number(form.text('revision')), field })
    if (!fields.lines[line]) return c.notFound()
    const picked = linePicks(fields, line, scope)
    const own = fields.unsettled.filter((problem) => problem.field.startsWith(`lines.${line}.`))
    return c.html(
      deps.templates.render('officer/prices/line-picks-fragment.njk', {
        line: fields.lines[line],
        index: line,
        picked,
        draft,
        goOn: field,
        // What is only half picked is not a mistake while it is being picked: only amounts that cannot be read are told at once.
        ...errorContext(own.filter((problem) => !problem.field.includes('.picks'))),
      }),
    )
  })
  return app
}
