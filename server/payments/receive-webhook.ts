import { newId } from '../ids.ts'
import { accountById } from './account-store.ts'
import { openAccount } from './accounts.ts'
import type { PaymentDeps } from './payment-deps.ts'
import { insertMessage, lockNews, paymentByGatewayId } from './payment-store.ts'

export type WebhookReceipt = 'accepted' | 'forged' | 'unknown'

/**
 * Takes a gateway's word that something happened: checks the signature, keeps the message once and queues a look at the
 * payment, in one transaction; nothing in the message is believed. A message about a payment whose id we have not committed
 * yet is kept and answered when the id is (`send.ts`), and the check schedule stands behind both: asking the gateway to send
 * again would only make noise about payments that other systems take through the same account.
 */
export async function receiveWebhook(
  deps: PaymentDeps,
  gatewayName: string,
  accountId: string,
  proof: string,
  rawBody: Uint8Array,
  headers: Headers,
): Promise<WebhookReceipt> {
  const row = await accountById(deps.db, accountId)
  if (!row || row.gateway !== gatewayName) return 'unknown'
  const { gateway, settings } = await openAccount(deps, accountId)
  if (!gateway.webhook) return 'unknown'
  const message = gateway.webhook(settings, rawBody, headers, proof)
  if (message.kind === 'forged') {
    deps.log.warn({ gateway: gatewayName, account: accountId }, 'webhook.forged')
    return 'forged'
  }
  const gatewayPaymentId = message.kind === 'look' ? message.gatewayPaymentId : null
  await deps.db.transaction(async (tx) => {
    if (gatewayPaymentId) await lockNews(tx, accountId, gatewayPaymentId)
    const isNew = await insertMessage(tx, {
      id: newId(),
      organisationId: row.organisationId,
      gatewayAccountId: accountId,
      messageId: message.messageId,
      gatewayPaymentId,
      receivedAt: deps.clock.now(),
    })
    if (!isNew || !gatewayPaymentId) return
    const payment = await paymentByGatewayId(tx, accountId, gatewayPaymentId)
    if (payment) await deps.enqueue(tx, { name: 'settle-payment', paymentId: payment.id })
  })
  return 'accepted'
}
