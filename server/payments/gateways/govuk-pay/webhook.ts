import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { WebhookOutcome } from '../../gateway.ts'
import { isSigned } from '../signature.ts'

/** The id of the message has one name in Pay's documentation and another in its messages. */
const Message = z.object({
  webhook_message_id: z.string().max(200).nullish(),
  id: z.string().max(200).nullish(),
  resource_id: z.string().max(200).nullish(),
  resource_type: z.string().nullish(),
})

/** Any event type, known or new, only says "look": started, succeeded, captured, settled, refunded, failed, expired. */
export function readPayWebhook(
  rawBody: Uint8Array,
  headers: Headers,
  secrets: readonly string[],
): WebhookOutcome {
  if (!isSigned(rawBody, headers.get('pay-signature'), secrets)) return { kind: 'forged' }
  const message = readMessage(rawBody)
  const messageId =
    message?.webhook_message_id ?? message?.id ?? createHash('sha256').update(rawBody).digest('hex')
  return message?.resource_type === 'payment' && message.resource_id
    ? { kind: 'look', messageId, gatewayPaymentId: message.resource_id }
    : { kind: 'ignored', messageId }
}

function readMessage(rawBody: Uint8Array): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(new TextDecoder().decode(rawBody))).data
  } catch {
    // Signed, so it came from Pay, but not a message we can read: kept by its hash and answered, or Pay sends it for days.
    return undefined
  }
}
