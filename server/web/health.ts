import { Hono } from 'hono'
import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { House } from '../app.ts'
import { plainSecurity } from './security.ts'

/** `/healthz` alive, `/readyz` database answers, `/metrics` for Prometheus. None of them names a person or a form. */
export function healthRoutes(house: Pick<House, 'database' | 'datasets' | 'log' | 'overdue'>): Hono {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'counterfoil_overdue',
    help: 'Rows whose time has come and that nobody has worked off for five minutes',
    labelNames: ['kind'],
    registers: [registry],
    async collect() {
      const overdue = await house.overdue()
      this.set({ kind: 'payments' }, overdue.payments)
      this.set({ kind: 'deliveries' }, overdue.deliveries)
      this.set({ kind: 'dead-letters' }, overdue.deadLetters)
    },
  })
  new Gauge({
    name: 'counterfoil_guessing_alerts',
    help: 'How often somebody seemed to be guessing keys of a dataset, since the beginning',
    registers: [registry],
    async collect() {
      this.set(await house.datasets.guessingAlerts())
    },
  })
  const routes = new Hono()
  routes.get('/healthz', plainSecurity, (c) => c.text('ok'))
  routes.get('/readyz', plainSecurity, async (c) => {
    try {
      await house.database.ping()
      return c.text('ready')
    } catch (error) {
      house.log.error({ err: error }, 'database.unreachable')
      return c.text('the database does not answer', 503)
    }
  })
  routes.get('/metrics', plainSecurity, async (c) => {
    c.header('content-type', registry.contentType)
    return c.body(await registry.metrics())
  })
  return routes
}
