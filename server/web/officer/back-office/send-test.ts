import { Hono } from 'hono'
import { outcomeWords, type SentTest } from '../../../delivery/index.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { actorOf, errorContext, type FieldProblem, type OfficerContext, showPage } from '../page.ts'
import { allow } from '../session.ts'
import { type PostedDelivery, readPosted, tryOut } from './posted-delivery.ts'

/** Sends what a mapping makes of the sample, once it has been shown where it goes and what it says. */
export function sendTestRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.post(
    '/forms/:slug/back-office/test',
    allow('mapping.edit'),
    // A test leaves the house, as a delivery that is sent again does.
    allow('deliveries.replay'),
    async (c) => {
      const posted = await readPosted(deps, c)
      const tried = await tryOut(deps, posted)
      if (posted.form.text('send') !== 'yes' || !tried.answers || !tried.document) {
        return page(c, posted, tried, tried.problems)
      }
      const sent = await deps.delivery.sendTest({
        organisationId: posted.draft.organisationId,
        formId: posted.draft.formId,
        document: tried.document,
        delivery: tried.delivery,
        sample: tried.answers,
        actor: actorOf(c),
        toLiveAddress: posted.form.text('agreed') === 'yes',
      })
      const problems = problemsOf(sent)
      return page(c, posted, tried, problems, sent)
    },
  )

  async function page(
    c: OfficerContext,
    { form, draft, fields }: PostedDelivery,
    { outcome }: Awaited<ReturnType<typeof tryOut>>,
    problems: FieldProblem[],
    sent?: SentTest,
  ) {
    const route = await deps.delivery.testRoute(draft.organisationId, fields.destination)
    return showPage(
      deps,
      c,
      'back-office/send-test',
      {
        title: 'Send a test',
        section: 'forms',
        draft,
        fields,
        // What was typed and not saved yet goes along, there and back.
        carried: [...new Set(form.names())]
          .filter((name) => !['action', 'send', 'agreed'].includes(name))
          .map((name) => ({ name, value: form.text(name) })),
        route,
        outcome,
        ready: route && outcome?.kind === 'mapped' && outcome.problems.length === 0,
        ...(sent?.kind === 'sent' && {
          sent: { ...sent, body: spread(sent.body), words: outcomeWords[sent.outcome.kind] },
        }),
        ...errorContext(problems),
      },
      problems.length > 0 ? 422 : 200,
    )
  }
  return app
}

function problemsOf(sent: SentTest): FieldProblem[] {
  switch (sent.kind) {
    case 'not-agreed':
      return [{ field: 'agreed', message: 'Confirm that the test may go to the live address' }]
    case 'no-destination':
      return [
        { field: 'test-route', message: 'The destination is not set up, so there is nowhere to send it' },
      ]
    case 'not-mapped':
      return [
        { field: 'test-body', message: 'What the mapping gives would not be accepted, so it was not sent' },
      ]
    case 'sent':
      return []
  }
}

function spread(json: string): string {
  return JSON.stringify(JSON.parse(json), null, 2)
}
