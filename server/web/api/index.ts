/**
 * The API for programs: `/api/v1`, described by itself at `/api/openapi.json`.
 * Knows tokens, scopes, resources and RFC 9457 problems. The organisation is the token's, never the request's.
 * Refuses to know amounts that anybody sends: prices come from rules, payments from gateways.
 */
import { OpenAPIHono } from '@hono/zod-openapi'
import { NotFound } from '../../errors.ts'
import type { ApiDeps } from './api-deps.ts'
import { type ApiEnv, bearerToken } from './bearer.ts'
import { deliveries } from './deliveries.ts'
import { document } from './forms/document.ts'
import { draft } from './forms/draft.ts'
import { listForms } from './forms/list-forms.ts'
import { price } from './forms/price.ts'
import { publication } from './forms/publication.ts'
import { openapiDocument } from './openapi-document.ts'
import { payments } from './payments.ts'
import { answerProblem, refuseInput } from './problems.ts'
import { refunds } from './refunds.ts'
import { submissions } from './submissions.ts'

export type { ApiDeps } from './api-deps.ts'

const resources = [listForms, draft, document, publication, price, submissions, payments, refunds, deliveries]

/** Everything below `/api`, to be mounted there. */
export function createApi(deps: ApiDeps): OpenAPIHono {
  const v1 = new OpenAPIHono<ApiEnv>({
    defaultHook: (result) => {
      if (!result.success) refuseInput(result.target, result.error)
    },
  })
  v1.use('*', bearerToken(deps.people.tokens))
  for (const resource of resources) resource(v1, deps)
  // Inside the guard, so that without a token every address answers alike.
  v1.all('*', () => {
    throw new NotFound('There is nothing at this address')
  })

  const api = new OpenAPIHono()
  api.use('*', async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('x-content-type-options', 'nosniff')
  })
  v1.onError((error, c) => answerProblem(c, error, deps.log))
  api.route('/v1', v1)
  api.openAPIRegistry.registerComponent('securitySchemes', 'bearerToken', {
    type: 'http',
    scheme: 'bearer',
    description: 'A token of one organisation, made with `counterfoil token add`',
  })
  openapiDocument(api)
  api.all('*', (c) => answerProblem(c, new NotFound('There is nothing at this address'), deps.log))
  return api
}
