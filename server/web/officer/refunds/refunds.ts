import { Hono } from 'hono'
import type { RefundState } from '../../../payments/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { showPage } from '../page.ts'
import { pageNumber, pageOfRows, pageWindow } from '../paging.ts'
import { allow } from '../session.ts'
import { refundStates, refundWords } from '../state-words.ts'

/** Refunds of every payment, the newest first. */
export function refundsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/refunds', allow('payments.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const asked = c.req.query('state') ?? ''
    const state = Object.hasOwn(refundStates, asked) ? (asked as RefundState) : undefined
    const page = pageNumber(c.req.query('page'))
    const found = await deps.insight.refunds(organisationId, {
      ...pageWindow(page),
      ...(state && { state }),
    })
    const { rows, ...paging } = pageOfRows(found, {
      path: '/officer/refunds',
      filter: { state: state ?? '' },
      page,
      one: 'refund',
      many: 'refunds',
    })
    const nameOf = await actorNames(
      deps,
      organisationId,
      rows.map(({ requestedBy }) => requestedBy),
    )
    return showPage(deps, c, 'refunds/refunds', {
      title: 'Refunds',
      section: 'refunds',
      state: state ?? '',
      states: [
        { value: '', text: 'All' },
        ...Object.entries(refundStates).map(([value, { text }]) => ({ value, text })),
      ],
      rows: rows.map((row) => ({
        ...row,
        words: refundWords(row.state),
        requestedByName: nameOf(row.requestedBy),
      })),
      ...paging,
    })
  })
  return app
}
