import { Hono } from 'hono'
import { isDay } from '../../../../form-schemas/calendar.ts'
import { londonDay } from '../../../clock.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, readForm } from '../page.ts'
import { allow } from '../session.ts'
import { dayPrices } from './on-day.ts'
import { postedPrices } from './posted-prices.ts'
import { readPrices, showPrices } from './prices-page.ts'

/** What everything costs on a day, by the prices as they are typed, saved or not. */
export function dayRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.post('/forms/:slug/prices/on-day', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedPrices(deps, form, draft)
    const prices = readPrices(deps, draft, fields)
    const on = form.text('showOn').trim()
    const problems = isDay(on)
      ? prices.problems
      : [{ field: 'showOn', message: 'Enter a real day, such as 2027-04-01' }]
    const { document } = prices
    const day =
      document && isDay(on)
        ? await dayPrices(deps.pricing, document, on, londonDay(deps.clock.now()))
        : undefined
    if (c.req.query('fragment') !== undefined)
      return c.html(deps.templates.render('officer/prices/on-day.njk', { day, ...errorContext(problems) }))
    const revision = Number(form.text('revision'))
    return showPrices(deps, c, { draft, fields, revision, problems, ...(day && { day }), showOn: on })
  })
  return app
}
