import { Hono } from 'hono'
import { can } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { ageOfKeys, errorRate, webhookOf } from './account-words.ts'
import { makesOwnSettings } from './own-settings.ts'

const path = '/officer/gateways'
const dayMs = 86_400_000

/** Accounts at gateways: how each answers, how old its keys are, what uses it; and whether refunds need a second person. */
export function gatewaysRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(c: OfficerContext, more: { connection?: Connection; problems?: FieldProblem[] } = {}) {
    const { problems = [] } = more
    const organisation = c.get('organisation')
    const now = deps.clock.now()
    const since = (days: number) =>
      deps.payments.health.since(organisation.id, new Date(now.getTime() - days * dayMs))
    const [accounts, lastDay, lastMonths, forms] = await Promise.all([
      deps.payments.accounts.list(organisation.id),
      since(1),
      since(90),
      deps.insight.formsByAccount(organisation.id),
    ])
    const officer = c.get('officer')
    return showPage(
      deps,
      c,
      'gateways/gateways',
      {
        title: 'Gateways',
        section: 'gateways',
        notice: noticeOf(c),
        accounts: accounts.map((account) => {
          const longer = lastMonths.find(({ accountId }) => accountId === account.id)
          return {
            ...account,
            errorRate: errorRate(lastDay.find(({ accountId }) => accountId === account.id)),
            lastSuccessAt: longer?.lastSuccessAt,
            lastFailureAt: longer?.lastFailureAt,
            lastFailure: longer?.lastFailure,
            keys: ageOfKeys(account, now),
            webhook: webhookOf(account, deps.baseUrl),
            forms: forms.filter((form) => form.account === account.name),
            makesOwnSettings: makesOwnSettings(account.gateway),
            connection: more.connection?.account === account.name ? more.connection : undefined,
          }
        }),
        mayManage: can(officer, 'gateways.manage'),
        maySeeForms: can(officer, 'forms.read'),
        secondPerson: organisation.refundsNeedSecondPerson ? 'yes' : 'no',
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  app.get('/gateways', allow('payments.read'), (c) => show(c))

  app.post('/gateways/:name/connection', allow('gateways.manage'), async (c) => {
    const name = c.req.param('name')
    const outcome = await deps.payments.accounts.testConnection(c.get('organisation').id, name)
    const connection = { account: name, connected: outcome.kind === 'connected', message: outcome.message }
    return show(c, { connection })
  })

  app.post('/gateways/refund-approval', allow('gateways.manage'), async (c) => {
    const needed = (await readForm(c)).text('secondPerson')
    if (needed !== 'yes' && needed !== 'no') {
      const message = 'Choose whether refunds need a second officer'
      return show(c, { problems: [{ field: 'secondPerson', message }] })
    }
    const { organisations } = deps.people
    await organisations.setSecondPersonForRefunds(c.get('organisation').id, needed === 'yes', actorOf(c))
    return c.redirect(`${path}?saved`, 303)
  })
  return app
}

interface Connection {
  account: string
  connected: boolean
  message: string
}

/** What was done, in words of ours: the address can only choose among them. */
function noticeOf(c: OfficerContext): string | undefined {
  if (c.req.query('added') !== undefined)
    return 'The account is added. Test its connection before a form uses it.'
  if (c.req.query('replaced') !== undefined) return 'The new settings are in use.'
  if (c.req.query('saved') !== undefined) return 'Saved'
  return undefined
}
