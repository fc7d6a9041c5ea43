import { Hono } from 'hono'
import type { FormDocument } from '../../../../form-schemas/document.ts'
import type { Draft } from '../../../forms/index.ts'
import { withPart } from '../../../forms/index.ts'
import type { CaseResult } from '../../../pricing/index.ts'
import { handleConflict, showConflict } from '../conflict/conflict.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { lintRequest, vocabulary } from '../expression-editor.ts'
import {
  actorOf,
  errorContext,
  type FieldProblem,
  type OfficerContext,
  readForm,
  readJson,
  showPage,
} from '../page.ts'
import { fieldProblem } from '../problem-field.ts'
import { allow } from '../session.ts'
import { vatWords } from '../state-words.ts'
import {
  changeRows,
  fieldsOf,
  type PricingFields,
  postedFields,
  type ReadPricing,
  readPricing,
} from './pricing-form.ts'

const screen = { part: 'pricing', path: 'prices' } as const

/** Fees, values, price lines and price cases. Every button works without JavaScript; scripts only save the journey. */
export function pricesRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  interface Shown {
    draft: Draft
    fields: PricingFields
    revision: number
    problems?: FieldProblem[]
    results?: CaseResult[]
    notice?: string | undefined
    status?: 200 | 422
  }

  const show = (
    c: OfficerContext,
    { draft, fields, revision, problems = [], results, notice, status = 200 }: Shown,
  ) =>
    showPage(
      deps,
      c,
      'prices/prices',
      {
        title: 'Prices',
        section: 'forms',
        backHref: `/officer/forms/${draft.slug}`,
        draft,
        fields,
        revision,
        results,
        notice,
        vatItems: Object.entries(vatWords).map(([value, text]) => ({ value, text })),
        valueNames: fields.define.map(({ name }) => name.trim()),
        vocabulary: vocabulary(
          draft.document,
          fields.define.map(({ name }) => name),
        ),
        ...errorContext(problems),
      },
      status,
    )

  /** Everything wrong with what was typed: in the fields, in the document they make, in their expressions. */
  function problemsOf(
    draft: Draft,
    read: ReadPricing,
  ): { problems: FieldProblem[]; document: FormDocument | undefined } {
    if (read.problems.length > 0) return { problems: read.problems, document: undefined }
    const made = withPart(draft.text, { pricing: read.pricing })
    const known = (field: string) => read.fieldFor(field)
    if (!made.ok)
      return {
        problems: made.problems.map((problem) => fieldProblem(problem, '/pricing', known)),
        document: undefined,
      }
    const problems = deps.pricing
      .check(made.document)
      .map((problem) => fieldProblem(problem, '/pricing', known))
    return { problems, document: made.document }
  }

  app.get('/forms/:slug/prices', allow('forms.edit'), async (c) => {
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const read = readPricing(fieldsOf(draft.document.pricing), draft.document.pricing)
    return show(c, {
      draft,
      fields: fieldsOf(draft.document.pricing),
      revision: draft.revision,
      // What is wrong already (a question was renamed, say) is shown at once, and does not make the answer an error.
      problems: c.req.query('saved') ? [] : problemsOf(draft, read).problems,
      notice: c.req.query('saved') && 'Saved',
    })
  })

  app.post('/forms/:slug/prices', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedFields(form)
    const revision = Number(form.text('revision'))
    if (changeRows(fields, form.text('action'))) return show(c, { draft, fields, revision })
    const read = readPricing(fields, draft.document.pricing)
    const { problems } = problemsOf(draft, read)
    if (problems.length > 0) return show(c, { draft, fields, revision, problems, status: 422 })
    const part = { pricing: read.pricing }
    const saved = await deps.forms.saveDraftPart(
      draft.organisationId,
      draft.slug,
      { revision, part },
      actorOf(c),
    )
    if (saved.kind === 'conflict') return showConflict(deps, c, screen, part, saved.current)
    if (saved.kind === 'refused') {
      const known = (field: string) => read.fieldFor(field)
      return show(c, {
        draft,
        fields,
        revision,
        problems: saved.problems.map((one) => fieldProblem(one, '/pricing', known)),
        status: 422,
      })
    }
    return c.redirect(`/officer/forms/${draft.slug}/prices?saved=1`, 303)
  })

  /** The cases on the prices as they are typed, saved or not. A fragment for the script, else the page with the results on it. */
  app.post('/forms/:slug/prices/run', allow('forms.edit'), async (c) => {
    const form = await readForm(c)
    const draft = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    const fields = postedFields(form)
    const { problems, document } = problemsOf(draft, readPricing(fields, draft.document.pricing))
    const results = document && (await deps.pricing.runCases(document))
    if (c.req.query('fragment') !== undefined) {
      return c.html(
        deps.templates.render('officer/prices/case-results.njk', { results, ...errorContext(problems) }),
      )
    }
    return show(c, {
      draft,
      fields,
      revision: Number(form.text('revision')),
      problems,
      ...(results && { results }),
    })
  })

  app.post('/forms/:slug/prices/lint', allow('forms.edit'), async (c) => {
    const { document } = await deps.forms.draft(c.get('organisation').id, c.req.param('slug'))
    return c.json(
      lintRequest(
        document,
        await readJson(c),
        (document.pricing?.define ?? []).map(({ name }) => name),
      ),
    )
  })

  app.post('/forms/:slug/prices/conflict', allow('forms.edit'), (c) => handleConflict(deps, c, screen))
  return app
}
