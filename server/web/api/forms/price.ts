import { createRoute, type OpenAPIHono, z } from '@hono/zod-openapi'
import type { Answers } from '../../../../form-schemas/answers.ts'
import { londonDay } from '../../../clock.ts'
import { BadInput, PriceRefused } from '../../../errors.ts'
import { type CompiledForm, compileForm, reachableAnswers } from '../../../journey/index.ts'
import { SlugParams } from '../addresses.ts'
import type { ApiDeps } from '../api-deps.ts'
import type { ApiEnv } from '../bearer.ts'
import { guarded, jsonResponse, problems } from '../guarded-route.ts'
import { priceShape } from '../price-resource.ts'

const PriceRequest = z
  .strictObject({
    answers: z
      .record(z.string(), z.unknown())
      .openapi({ description: 'By question key, in the shape in which answers are kept' }),
    on: z.iso
      .date('must be a day such as 2026-11-22')
      .optional()
      .openapi({ description: 'Day in Europe/London; without it, today' }),
  })
  .openapi('PriceRequest')

const route = createRoute({
  method: 'post',
  path: '/forms/{slug}/price',
  operationId: 'priceAnswers',
  tags: ['forms'],
  summary: 'Work out a price without submitting anything',
  description:
    'Answers may be incomplete. Those on pages that they do not lead to are left out, as they are for residents.',
  ...guarded('forms:read'),
  request: {
    params: SlugParams,
    query: z.strictObject({
      draft: z
        .enum(['', 'true'])
        .optional()
        .openapi({ description: 'By the rules of the draft, not of the live version' }),
    }),
    body: { required: true, content: { 'application/json': { schema: PriceRequest } } },
  },
  responses: {
    200: jsonResponse(
      'The price and why',
      z.object({
        version: z.int().nullable().openapi({ description: 'null when priced by the draft' }),
        ...priceShape,
        leftOut: z.array(z.string()).openapi({ description: 'Answers that did not count' }),
      }),
    ),
    ...problems(400, 404, 413, 415, 422),
  },
})

export function price(app: OpenAPIHono<ApiEnv>, deps: ApiDeps) {
  app.openapi(route, async (c) => {
    const { organisationId } = c.get('token')
    const { slug } = c.req.valid('param')
    const { answers, on } = c.req.valid('json')
    const byDraft = c.req.valid('query').draft !== undefined
    const form = byDraft
      ? await draftForm(deps, organisationId, slug)
      : await liveForm(deps, organisationId, slug)

    const checked = checkGiven(form.compiled, answers)
    const counting = reachableAnswers(form.compiled, checked)
    const outcome = await deps.pricing.price(
      form.compiled.document,
      counting,
      on ?? londonDay(deps.clock.now()),
    )
    if (outcome.kind === 'refused') throw new PriceRefused(outcome.reason)
    const leftOut = Object.keys(checked).filter((key) => !Object.hasOwn(counting, key))
    return c.json({ version: form.number, ...outcome.price, leftOut }, 200)
  })
}

async function liveForm({ forms }: ApiDeps, organisationId: string, slug: string) {
  const { versionId, number } = await forms.publishedText(organisationId, slug)
  return { number, compiled: (await forms.version(versionId)).compiled }
}

async function draftForm({ forms }: ApiDeps, organisationId: string, slug: string) {
  const { document } = await forms.draft(organisationId, slug)
  return { number: null, compiled: compileForm(document) }
}

/** Every answer that was given, checked as a resident's would be. @throws BadInput naming all that are wrong */
function checkGiven(form: CompiledForm, answers: Record<string, unknown>): Answers {
  const questions = new Map(form.pages.flatMap((page) => page.questions).map((one) => [one.key, one]))
  const wrong = Object.entries(answers).flatMap(([key, answer]) => {
    const question = questions.get(key)
    const pointer = `/answers/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`
    if (!question) return [{ pointer, message: `The form has no question ‘${key.slice(0, 60)}’` }]
    const errors = question.type.check(question.component, answer as Answers[string], 'en')
    return errors.map(({ message }) => ({ pointer, message }))
  })
  if (wrong.length > 0) throw new BadInput('Some answers cannot be used', wrong)
  return answers as Answers
}
