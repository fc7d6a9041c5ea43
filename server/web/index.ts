/**
 * The web: the only room that knows HTTP. This file is the route map; every address of the product begins here.
 * It knows who asks and how to answer. It refuses to know SQL, prices' rules and gateways' ways.
 */
import { Hono } from 'hono'
import { HTTPException } from 'hono/http-exception'
import type { House } from '../app.ts'
import { createApi } from './api/index.ts'
import { brandAssets } from './brand-assets.ts'
import { createErrorPages } from './errors.ts'
import { createAssets } from './govuk/assets.ts'
import { createTemplates } from './govuk/templates.ts'
import { healthRoutes } from './health.ts'
import { hooksRoutes } from './hooks/index.ts'
import { officerRoutes } from './officer/index.ts'
import { officerDeps } from './officer-wiring.ts'
import { readJourneyCookie } from './resident/cookie.ts'
import { residentRoutes } from './resident/index.ts'
import { returnedByPost } from './resident/payment-return/returned-by-post.ts'
import { residentDeps } from './resident-wiring.ts'
import { residentSecurity, sameOriginOnly } from './security.ts'

export function createWeb(house: House): Hono {
  const assets = createAssets()
  const templates = createTemplates(assets)
  const errors = createErrorPages({ templates, log: house.log })
  const web = new Hono()

  web.route('/', healthRoutes(house))
  web.route('/assets/brands', brandAssets(house.people))
  web.route('/assets', assets.routes)
  web.route('/hooks', hooksRoutes({ payments: house.payments }))
  web.route('/sandbox', house.sandbox.app)
  web.route('/api', createApi(house))
  web.route('/officer', officerRoutes(officerDeps(house, templates, errors)))

  const residents = new Hono()
  const payOrigins = Object.values(house.gateways).flatMap((gateway) => gateway.capabilities.pageOrigins)
  residents.use(residentSecurity(house.config.baseUrl, payOrigins))
  residents.post('/:organisation/:form/payment/:returnId', returnedByPost(house.config.baseUrl))
  residents.use(sameOriginOnly(house.config.baseUrl))
  residents.get('/', (c) => c.redirect('/officer', 303))
  residents.route('/', residentRoutes(residentDeps(house, templates)))
  web.route('/', residents)

  // Hono forgets a sub-app's own notFound.
  web.notFound((c) => errors.resident(c, new HTTPException(404)))
  web.onError((error, c) => errors.resident(c, error, { language: readJourneyCookie(c)?.language ?? 'en' }))
  return web
}
