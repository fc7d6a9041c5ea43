import type { Tx } from '../db/client.ts'
import { BadInput, Conflict, NotAllowed, NotFound } from '../errors.ts'
import { recordEvent } from '../people/audit.ts'
import { runGate } from './gate.ts'
import type { PlanRow } from './plan-store.ts'
import {
  blocking,
  needsSecondPerson,
  type PublicationDeps,
  readPublished,
  writeVersion,
} from './publication.ts'

/** A planned publication that somebody decides about. */
export interface PlanDecision {
  organisationId: string
  formId: string
  planId: string
  /** `officer:<id>` or `token:<id>`. */
  actor: string
}

/**
 * The second officer's yes. Without a moment to come it is due now.
 * @throws NotFound @throws NotAllowed (who asked cannot approve) @throws Conflict (not waiting any more)
 */
export async function approvePlan(deps: PublicationDeps, decision: PlanDecision): Promise<PlanRow> {
  return decide(deps, decision, 'form.publication-approved', (plan) => {
    if (plan.state !== 'waiting') throw new Conflict('This publication does not wait for approval any more')
    if (plan.askedBy === decision.actor)
      throw new NotAllowed(
        'A price must be approved by another officer than the one who asked for its publication.',
      )
    const now = deps.clock.now()
    const dueAt = plan.dueAt && plan.dueAt > now ? plan.dueAt : now
    return { state: 'planned', approvedBy: decision.actor, dueAt }
  })
}

/** Whoever asked withdraws it, another officer says no. @throws NotFound @throws Conflict (it has ended) */
export async function cancelPlan(deps: PublicationDeps, decision: PlanDecision): Promise<PlanRow> {
  return decide(deps, decision, 'form.publication-cancelled', () => ({
    state: 'cancelled',
    endedAt: deps.clock.now(),
    endedBy: decision.actor,
  }))
}

/**
 * Another moment. A price that needs approval is asked for anew by whoever moves it, so that nobody approves a moment of their own:
 * from when a price holds is part of it.
 * @throws NotFound @throws BadInput (in the past) @throws Conflict (it has ended)
 */
export async function movePlan(deps: PublicationDeps, decision: PlanDecision, at: Date): Promise<PlanRow> {
  if (at <= deps.clock.now()) {
    const message = 'That moment has passed. Choose one that is to come'
    throw new BadInput(message, [{ pointer: '/at', message }])
  }
  return decide(deps, decision, 'form.publication-moved', (plan) => ({
    dueAt: at,
    ...((plan.state === 'waiting' || plan.approvedBy !== null) && {
      state: 'waiting' as const,
      approvedBy: null,
      askedBy: decision.actor,
    }),
  }))
}

async function decide(
  deps: PublicationDeps,
  { organisationId, formId, planId, actor }: PlanDecision,
  event: string,
  change: (plan: PlanRow) => Partial<PlanRow>,
): Promise<PlanRow> {
  return deps.db.transaction(async (tx) => {
    // The draft first, as every publication does: whoever locks both locks them in one order.
    await deps.store.lockRevision(tx, formId)
    const plan = await deps.plans.lock(tx, planId)
    if (!plan || plan.organisationId !== organisationId || plan.formId !== formId)
      throw new NotFound('There is no such planned publication')
    if (plan.endedAt) throw new Conflict('This publication has been dealt with already')
    const changes = change(plan)
    await deps.plans.update(tx, planId, changes)
    const changed = { ...plan, ...changes }
    const details = { plan: planId, dueAt: changed.dueAt?.toISOString(), state: changed.state }
    await recordEvent(tx, { organisationId, at: deps.clock.now(), actor, event, formId, details })
    return changed
  })
}

/**
 * Publishes what is due, through the gate as it stands now. Exactly once, however many servers sweep: whoever locks the plan first
 * ends it. When it may not be published, that is written down for officers and nothing is published.
 */
export async function carryOut(deps: PublicationDeps, planned: PlanRow): Promise<PlanRow> {
  const document = readPublished(planned.document)
  const report = await runGate(deps.gate, document, planned.organisationId, planned.mode)
  return deps.db.transaction(async (tx) => {
    await deps.store.lockRevision(tx, planned.formId)
    const plan = (await deps.plans.lock(tx, planned.id))!
    const now = deps.clock.now()
    if (plan.state !== 'planned' || plan.dueAt! > now) return plan
    const live = await deps.store.liveVersionOf(tx, plan.formId)
    const unapproved = plan.approvedBy === null && (await needsSecondPerson(deps, tx, { ...plan, document }))
    const reasons = [
      ...((live?.id ?? null) === plan.baseVersionId ? [] : [overtaken(live?.number)]),
      ...(unapproved ? ['The price, fund or VAT changes, and no second officer has approved it'] : []),
      ...blocking(report).map(({ message }) => message),
    ]
    if (reasons.length > 0) return refuse(deps, tx, plan, reasons)
    const version = await writeVersion(deps, tx, {
      organisationId: plan.organisationId,
      formId: plan.formId,
      text: plan.document,
      mode: plan.mode,
      note: plan.note,
      publishedBy: plan.askedBy,
      actor: 'system',
      details: { plan: plan.id, askedBy: plan.askedBy, approvedBy: plan.approvedBy },
    })
    const ended = { state: 'published' as const, versionId: version.id, endedAt: now, endedBy: 'system' }
    await deps.plans.update(tx, plan.id, ended)
    return { ...plan, ...ended }
  })
}

const overtaken = (number: number | undefined) =>
  `Version ${number} was published after this was planned, and would have been undone`

async function refuse(deps: PublicationDeps, tx: Tx, plan: PlanRow, reasons: string[]): Promise<PlanRow> {
  const now = deps.clock.now()
  const ended = {
    state: 'refused' as const,
    endedAt: now,
    endedBy: 'system',
    reason: reasons.join('\n').slice(0, 4000),
  }
  await deps.plans.update(tx, plan.id, ended)
  await recordEvent(tx, {
    organisationId: plan.organisationId,
    at: now,
    actor: 'system',
    event: 'form.publication-refused',
    formId: plan.formId,
    details: { plan: plan.id, problems: reasons.length },
  })
  return { ...plan, ...ended }
}
