import { Hono } from 'hono'
import { looksLikeCardNumber } from '../../../../form-schemas/card-number.ts'
import { BadInput, Conflict } from '../../../errors.ts'
import { newSandboxSettings } from '../../../payments/index.ts'
import type { OfferedGateway, OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { makesOwnSettings } from './own-settings.ts'
import { type ReadSettings, readSettingBoxes, settingBoxes, settingProblems } from './setting-fields.ts'

/** A new account: the gateway is chosen first, then asked for what the gateway has to know. */
export function newAccountRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const named = (name: string | undefined) => deps.gateways.find((gateway) => gateway.name === name)

  function showChoice(c: OfficerContext, problems: FieldProblem[] = []) {
    const context = {
      title: 'Add a gateway account',
      section: 'gateways',
      backHref: '/officer/gateways',
      backText: 'Gateways',
      gateways: deps.gateways.map(({ name, title, capabilities }) => ({
        value: name,
        text: title,
        hint: { text: abilities(capabilities) },
      })),
      ...errorContext(problems),
    }
    return showPage(deps, c, 'gateways/choose-gateway', context, problems.length > 0 ? 422 : 200)
  }

  function showForm(
    c: OfficerContext,
    gateway: OfferedGateway,
    typed: Record<string, string> = {},
    problems: FieldProblem[] = [],
  ) {
    const ownSettings = makesOwnSettings(gateway.name)
    const context = {
      title: `Add an account at ${gateway.title}`,
      section: 'gateways',
      backHref: '/officer/gateways/new',
      gateway,
      ownSettings,
      typed,
      boxes: ownSettings ? [] : settingBoxes(gateway.settingFields, typed),
      ...errorContext(problems),
    }
    return showPage(deps, c, 'gateways/new-account', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/gateways/new', allow('gateways.manage'), (c) => {
    const chosen = c.req.query('gateway')
    const gateway = named(chosen)
    if (gateway) return showForm(c, gateway)
    return showChoice(
      c,
      c.req.query('choose') === undefined ? [] : [{ field: 'gateway', message: 'Choose a gateway' }],
    )
  })

  app.post('/gateways', allow('gateways.manage'), async (c) => {
    const form = await readForm(c)
    const gateway = named(form.text('gateway'))
    if (!gateway) return showChoice(c, [{ field: 'gateway', message: 'Choose a gateway' }])
    const organisationId = c.get('organisation').id
    const ownSettings = makesOwnSettings(gateway.name)
    const read = ownSettings ? nothingTyped : readSettingBoxes(gateway, form)
    const label = form.text('label').trim()
    const name = form.text('name').trim()
    const mode = ownSettings ? 'test' : form.text('mode')
    const safe = (text: string) => (looksLikeCardNumber(text) ? '' : text)
    const typed = { ...read.typed, label: safe(label), name: safe(name), mode }
    const problems = [...namesProblems(label, name)]
    if (mode !== 'test' && mode !== 'live') {
      problems.push({ field: 'mode', message: 'Choose whether the account takes real money' })
    }
    problems.push(...read.problems)
    if (problems.length > 0 || (mode !== 'test' && mode !== 'live'))
      return showForm(c, gateway, typed, problems)
    try {
      await deps.payments.accounts.add({
        organisationId,
        name,
        label,
        gateway: gateway.name,
        mode,
        settings: ownSettings ? newSandboxSettings(organisationId) : read.settings,
        actor: actorOf(c),
      })
    } catch (error) {
      if (error instanceof Conflict)
        return showForm(c, gateway, typed, [{ field: 'name', message: error.message }])
      if (!(error instanceof BadInput)) throw error
      return showForm(c, gateway, typed, settingProblems(error, gateway.settingFields, 'mode'))
    }
    return c.redirect('/officer/gateways?added', 303)
  })
  return app
}

const nothingTyped: ReadSettings = { settings: {}, typed: {}, problems: [] }

/** The same rule as the payments room has; said here beside the box. */
function namesProblems(label: string, name: string): FieldProblem[] {
  const problems: FieldProblem[] = []
  const wrong = (field: string, message: string) => problems.push({ field, message })
  if (label === '') wrong('label', 'Enter what officers call the account')
  else if (label.length > 100) wrong('label', 'What officers call it must be 100 characters or fewer')
  else if (looksLikeCardNumber(label)) wrong('label', 'What officers call it must not be a card number')
  if (name === '') wrong('name', 'Enter the name that forms use')
  else if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name) || name.length > 50) {
    wrong('name', 'The name that forms use must be lower-case letters, digits and hyphens, 50 at most')
  } else if (looksLikeCardNumber(name)) wrong('name', 'The name that forms use must not be a card number')
  return problems
}

/** What choosing between gateways turns on. */
function abilities({ refunds, moto, welsh, lines }: OfferedGateway['capabilities']): string {
  const yes = [
    refunds === 'partial' && 'refunds from here',
    moto && 'payments by telephone',
    welsh && 'payment pages in Welsh',
    lines && 'funds shown in its own reports',
  ].filter(Boolean)
  const no = refunds === 'none' ? 'Refunds are made by finance and recorded here. ' : ''
  const list = yes.join(', ')
  return `${no}${list.charAt(0).toUpperCase()}${list.slice(1)}`
}
