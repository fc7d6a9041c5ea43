import { looksLikeCardNumber } from '../../form-schemas/card-number.ts'
import type { Words } from '../../form-schemas/words.ts'
import { Conflict, NotFound } from '../errors.ts'
import { recordEvent } from '../people/audit.ts'
import { type GateReport, runGate } from './gate.ts'
import type { Draft } from './index.ts'
import { approvePlan, cancelPlan, carryOut, movePlan } from './plan.ts'
import type { PlanRow } from './plan-store.ts'
import {
  type Candidate,
  type PublicationDeps,
  type PublishOutcome,
  type PublishRequest,
  publishCandidate,
  readPublished,
} from './publication.ts'

/** Where a decision about a planned publication is made, and by whom: `officer:<id>` or `token:<id>`. */
export interface AboutPlan {
  organisationId: string
  slug: string
  planId: string
  actor: string
}

/** What happens to a form's versions after the first: older ones again, later ones, none for a while. */
export interface Publications {
  /**
   * Publishes an older version's document as a new version, through the gate as it stands now. Journeys end on the version they began.
   * @throws NotFound for a version that is another form's or organisation's, too
   */
  restore(
    organisationId: string,
    slug: string,
    number: number,
    request: Omit<PublishRequest, 'revision'>,
    actor: string,
  ): Promise<PublishOutcome>
  /** What the gate says of an older version now. @throws NotFound */
  gateReport(organisationId: string, slug: string, number: number, mode: 'test' | 'live'): Promise<GateReport>
  /**
   * Residents read the message at the form's address until a version is published again. What was sent can still be paid.
   * Empty problems when it is done. @throws NotFound @throws Conflict (nothing is published)
   */
  unpublish(
    organisationId: string,
    slug: string,
    message: Words,
    actor: string,
  ): Promise<{ field: 'en' | 'cy'; message: string }[]>
  /** What was taken back and when; undefined when it was not. @throws NotFound */
  unpublished(
    organisationId: string,
    slug: string,
  ): Promise<{ at: Date; by: string; message: Words } | undefined>
  /** The planned publication that is open, else the one that ended last. @throws NotFound */
  plan(organisationId: string, slug: string): Promise<PlanRow | undefined>
  /** The second officer's yes; published at once when its moment has come. @throws NotFound @throws NotAllowed @throws Conflict */
  approve(about: AboutPlan): Promise<PlanRow>
  /** @throws NotFound @throws Conflict */
  cancel(about: AboutPlan): Promise<PlanRow>
  /** @throws NotFound @throws BadInput (in the past) @throws Conflict */
  move(about: AboutPlan, at: Date): Promise<PlanRow>
  /** Everything whose moment has come. Called by the sweep. */
  publishDue(now: Date): Promise<void>
  /** Whether prices, funds and VAT wait for a second officer before they are live. */
  secondPerson(organisationId: string): Promise<boolean>
  setSecondPerson(organisationId: string, needed: boolean, actor: string): Promise<void>
}

interface Deps extends PublicationDeps {
  draft(organisationId: string, slug: string): Promise<Draft>
  /** The next request sees what is live now. */
  forget(formId: string): Promise<void>
}

/** As long as what residents read of a closed form may be. */
const longestMessage = 2000

