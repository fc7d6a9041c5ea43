import { Hono } from 'hono'
import type { DeliveryState } from '../../../delivery/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { deliveryStates, deliveryWords } from '../state-words.ts'

const pageSize = 50

/** Deliveries to back offices, newest first, and sending one again. */
export function deliveriesRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/deliveries', allow('deliveries.read'), async (c) => {
    const asked = c.req.query('state') ?? ''
    const state = Object.hasOwn(deliveryStates, asked) ? (asked as DeliveryState) : undefined
    const page = Math.min(Math.max(1, Math.trunc(Number(c.req.query('page'))) || 1), 10_000)
    const filter = { limit: pageSize + 1, offset: (page - 1) * pageSize, ...(state && { state }) }
    const rows = await deps.delivery.list(c.get('organisation').id, filter)
    const address = (to: number) =>
      `/officer/deliveries?${new URLSearchParams({ state: state ?? '', page: String(to) })}`
    return showPage(deps, c, 'deliveries/deliveries', {
      title: 'Deliveries',
      section: 'deliveries',
      state: state ?? '',
      states: [
        { value: '', text: 'All' },
        ...Object.entries(deliveryStates).map(([value, { text }]) => ({ value, text })),
      ],
      rows: rows.slice(0, pageSize).map((row) => ({ ...row, words: deliveryWords(row.state) })),
      previous: page > 1 ? address(page - 1) : undefined,
      next: rows.length > pageSize ? address(page + 1) : undefined,
      notice:
        c.req.query('replayed') !== undefined ? 'The delivery is queued and will be sent again.' : undefined,
    })
  })

  app.post('/deliveries/:id/replays', allow('deliveries.replay'), async (c) => {
    const form = await readForm(c)
    await deps.delivery.replay(c.get('organisation').id, c.req.param('id'), actorOf(c))
    const reference = form.text('reference')
    return c.redirect(
      /^[A-Z0-9]{10}$/.test(reference)
        ? `/officer/submissions/${reference}?replayed#deliveries`
        : '/officer/deliveries?replayed',
      303,
    )
  })
  return app
}
