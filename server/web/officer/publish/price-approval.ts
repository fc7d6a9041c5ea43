import { Hono } from 'hono'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'

const path = '/price-approval'

/** Whether this organisation wants a second officer to look at prices, funds and VAT before they are live. */
export function priceApprovalRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(c: OfficerContext, problems: FieldProblem[] = []) {
    const needed = await deps.forms.publications.secondPerson(c.get('organisation').id)
    return showPage(
      deps,
      c,
      'publish/price-approval',
      {
        title: 'Approval of prices',
        section: 'forms',
        backHref: '/officer/forms',
        backText: 'Forms',
        notice: c.req.query('saved') === undefined ? undefined : 'Saved',
        secondPerson: needed ? 'yes' : 'no',
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  app.get(path, allow('gateways.manage'), (c) => show(c))

  app.post(path, allow('gateways.manage'), async (c) => {
    const needed = (await readForm(c)).text('secondPerson')
    if (needed !== 'yes' && needed !== 'no') {
      const message = 'Choose whether prices need a second officer'
      return show(c, [{ field: 'secondPerson', message }])
    }
    await deps.forms.publications.setSecondPerson(c.get('organisation').id, needed === 'yes', actorOf(c))
    return c.redirect(`/officer${path}?saved`, 303)
  })
  return app
}
