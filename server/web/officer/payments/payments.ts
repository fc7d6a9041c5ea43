import { Hono } from 'hono'
import { cardNumberTyped } from '../card-number-typed.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { errorContext, type FieldProblem, showPage } from '../page.ts'
import { pageNumber, pageOfRows, pageWindow } from '../paging.ts'
import { allow } from '../session.ts'
import { channelWords, paymentStates, paymentWords } from '../state-words.ts'
import { gatewayWords } from './gateway-words.ts'
import { readSearch, type SearchFields } from './search.ts'

const path = '/officer/payments'

/** Finding payments, the newest first: by what a resident, a gateway or a bank statement says of them. */
export function paymentsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/payments', allow('payments.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const gateways = await gatewaysOf(deps, organisationId)
    const asked = readSearch(
      (name) => c.req.query(name),
      gateways.map(({ value }) => value),
    )
    // Out of the address bar, and so out of the browser's history and of what a proxy writes down next.
    if (asked.cardNumber)
      return c.redirect(`${path}?${new URLSearchParams({ ...filled(asked.fields), card: '1' })}`, 303)
    const problems: FieldProblem[] =
      c.req.query('card') === undefined ? asked.problems : [cardNumberTyped('text'), ...asked.problems]
    const page = pageNumber(c.req.query('page'))
    const found =
      problems.length === 0
        ? await deps.payments.list(organisationId, { ...asked.filter, ...pageWindow(page) })
        : []
    const { rows, ...paging } = pageOfRows(found, {
      path,
      filter: { ...asked.fields },
      page,
      one: 'payment',
      many: 'payments',
    })
    return showPage(
      deps,
      c,
      'payments/payments',
      {
        title: 'Payments',
        section: 'payments',
        fields: asked.fields,
        filtered: Object.keys(filled(asked.fields)).length > 0,
        states: [all, ...Object.entries(paymentStates).map(([value, { text }]) => ({ value, text }))],
        gateways: [all, ...gateways],
        channels: [all, ...Object.entries(channelWords).map(([value, text]) => ({ value, text }))],
        rows: rows.map((row) => ({
          ...row,
          words: paymentWords(row.state),
          gatewayTitle: gatewayWords(deps, row),
        })),
        ...paging,
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  })
  return app
}

const all = { value: '', text: 'All' }

/** The gateways that this organisation has accounts at. */
async function gatewaysOf(deps: OfficerDeps, organisationId: string) {
  const accounts = await deps.payments.accounts.list(organisationId)
  const titles = new Map(accounts.map(({ gateway, gatewayTitle }) => [gateway, gatewayTitle]))
  return [...titles].map(([value, text]) => ({ value, text }))
}

function filled(fields: SearchFields): Record<string, string> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ''))
}
