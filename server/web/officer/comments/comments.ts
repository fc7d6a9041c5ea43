import { Hono } from 'hono'
import { z } from 'zod'
import { say } from '../../../../form-schemas/words.ts'
import { BadInput } from '../../../errors.ts'
import { partsOf } from '../../../forms/index.ts'
import { can } from '../../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import {
  actorOf,
  errorContext,
  type FieldProblem,
  type OfficerContext,
  readForm,
  readJson,
  showPage,
} from '../page.ts'
import { allow, isJson } from '../session.ts'
import { readComments } from './comment-view.ts'

const Said = z.object({ question: z.string().max(60).optional(), text: z.string().max(10_000).optional() })

/**
 * Comments of a form's draft: as a page that needs no JavaScript, and as JSON for the designer. Both post to the same addresses; what
 * posted JSON is answered with all comments as they are now.
 */
export function commentsRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()
  const path = '/forms/:slug/comments'

  async function show(
    c: OfficerContext,
    problems: FieldProblem[] = [],
    typed: { question?: string; text?: string; at?: string } = {},
  ) {
    const { id } = c.get('organisation')
    const slug = c.req.param('slug') ?? ''
    const { document } = await deps.forms.draft(id, slug)
    const comments = await readComments(deps, id, slug)
    const parts = partsOf(document)
    const known = new Set(parts.map(({ key }) => key))
    const groups = parts.map(({ key, name }) => ({
      key,
      name,
      comments: comments.filter(({ question }) => question === key),
    }))
    const lost = comments.filter(({ question }) => !known.has(question))
    return showPage(
      deps,
      c,
      'comments/comments',
      {
        title: 'Comments',
        section: 'forms',
        backHref: `/officer/forms/${slug}`,
        backText: say(document.title),
        notice: c.req.query('saved') === undefined ? undefined : 'Saved',
        slug,
        mayComment: can(c.get('officer'), 'forms.comment'),
        mayEdit: can(c.get('officer'), 'forms.edit'),
        groups: groups.filter((group) => group.comments.length > 0),
        lost,
        parts,
        open: comments.filter(({ isResolved }) => !isResolved).length,
        typed: { question: c.req.query('question'), ...typed },
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }

  /** What was said, from a form or as JSON. */
  async function readSaid(c: OfficerContext): Promise<{ question: string; text: string }> {
    if (!isJson(c.req.header('content-type'))) {
      const form = await readForm(c)
      return { question: form.text('question'), text: form.text('text') }
    }
    const body = Said.safeParse(await readJson(c))
    if (!body.success) throw new BadInput('Send the question and what you want to say')
    const { question = '', text = '' } = body.data
    return { question, text }
  }

  async function answer(c: OfficerContext, done: Promise<unknown>) {
    await done
    const { id } = c.get('organisation')
    const slug = c.req.param('slug') ?? ''
    if (isJson(c.req.header('content-type'))) return c.json({ comments: await readComments(deps, id, slug) })
    return c.redirect(`/officer/forms/${slug}/comments?saved`, 303)
  }

  /** What cannot be kept is shown again in its box, on the page; the designer reads the problem. */
  async function saying(
    c: OfficerContext,
    at: string,
    keep: (said: { question: string; text: string }) => Promise<unknown>,
  ) {
    const said = await readSaid(c)
    try {
      return await answer(c, keep(said))
    } catch (error) {
      if (!(error instanceof BadInput) || isJson(c.req.header('content-type'))) throw error
      const problems = error.problems.map(({ pointer, message }) => ({
        field: pointer === '/question' ? 'question' : at,
        message,
      }))
      return show(c, problems, { ...said, at })
    }
  }

  app.get(path, allow('forms.read'), (c) => show(c))

  app.get('/forms/:slug/design/comments', allow('forms.edit'), async (c) => {
    const slug = c.req.param('slug')
    const comments = await readComments(deps, c.get('organisation').id, slug)
    return c.json({ comments, url: `/officer/forms/${slug}/comments` })
  })

  app.post(path, allow('forms.comment'), async (c) => {
    const { id } = c.get('organisation')
    return saying(c, 'text', (said) => deps.forms.comments.add(id, c.req.param('slug'), said, actorOf(c)))
  })

  app.post(`${path}/:comment/replies`, allow('forms.comment'), async (c) => {
    const { id } = c.get('organisation')
    const [slug, comment] = [c.req.param('slug') ?? '', c.req.param('comment') ?? '']
    return saying(c, `reply-${comment}`, ({ text }) =>
      deps.forms.comments.reply(id, slug, comment, text, actorOf(c)),
    )
  })

  app.post(`${path}/:comment/resolution`, allow('forms.comment'), (c) => {
    const [slug, comment] = [c.req.param('slug') ?? '', c.req.param('comment') ?? '']
    return answer(c, deps.forms.comments.resolve(c.get('organisation').id, slug, comment, actorOf(c)))
  })

  app.post(`${path}/:comment/reopening`, allow('forms.comment'), (c) => {
    const [slug, comment] = [c.req.param('slug') ?? '', c.req.param('comment') ?? '']
    return answer(c, deps.forms.comments.reopen(c.get('organisation').id, slug, comment, actorOf(c)))
  })
  return app
}
