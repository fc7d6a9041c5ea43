import { Hono } from 'hono'
import { z } from 'zod'
import { BadInput } from '../../../errors.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, readJson, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { blockForDesigner, blockView, originsIn } from './block-view.ts'
import { sendOutcome } from './send-outcome.ts'

const Added = z.object({ name: z.string(), components: z.array(z.unknown()) })

/** The question bank as a list, and what the designer asks of it: what there is, and to keep something new. */
export function questionBankRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/question-bank', allow('forms.edit'), async (c) => {
    const { id } = c.get('organisation')
    const blocks = await deps.forms.questionBank.list(id)
    const nameOf = await actorNames(
      deps,
      id,
      blocks.map(({ updatedBy }) => updatedBy),
    )
    const views = blocks.map((block) => ({ ...blockView(block), by: nameOf(block.updatedBy) }))
    return showPage(deps, c, 'question-bank/question-bank', {
      title: 'Question bank',
      section: 'question-bank',
      blocks: views.filter(({ retiredAt }) => !retiredAt),
      retired: views.filter(({ retiredAt }) => retiredAt),
    })
  })

  app.post('/question-bank', allow('forms.edit'), async (c) => {
    const body = Added.safeParse(await readJson(c))
    if (!body.success) throw new BadInput('Send the name and the questions')
    return sendOutcome(
      c,
      await deps.forms.questionBank.add(c.get('organisation').id, body.data, actorOf(c)),
      201,
    )
  })

  /** What the designer offers, and what the blocks of this draft were when it took them over. */
  app.get('/forms/:slug/design/bank', allow('forms.edit'), async (c) => {
    const { id } = c.get('organisation')
    const { document } = await deps.forms.draft(id, c.req.param('slug'))
    const [blocks, taken] = await Promise.all([
      deps.forms.questionBank.list(id),
      deps.forms.questionBank.versions(id, originsIn(document.definition.components)),
    ])
    return c.json({ blocks: blocks.map(blockForDesigner), taken, url: '/officer/question-bank' })
  })
  return app
}
