import { Hono } from 'hono'
import { BadInput, NotFound } from '../../../errors.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { makesOwnSettings } from './own-settings.ts'
import { readSettingBoxes, settingBoxes, settingProblems } from './setting-fields.ts'

/** New settings in the place of an account's old ones, such as a changed key. All are typed anew: the old ones are not read. */
export function accountSettingsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  /** @throws NotFound also for an account that makes its own settings */
  async function asked(c: OfficerContext) {
    const account = await deps.payments.accounts.byName(c.get('organisation').id, c.req.param('name') ?? '')
    const gateway = deps.gateways.find(({ name }) => name === account?.gateway)
    if (!account || !gateway || makesOwnSettings(gateway.name)) {
      throw new NotFound('There is no payment account whose settings can be replaced here')
    }
    return { account, gateway }
  }

  async function show(c: OfficerContext, typed: Record<string, string> = {}, problems: FieldProblem[] = []) {
    const { account, gateway } = await asked(c)
    const context = {
      title: `Replace the settings of ${account.label}`,
      section: 'gateways',
      backHref: '/officer/gateways',
      backText: 'Gateways',
      account,
      boxes: settingBoxes(gateway.settingFields, typed),
      ...errorContext(problems),
    }
    return showPage(deps, c, 'gateways/account-settings', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/gateways/:name/settings', allow('gateways.manage'), (c) => show(c))

  app.post('/gateways/:name/settings', allow('gateways.manage'), async (c) => {
    const { account, gateway } = await asked(c)
    const read = readSettingBoxes(gateway, await readForm(c))
    if (read.problems.length > 0) return show(c, read.typed, read.problems)
    try {
      const { accounts } = deps.payments
      await accounts.replaceSettings(c.get('organisation').id, account.name, read.settings, actorOf(c))
    } catch (error) {
      if (!(error instanceof BadInput)) throw error
      const first = settingBoxes(gateway.settingFields)[0]?.name ?? ''
      return show(c, read.typed, settingProblems(error, gateway.settingFields, first))
    }
    return c.redirect('/officer/gateways?replaced', 303)
  })
  return app
}