export function createPublications(deps: Deps): Publications {
  const { db, clock, store, plans, draft, forget } = deps

  async function older(organisationId: string, slug: string, number: number): Promise<Candidate> {
    const { formId } = await draft(organisationId, slug)
    const known = (await store.versions(formId)).find((version) => version.number === number)
    const row = known && (await store.version(known.id))
    if (!row) throw new NotFound(`The form has no version ${number}`)
    const text = row.version.document
    return { formId, organisationId, text, document: readPublished(text), restores: number }
  }

  async function about({ organisationId, slug, planId, actor }: AboutPlan) {
    const { formId } = await draft(organisationId, slug)
    return { organisationId, formId, planId, actor }
  }

  async function carryOutNow(plan: PlanRow): Promise<PlanRow> {
    const ended = await carryOut(deps, plan)
    if (ended.state === 'published') await forget(plan.formId)
    return ended
  }

  return {
    async restore(organisationId, slug, number, request, actor) {
      const outcome = await publishCandidate(deps, await older(organisationId, slug, number), request, actor)
      if (outcome.kind === 'conflict') return { kind: 'conflict', current: await draft(organisationId, slug) }
      if (outcome.kind === 'published') await forget(outcome.version.formId)
      return outcome
    },

    async gateReport(organisationId, slug, number, mode) {
      return runGate(deps.gate, (await older(organisationId, slug, number)).document, organisationId, mode)
    },

    async unpublish(organisationId, slug, given, actor) {
      const { formId } = await draft(organisationId, slug)
      const [message, problems] = readMessage(given)
      if (problems.length > 0) return problems
      const at = clock.now()
      await db.transaction(async (tx) => {
        await store.lockRevision(tx, formId)
        const by = { unpublishedAt: at, unpublishedBy: actor, unpublishedMessage: message }
        if (!(await store.unpublish(tx, formId, by)))
          throw new Conflict('This form is not published, or was taken back already')
        const details = { message }
        await recordEvent(tx, { organisationId, at, actor, event: 'form.unpublished', formId, details })
      })
      await forget(formId)
      return []
    },

    async unpublished(organisationId, slug) {
      const found = await store.draft(organisationId, slug)
      if (!found) throw new NotFound('There is no form at this address')
      const { unpublishedAt: at, unpublishedBy: by, unpublishedMessage: message } = found.form
      return at && by !== null && message !== null ? { at, by, message } : undefined
    },

    async plan(organisationId, slug) {
      const { formId } = await draft(organisationId, slug)
      return (await plans.openOf(db, formId)) ?? plans.newest(formId)
    },

    async approve(given) {
      const plan = await approvePlan(deps, await about(given))
      return plan.dueAt! <= clock.now() ? carryOutNow(plan) : plan
    },
    cancel: async (given) => cancelPlan(deps, await about(given)),
    move: async (given, at) => movePlan(deps, await about(given), at),

    async publishDue(now) {
      const failures: unknown[] = []
      for (const plan of await plans.due(now)) {
        // One that cannot be looked at just now keeps no other from its moment; the next sweep tries it again.
        await carryOutNow(plan).catch((error: unknown) => failures.push(error))
      }
      if (failures.length > 0)
        throw new AggregateError(failures, 'Planned publications could not be looked at')
    },

    secondPerson: (organisationId) => plans.needsSecondPerson(db, organisationId),

    async setSecondPerson(organisationId, needed, actor) {
      await db.transaction(async (tx) => {
        await plans.setSecondPerson(tx, organisationId, needed)
        const event = 'organisation.second-person-for-prices'
        await recordEvent(tx, { organisationId, at: clock.now(), actor, event, details: { needed } })
      })
    },
  }
}

/** Plain text that residents read: trimmed, and with nothing in it that must not be kept. */
function readMessage(given: Words): [Words, { field: 'en' | 'cy'; message: string }[]] {
  const both = typeof given === 'string' ? { en: given } : given
  const en = both.en.replaceAll('\0', '').trim()
  const cy = (both.cy ?? '').replaceAll('\0', '').trim()
  const problems = (
    [
      ['en', en],
      ['cy', cy],
    ] as const
  ).flatMap(([field, text]) => {
    const wrong = (message: string) => [{ field, message }]
    if (field === 'en' && text === '') return wrong('Enter what residents read while the form is not there')
    if (text.length > longestMessage) return wrong('The message must be 2,000 characters or fewer')
    return looksLikeCardNumber(text) ? wrong('The message must not contain a card number') : []
  })
  return [cy === '' ? en : { en, cy }, problems]
}
