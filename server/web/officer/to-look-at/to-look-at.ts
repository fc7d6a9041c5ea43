import { Hono } from 'hono'
import { can } from '../../../people/index.ts'
import { actorNames } from '../actor-names.ts'
import type { OfficerDeps, OfficerEnv } from '../deps.ts'
import { showPage } from '../page.ts'
import { allow } from '../session.ts'
import { ageWords } from './age.ts'
import { type Section, sectionsOf, underWaySection } from './sections.ts'

/** Finance's one screen: everything about money that does not come right by itself. */
export function toLookAtRoutes(deps: OfficerDeps) {
  const app = new Hono<OfficerEnv>()

  app.get('/to-look-at', allow('payments.read'), async (c) => {
    const organisationId = c.get('organisation').id
    const found = await deps.insight.exceptions(organisationId)
    const nameOf = await actorNames(deps, organisationId, [
      ...found.refunds.map(({ requestedBy }) => requestedBy),
      ...found.claims.map(({ claimedBy }) => claimedBy),
    ])
    const now = deps.clock.now()
    const aged = (section: Section) => ({
      ...section,
      rows: section.rows.map((row) => ({ ...row, age: ageWords(row.since, now) })),
    })
    const sections = sectionsOf(found, nameOf).map(aged)
    return showPage(deps, c, 'to-look-at/to-look-at', {
      title: 'To look at',
      section: 'to-look-at',
      sections,
      deadLetters: found.deadLetters,
      nothing: sections.length === 0 && found.deadLetters.count === 0,
      underWay: aged(underWaySection(found)),
      maySeeDeliveries: can(c.get('officer'), 'deliveries.read'),
    })
  })
  return app
}
