import { z } from '@hono/zod-openapi'
import type { delivery, deliveryAttempt } from '../../db/schema/index.ts'

export const deliveryStates = ['queued', 'delivered', 'dead-letter'] as const

const deliveryShape = {
  id: z.string(),
  reference: z.string().openapi({ description: 'Of the submission' }),
  code: z.string().openapi({ description: 'The delivery’s id in the form document' }),
  destination: z.string(),
  state: z.enum(deliveryStates),
  attempts: z.int(),
  queuedAt: z.string(),
  nextAttemptAt: z.string().nullable(),
  deliveredAt: z.string().nullable(),
}
const attemptShape = {
  number: z.int(),
  at: z.string(),
  outcome: z.string(),
  statusCode: z.int().nullable(),
  message: z.string(),
  milliseconds: z.int(),
}

export const DeliveryResource = z.object(deliveryShape).openapi('Delivery')
export const DeliveryWithAttempts = z
  .object({ ...deliveryShape, tries: z.array(z.object(attemptShape)) })
  .openapi('DeliveryWithAttempts')
export const DeliveryWithPayloads = z
  .object({
    ...deliveryShape,
    tries: z.array(
      z.object({
        ...attemptShape,
        payload: z.string().nullable().openapi({ description: 'JSON text exactly as it was sent' }),
      }),
    ),
  })
  .openapi('DeliveryWithPayloads')

type DeliveryRow = typeof delivery.$inferSelect & { reference: string }
type AttemptRow = typeof deliveryAttempt.$inferSelect

export function deliveryResource(row: DeliveryRow): z.infer<typeof DeliveryResource> {
  return {
    id: row.id,
    reference: row.reference,
    code: row.deliveryCode,
    destination: row.destinationName,
    state: row.state,
    attempts: row.attempts,
    queuedAt: row.queuedAt.toISOString(),
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    deliveredAt: row.deliveredAt?.toISOString() ?? null,
  }
}

export function attemptResource(row: AttemptRow) {
  return {
    number: row.number,
    at: row.at.toISOString(),
    outcome: row.outcome,
    statusCode: row.statusCode,
    message: row.message,
    milliseconds: row.milliseconds,
  }
}
