import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import { NotFound } from '../../errors.ts'
import { readSubmissionRecord } from '../../insight/submission-record.ts'
import { pageNumber, SlugParams, submissionReference } from './addresses.ts'
import type { ApiDeps } from './api-deps.ts'
import type { ApiEnv } from './bearer.ts'
import { attemptResource, DeliveryWithAttempts, deliveryResource } from './delivery-resource.ts'
import { guarded, jsonResponse, problems } from './guarded-route.ts'
import { PaymentResource, paymentResource } from './payment-resource.ts'
import { Price } from './price-resource.ts'

const states = ['submitted', 'completed'] as const
const summaryShape = {
  reference: z.string(),
  state: z.enum(states),
  mode: z.enum(['test', 'live']),
  form: z.object({ slug: z.string(), version: z.int() }),
  totalPence: z.int(),
  submittedAt: z.string(),
  completedAt: z.string().nullable(),
}

const list = createRoute({
  method: 'get',
  path: '/submissions',
  operationId: 'listSubmissions',
  tags: ['submissions'],
  summary: 'List what was sent, newest first, without answers',
  ...guarded('submissions:read'),
  request: {
    query: z.strictObject({
      state: z.enum(states).optional(),
      form: SlugParams.shape.slug.optional().openapi({ description: 'Slug of one form' }),
      reference: submissionReference.optional().openapi({ description: 'How the reference begins' }),
      page: pageNumber,
    }),
  },
  responses: {
    200: jsonResponse(
      'A page of submissions',
      z.object({
        submissions: z.array(z.object(summaryShape).openapi('SubmissionSummary')),
        page: z.int(),
        more: z.boolean(),
      }),
    ),
    ...problems(404, 422),
  },
})

const read = createRoute({
  method: 'get',
  path: '/submissions/{reference}',
  operationId: 'readSubmission',
  tags: ['submissions'],
  summary: 'Read one submission with everything that happened to it',
  ...guarded('submissions:read'),
  request: {
    params: z.object({ reference: submissionReference }),
    query: z.strictObject({}),
  },
  responses: {
    200: jsonResponse(
      'The submission',
      z
        .object({
          ...summaryShape,
          language: z.enum(['en', 'cy']),
          startedAt: z.string(),
          answers: z.record(z.string(), z.unknown()),
          price: Price,
          payments: z.array(PaymentResource),
          deliveries: z.array(DeliveryWithAttempts),
          events: z.array(
            z.object({
              at: z.string(),
              actor: z.string(),
              event: z.string(),
              details: z.record(z.string(), z.unknown()),
            }),
          ),
        })
        .openapi('Submission'),
    ),
    ...problems(404, 422),
  },
})

export function submissions(app: OpenAPIHono<ApiEnv>, deps: ApiDeps) {
  app.openapi(list, async (c) => {
    const { organisationId } = c.get('token')
    const { form, ...filter } = c.req.valid('query')
    const formId = form === undefined ? undefined : (await deps.forms.draft(organisationId, form)).formId
    const { rows, more } = await deps.submissions.search(organisationId, {
      ...filter,
      ...(formId && { formId }),
    })
    return c.json(
      {
        submissions: rows.map((row) => ({
          ...sent(row),
          form: { slug: row.formSlug, version: row.versionNumber },
        })),
        page: filter.page,
        more,
      },
      200,
    )
  })

  app.openapi(read, async (c) => {
    const { organisationId } = c.get('token')
    const row = await deps.submissions.byReference(organisationId, c.req.valid('param').reference)
    if (!row) throw new NotFound('There is no submission with this reference')
    const form = await deps.forms.version(row.formVersionId)
    const record = await readSubmissionRecord(deps.db, row)
    return c.json(
      {
        ...sent(row),
        form: { slug: form.slug, version: form.number },
        language: row.language,
        startedAt: row.startedAt.toISOString(),
        answers: row.answers,
        price: row.price!,
        payments: record.payments.map((payment) => paymentResource(payment, record.refunds)),
        deliveries: record.deliveries.map((one) => ({
          ...deliveryResource({ ...one, reference: row.reference! }),
          tries: one.tries.map(attemptResource),
        })),
        events: record.events.map(({ at, actor, event, details }) => ({
          at: at.toISOString(),
          actor,
          event,
          details,
        })),
      },
      200,
    )
  })
}

interface SentRow {
  reference: string | null
  state: 'answering' | 'submitted' | 'completed'
  mode: 'test' | 'live'
  totalPence: number | null
  submittedAt: Date | null
  completedAt: Date | null
}

/** A row that has a reference was sent, and the database holds that it then has all of these. */
function sent(row: SentRow) {
  if (row.state === 'answering') throw new Error('A submission that was not sent has a reference')
  return {
    reference: row.reference!,
    state: row.state,
    mode: row.mode,
    totalPence: row.totalPence!,
    submittedAt: row.submittedAt!.toISOString(),
    completedAt: row.completedAt?.toISOString() ?? null,
  }
}
