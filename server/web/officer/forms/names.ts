import { Hono } from 'hono'
import { formatDocument } from '../../../../form-schemas/parse.ts'
import { say } from '../../../../form-schemas/words.ts'
import {
  type Draft,
  type KnownNames,
  kindWords,
  mapNames,
  type OwnName,
  ownNames,
  toBeChosen,
} from '../../../forms/index.ts'
import { knownNames } from '../../../known-names.ts'
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
import { allow } from '../session.ts'
import { choices } from '../settings/choices.ts'

/** Every fund, code, account and other name that a draft uses, each once, to be replaced everywhere by the organisation's own. */
export function namesRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const path = '/forms/:slug/names'

  async function show(
    c: OfficerContext,
    draft: Draft,
    typed: (index: number) => string | undefined,
    problems: FieldProblem[] = [],
  ) {
    const known = await knownNames(deps, draft.organisationId)
    return showPage(
      deps,
      c,
      'forms/names',
      {
        title: 'Funds, accounts and other names',
        section: 'forms',
        backHref: `/officer/forms/${draft.slug}`,
        backText: say(draft.document.title),
        notice: noticeOf(c),
        slug: draft.slug,
        revision: draft.revision,
        names: ownNames(draft.document).map((name, index) => box(name, known, typed(index), index)),
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  app.get(path, allow('forms.edit'), async (c) =>
    show(c, await deps.forms.draft(c.get('organisation').id, c.req.param('slug')), () => undefined),
  )

  app.post(path, allow('forms.edit'), async (c) => {
    const { id } = c.get('organisation')
    const slug = c.req.param('slug')
    const draft = await deps.forms.draft(id, slug)
    const form = await readForm(c)
    const revision = Number(form.text('revision'))
    const typed = (index: number) => (form.has(`name-${index}`) ? form.text(`name-${index}`) : undefined)
    // Boxes are counted, so those of an older draft may be about other names.
    if (revision !== draft.revision) return show(c, draft, () => undefined, [changedMeanwhile])
    const document = chosen(draft, form)
    const outcome = await deps.forms.saveDraft(
      id,
      slug,
      { revision, text: formatDocument(document) },
      actorOf(c),
    )
    if (outcome.kind === 'conflict') return show(c, outcome.current, () => undefined, [changedMeanwhile])
    if (outcome.kind === 'saved') return c.redirect(`/officer/forms/${slug}/names?saved=1`, 303)
    const problems = outcome.problems.map(({ pointer, message }) => ({
      field: `name-${indexAt(draft, pointer)}`,
      message: `This ${message}`,
    }))
    return show(c, draft, typed, problems)
  })
  return app
}

const changedMeanwhile: FieldProblem = {
  field: 'names',
  message: 'Somebody changed the draft after you opened this page. Nothing was changed: choose again',
}

function noticeOf(c: OfficerContext): string | undefined {
  if (c.req.query('made')) return 'The draft is made. Now put your own names in.'
  return c.req.query('saved') && 'Saved'
}

const listed = new Set(['gateway', 'brand', 'destination', 'dataset'])

function box({ kind, name, where }: OwnName, known: KnownNames, typed: string | undefined, index: number) {
  const isUnchosen = name === toBeChosen
  const value = typed ?? (isUnchosen ? '' : name)
  const has = (known[kind] ?? []).map((one) => ({ value: one, text: one }))
  return {
    id: `name-${index}`,
    label: isUnchosen ? kindWords[kind] : `${kindWords[kind]} ${name}`,
    where,
    isUnchosen,
    value,
    items: listed.has(kind) ? choices(has, 'Still to be chosen', value) : undefined,
  }
}

/** The draft with what was typed. An empty box says nothing: what stood there stays. */
function chosen(draft: Draft, form: PostedForm) {
  const names = ownNames(draft.document)
  return mapNames(draft.document, ({ kind, name }) => {
    const index = names.findIndex((one) => one.kind === kind && one.name === name)
    return form.text(`name-${index}`).trim() || name
  })
}

/** The box of the name that stands at a pointer. */
function indexAt(draft: Draft, wanted: string): number {
  let found = 0
  const before = ownNames(draft.document)
  mapNames(draft.document, ({ kind, name, pointer }) => {
    if (pointer === wanted) found = before.findIndex((one) => one.kind === kind && one.name === name)
    return name
  })
  return found
}
