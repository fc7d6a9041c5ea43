import type { FormDocument } from '../../form-schemas/document.ts'
import { libraryForms } from '../../form-schemas/library/index.ts'
import type { Database } from '../../server/db/client.ts'
import { createExpressions, type Expressions } from '../../server/expressions/index.ts'
import { createForms, documentChecks, type Forms, type GateCheck } from '../../server/forms/index.ts'
import { createLog } from '../../server/log.ts'
import { createPeople, type Officer, type Organisation, type People } from '../../server/people/index.ts'
import { createPricing } from '../../server/pricing/index.ts'
import { settableClock } from '../people/settable-clock.ts'

export const bulkyWaste = libraryForms().find(({ slug }) => slug === 'bulky-waste')!

/** The text of a library form with a change made to it. */
export function changed(change: (document: FormDocument) => void, text = bulkyWaste.text): string {
  const document = JSON.parse(text) as FormDocument
  change(document)
  return JSON.stringify(document)
}

export interface FormRoom {
  forms: Forms
  people: People
  expressions: Expressions
  clock: ReturnType<typeof settableClock>
  organisation: Organisation
  other: Organisation
  officer: Officer
  /** `officer:<id>`. */
  actor: string
}

/** The forms room with real price rules, and two organisations. */
export async function openFormRoom(database: Database, more: GateCheck[] = []): Promise<FormRoom> {
  const { db } = database
  const clock = settableClock()
  const log = createLog('silent')
  const expressions = createExpressions({ workers: 1, log })
  const people = createPeople({ db, clock, log })
  const forms = createForms({
    db,
    clock,
    gate: [...documentChecks({ pricing: createPricing({ expressions }) }), ...more],
  })
  const organisation = await people.organisations.create({
    slug: 'exampleshire',
    name: 'Exampleshire Council',
  })
  const other = await people.organisations.create({ slug: 'otherham', name: 'Otherham Council' })
  const { officer } = await people.officers.add({
    organisationId: organisation.id,
    email: 'ada@example.gov.uk',
    name: 'Ada Hill',
    roles: ['admin'],
  })
  return { forms, people, expressions, clock, organisation, other, officer, actor: `officer:${officer.id}` }
}
