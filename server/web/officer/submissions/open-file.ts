import { Hono } from 'hono'
import { NotFound } from '../../../errors.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { closedWords } from './sent-files.ts'

/** A file that a resident sent with a submission. Each opening is on the audit trail (see the files room). */
export function openFileRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/submissions/:reference/files/:file', allow('submissions.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const { reference, file } = c.req.param()
    const submission = await deps.submissions.byReference(organisationId, reference)
    const known = submission && (await deps.files.ofSubmission(submission.id)).some(({ id }) => id === file)
    if (!submission || !known) throw new NotFound('This submission has no such file')
    const outcome = await deps.files.open(organisationId, file, actorOf(c))
    if (outcome.kind === 'opened') return new Response(outcome.bytes, { headers: outcome.headers })
    const { name, state } = outcome.upload
    return showPage(
      deps,
      c,
      'submissions/closed-file',
      {
        title: 'This file cannot be opened',
        section: 'submissions',
        backHref: `/officer/submissions/${submission.reference}#files`,
        backText: `Submission ${submission.reference}`,
        name,
        why: closedWords[state],
      },
      409,
    )
  })
  return app
}
