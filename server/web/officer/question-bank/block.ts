import { Hono } from 'hono'
import { z } from 'zod'
import { BadInput } from '../../../errors.ts'
import { type Block, type BlockOutcome, blockDocument } from '../../../forms/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { framed, previewTemplate } from '../forms/gallery/preview-template.ts'
import {
  actorOf,
  errorContext,
  type FieldProblem,
  type OfficerContext,
  type PostedForm,
  readForm,
  readJson,
  showPage,
} from '../page.ts'
import { allow } from '../session.ts'
import { boxedParts, withTyped } from './block-boxes.ts'
import { blockView } from './block-view.ts'
import { sendOutcome } from './send-outcome.ts'

const Version = z.object({ version: z.int().positive(), components: z.array(z.unknown()) })

/** One entry of the question bank: how it looks, its words, its name, which forms have it, and whether it is offered. */
export function blockRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const path = '/question-bank/:block'
  const open = (c: OfficerContext) =>
    deps.forms.questionBank.block(c.get('organisation').id, c.req.param('block') ?? '')

  async function show(c: OfficerContext, block: Block, problems: FieldProblem[] = [], typed?: PostedForm) {
    const { id } = c.get('organisation')
    const [forms, nameOf, preview] = await Promise.all([
      deps.forms.questionBank.usedBy(id, block.id),
      actorNames(deps, id, [block.updatedBy]),
      previewTemplate(
        deps,
        id,
        { slug: 'question-bank', text: '', document: blockDocument(block.name, block.components) },
        {
          page: undefined,
          language: 'en',
          mode: 'live',
          backHref: () => `/officer/question-bank/${block.id}`,
        },
      ),
    ])
    return showPage(
      deps,
      c,
      'question-bank/block',
      {
        title: block.name,
        section: 'question-bank',
        backHref: '/officer/question-bank',
        backText: 'Question bank',
        notice: noticeOf(c),
        block: blockView(block),
        by: nameOf(block.updatedBy),
        forms,
        parts: boxedParts(block.components, typed?.has('words') ? typed : undefined),
        name: typed?.has('name') ? typed.text('name') : block.name,
        preview: preview && framed(preview.html),
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  /** Back to the entry, or to what has to be mended in the box `field`. */
  async function after(c: OfficerContext, outcome: BlockOutcome, field: string, typed?: PostedForm) {
    if (outcome.kind === 'kept')
      return c.redirect(`/officer/question-bank/${outcome.block.id}?saved=${field}`, 303)
    if (outcome.kind === 'conflict')
      return show(c, outcome.block, [{ field: 'words', message: changedMeanwhile }])
    const problems = outcome.problems.map((message) => ({ field, message: inASentence(message) }))
    return show(c, await open(c), problems, typed)
  }

  app.get(path, allow('forms.edit'), async (c) => show(c, await open(c)))

  app.post(path, allow('forms.edit'), async (c) => {
    const block = await open(c)
    const form = await readForm(c)
    const version = Number(form.text('version'))
    if (version !== block.version) return show(c, block, [{ field: 'words', message: changedMeanwhile }])
    const components = withTyped(block.components, form)
    const given = { version, components }
    return after(
      c,
      await deps.forms.questionBank.change(c.get('organisation').id, block.id, given, actorOf(c)),
      'words',
      form,
    )
  })

  app.post(`${path}/versions`, allow('forms.edit'), async (c) => {
    const { id } = await open(c)
    const body = Version.safeParse(await readJson(c))
    if (!body.success) throw new BadInput('Send the version that was changed and the questions')
    const organisationId = c.get('organisation').id
    return sendOutcome(
      c,
      await deps.forms.questionBank.change(organisationId, id, body.data, actorOf(c)),
      200,
    )
  })

  app.post(`${path}/name`, allow('forms.edit'), async (c) => {
    const { id } = await open(c)
    const form = await readForm(c)
    const organisationId = c.get('organisation').id
    const outcome = await deps.forms.questionBank.rename(organisationId, id, form.text('name'), actorOf(c))
    return after(c, outcome, 'name', form)
  })

  app.post(`${path}/retirement`, allow('forms.edit'), async (c) => {
    const { id } = await open(c)
    await deps.forms.questionBank.retire(c.get('organisation').id, id, actorOf(c))
    return c.redirect(`/officer/question-bank/${id}?saved=retired`, 303)
  })

  app.post(`${path}/restoration`, allow('forms.edit'), async (c) => {
    const { id } = await open(c)
    const outcome = await deps.forms.questionBank.restore(c.get('organisation').id, id, actorOf(c))
    return after(c, outcome, outcome.kind === 'kept' ? 'restored' : 'name')
  })
  return app
}

const changedMeanwhile =
  'Somebody changed this entry after you opened it. Nothing was changed: look at what it is now'

const notices: Record<string, string> = {
  words: 'Saved as a new version. Forms that have it are offered the change; none is changed by itself.',
  name: 'The name is changed.',
  retired: 'Retired. Forms that have it keep it.',
  restored: 'It is offered again.',
}

function noticeOf(c: OfficerContext): string | undefined {
  const saved = c.req.query('saved') ?? ''
  return Object.hasOwn(notices, saved) ? notices[saved] : undefined
}

/** Problems of settings are said without their subject: "must not be empty". */
function inASentence(message: string): string {
  return /^(must|has|have|is) /.test(message) ? `One of the texts ${message}` : message
}
