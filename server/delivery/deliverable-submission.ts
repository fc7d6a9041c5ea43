import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Price } from '../pricing/price.ts'

/** A completed submission as deliveries see it: the version it answered, the answers it kept, the price it was shown. */
export interface DeliverableSubmission {
  id: string
  organisationId: string
  reference: string
  formSlug: string
  versionNumber: number
  mode: 'test' | 'live'
  document: FormDocument
  /** Those on reachable pages only. */
  answers: Answers
  price: Price
  submittedAt: Date
  completedAt: Date
  /** Null when there was nothing to pay. */
  payment: { id: string; gatewayPaymentId: string; paidAt: Date } | null
}

/** What a mapping may name besides the answers: `$submission`, `$price`, `$payment`. JSON-safe; times are ISO 8601, UTC. */
export interface MappingBindings {
  submission: {
    reference: string
    form: string
    version: number
    mode: 'test' | 'live'
    submittedAt: string
    completedAt: string
  }
  price: Price
  payment: { id: string; gatewayPaymentId: string; paidAt: string } | null
}

export const mappingVariables: readonly (keyof MappingBindings)[] = ['submission', 'price', 'payment']

export function bindingsOf(submission: DeliverableSubmission): MappingBindings {
  const { payment } = submission
  return {
    submission: {
      reference: submission.reference,
      form: submission.formSlug,
      version: submission.versionNumber,
      mode: submission.mode,
      submittedAt: submission.submittedAt.toISOString(),
      completedAt: submission.completedAt.toISOString(),
    },
    price: submission.price,
    payment: payment && {
      id: payment.id,
      gatewayPaymentId: payment.gatewayPaymentId,
      paidAt: payment.paidAt.toISOString(),
    },
  }
}

/** The instant of sample submissions and mapping cases, so that a case gives the same output on every day. */
export const sampleInstant = '2026-11-22T10:00:00.000Z'
export const sampleDay = '2026-11-22'

/** The bindings of a sample submission: fixed in everything but its price. */
export function sampleBindings(document: FormDocument, price: Price): MappingBindings {
  return {
    submission: {
      reference: 'SAMPLE1234',
      form: document.slug,
      version: 1,
      mode: 'test',
      submittedAt: sampleInstant,
      completedAt: sampleInstant,
    },
    price,
    payment:
      price.totalPence === 0 ? null : { id: 'sample', gatewayPaymentId: 'sample', paidAt: sampleInstant },
  }
}
