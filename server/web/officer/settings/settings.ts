import { Hono } from 'hono'
import { say } from '../../../../form-schemas/words.ts'
import type { Draft } from '../../../forms/index.ts'
import { handleConflict, showConflict } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, readForm, showPage } from '../page.ts'
import { allow } from '../session.ts'
import type { Boxes } from './boxes.ts'
import { choices, gatewayChoices, questionChoices } from './choices.ts'
import { readSettings } from './read-settings.ts'
import { settingBoxes, ticks } from './setting-boxes.ts'

const screen = { part: 'settings', path: 'settings' } as const

/** Everything about a form that is not its questions, prices or back office: what it is called to what is sent when it is done. */
export function settingsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(
    c: OfficerContext,
    draft: Draft,
    fields: Boxes,
    revision: number,
    problems: FieldProblem[] = [],
  ) {
    const { organisationId, document } = draft
    const brands = await deps.people.brands.of(organisationId)
    const context = {
      title: 'Settings',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}`,
      draft,
      fields,
      revision,
      notice: c.req.query('saved') && 'Saved',
      gateways: gatewayChoices(await deps.payments.accounts.list(organisationId), fields.gateway ?? ''),
      brands: choices(
        brands.map(({ name, displayName }) => ({ value: name, text: `${say(displayName)} (${name})` })),
        'The council’s first brand',
        fields.brand ?? '',
      ),
      limitRows: rowsOf(fields, 'useLimits').map((row) => ({
        row,
        questions: choices(questionChoices(document), 'No limit', fields[`useLimits.${row}.question`] ?? ''),
      })),
      messageRows: rowsOf(fields, 'messages').map((row) => ({
        row,
        questions: choices(
          questionChoices(document, ['email', 'phoneNumber']),
          'An address of our own, given below',
          fields[`messages.${row}.question`] ?? '',
        ),
      })),
      sections: document.sections ?? [],
      ...errorContext(problems),
    }
    return showPage(deps, c, 'settings/settings', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/forms/:slug/settings', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    return show(c, draft, settingBoxes(draft.document), draft.revision)
  })

  app.post('/forms/:slug/settings', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const revision = Number(form.text('revision'))
    const { part, fieldOf } = readSettings(form, draft.document)
    const saved = await deps.forms.saveDraftPart(
      draft.organisationId,
      draft.slug,
      { revision, part },
      actorOf(c),
    )
    if (saved.kind === 'conflict') return showConflict(deps, c, screen, part, saved.current)
    if (saved.kind === 'refused') {
      const known = settingBoxes(draft.document)
      const posted = Object.keys(known).filter(
        (name) => form.has(name) || ticks.some((tick) => tick === name),
      )
      const fields = { ...known, ...Object.fromEntries(posted.map((name) => [name, form.text(name)])) }
      const problems = saved.problems.map(({ pointer, message }) => ({ field: fieldOf(pointer), message }))
      return show(c, draft, fields, revision, problems)
    }
    return c.redirect(`/officer/forms/${draft.slug}/settings?saved=1`, 303)
  })

  app.post('/forms/:slug/settings/conflict', allow('forms.edit'), (c) => handleConflict(deps, c, screen))
  return app
}

function rowsOf(fields: Boxes, list: string): number[] {
  const first = list === 'useLimits' ? 'question' : 'channel'
  return Object.keys(fields)
    .filter((name) => name.startsWith(`${list}.`) && name.endsWith(`.${first}`))
    .map((name) => Number(name.split('.')[1]))
}
