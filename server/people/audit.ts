import type { Tx } from '../db/client.ts'
import { insertRows } from '../db/row-statements.ts'
import { auditEvent } from '../db/schema/index.ts'

/** One state change, as it is kept for ever. */
export interface AuditEvent {
  organisationId: string
  at: Date
  /** `resident`, `system`, `officer:<id>`, `token:<id>`, `gateway:<name>`. */
  actor: string
  /** Past tense, room first: `payment.succeeded`. */
  event: string
  formId?: string | undefined
  submissionId?: string | undefined
  paymentId?: string | undefined
  deliveryId?: string | undefined
  /** No answers, no personal data, no secrets: this can never be deleted. */
  details?: Record<string, unknown> | undefined
}

const insertEvents = insertRows('audit_event', auditEvent)

/** Writes the events, in order, in the transaction that makes the change, so that neither exists without the other. */
export async function recordEvents(tx: Tx, events: AuditEvent[]): Promise<void> {
  await insertEvents(
    tx,
    events.map((event) => ({
      organisationId: event.organisationId,
      at: event.at,
      actor: event.actor,
      event: event.event,
      formId: event.formId ?? null,
      submissionId: event.submissionId ?? null,
      paymentId: event.paymentId ?? null,
      deliveryId: event.deliveryId ?? null,
      details: event.details ?? {},
    })),
  )
}

export const recordEvent = (tx: Tx, event: AuditEvent): Promise<void> => recordEvents(tx, [event])
