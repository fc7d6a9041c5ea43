import { Hono } from 'hono'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import { say, type Words } from '../../../../form-schemas/words.ts'
import type { DocumentPart, Draft } from '../../../forms/index.ts'
import { handleConflict, showConflict } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import {
  actorOf,
  errorContext,
  type FieldProblem,
  type OfficerContext,
  type PostedForm,
  readForm,
  showPage,
} from '../page.ts'
import { fieldOfPointer } from '../problem-field.ts'
import { allow } from '../session.ts'

const screen = { part: 'settings', path: 'settings' } as const

type Fields = Record<string, string>
/** Boxes with words in two languages, and where their words are in the document. */
const wordFields = ['title', 'description', 'whatHappensNext', 'contact'] as const

/** Title, payment, what residents read at the end, contact and privacy. */
export function settingsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  async function show(
    c: OfficerContext,
    draft: Draft,
    fields: Fields,
    revision: number,
    problems: FieldProblem[] = [],
  ) {
    const accounts = await deps.payments.accounts.list(draft.organisationId)
    const context = {
      title: 'Settings',
      section: 'forms',
      backHref: `/officer/forms/${draft.slug}`,
      draft,
      fields,
      revision,
      notice: c.req.query('saved') && 'Saved',
      gateways: gatewayItems(accounts, fields.gateway ?? ''),
      ...errorContext(problems),
    }
    return showPage(deps, c, 'settings/settings', context, problems.length > 0 ? 422 : 200)
  }

  app.get('/forms/:slug/settings', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    return show(c, draft, fieldsOf(draft.document), draft.revision)
  })

  app.post('/forms/:slug/settings', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = Object.fromEntries(
      Object.keys(fieldsOf(draft.document)).map((name) => [name, form.text(name)]),
    )
    const revision = Number(form.text('revision'))
    const part = readSettings(form, draft.document)
    const saved = await deps.forms.saveDraftPart(
      draft.organisationId,
      draft.slug,
      { revision, part },
      actorOf(c),
    )
    if (saved.kind === 'conflict') return showConflict(deps, c, screen, part, saved.current)
    if (saved.kind === 'refused') {
      const problems = saved.problems.map(({ pointer, message }) => ({ field: fieldFor(pointer), message }))
      return show(c, draft, fields, revision, problems)
    }
    return c.redirect(`/officer/forms/${draft.slug}/settings?saved=1`, 303)
  })

  app.post('/forms/:slug/settings/conflict', allow('forms.edit'), (c) => handleConflict(deps, c, screen))
  return app
}

function wordsIn(document: FormDocument): Record<(typeof wordFields)[number], Words | undefined> {
  return {
    title: document.title,
    description: document.payment?.description,
    whatHappensNext: document.confirmation?.whatHappensNext,
    contact: document.settings?.contact,
  }
}

function fieldsOf(document: FormDocument): Fields {
  const fields: Fields = {
    gateway: document.payment?.gateway ?? '',
    reference: document.payment?.reference ?? '',
    privacyUrl: document.settings?.privacyUrl ?? '',
    retentionDays: String(document.settings?.retentionDays ?? ''),
  }
  for (const [name, words] of Object.entries(wordsIn(document))) {
    fields[name] = say(words)
    fields[`${name}Cy`] = typeof words === 'object' ? (words.cy ?? '') : ''
  }
  return fields
}

function readSettings(form: PostedForm, before: FormDocument): DocumentPart {
  const was = wordsIn(before)
  const words = (name: (typeof wordFields)[number]): Words | undefined => {
    const [en, cy] = [form.text(name).trim(), form.text(`${name}Cy`).trim()]
    if (en === '' && cy === '') return undefined
    if (cy !== '') return { en, cy }
    return typeof was[name] === 'object' ? { en } : en
  }
  const gateway = form.text('gateway')
  const retention = form.text('retentionDays').trim()
  const [contact, whatHappensNext, privacyUrl] = [
    words('contact'),
    words('whatHappensNext'),
    form.text('privacyUrl').trim(),
  ]
  const { contact: _, privacyUrl: __, retentionDays: ___, ...otherSettings } = before.settings ?? {}
  const settings = {
    ...(retention !== '' && { retentionDays: Number(retention) }),
    ...(contact !== undefined && { contact }),
    ...(privacyUrl !== '' && { privacyUrl }),
    ...otherSettings,
  }
  return {
    title: words('title') ?? '',
    payment:
      gateway === ''
        ? undefined
        : { gateway, description: words('description') ?? '', reference: form.text('reference').trim() },
    confirmation: whatHappensNext === undefined ? undefined : { ...before.confirmation, whatHappensNext },
    settings: Object.keys(settings).length > 0 ? settings : undefined,
  }
}

/** `/payment/description/cy` is the box `descriptionCy`. */
function fieldFor(pointer: string): string {
  const parts = fieldOfPointer(pointer, '').split('.')
  const welsh = parts.at(-1) === 'cy'
  const name =
    parts.filter((part) => !['payment', 'confirmation', 'settings', 'en', 'cy'].includes(part))[0] ??
    'gateway'
  return welsh ? `${name}Cy` : name
}

function gatewayItems(accounts: { name: string; gateway: string; mode: string }[], now: string) {
  const items = accounts.map(({ name, gateway, mode }) => ({
    value: name,
    text: `${name} (${gateway}, ${mode})`,
  }))
  if (now !== '' && !accounts.some(({ name }) => name === now))
    items.unshift({ value: now, text: `${now} (not set up yet)` })
  return [{ value: '', text: 'No payment' }, ...items]
}
