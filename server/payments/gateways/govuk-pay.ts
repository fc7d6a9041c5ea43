import { setTimeout } from 'node:timers/promises'
import type { Gateway, GatewayCapabilities, GatewaySettings } from '../gateway.ts'
import type { Reply } from './ask-gateway.ts'
import { createBody, payLimits } from './govuk-pay/create-body.ts'
import { openPayCall, type PayReach, paymentPath } from './govuk-pay/pay-call.ts'
import { queryRefundAtPay, refundAtPay } from './govuk-pay/refund.ts'
import { isPaySearch, notDone, notKnown, readPayPayment, unreadable } from './govuk-pay/replies.ts'
import { type PaySettings, paySettingFields, readPaySettings } from './govuk-pay/settings.ts'
import { readPayWebhook } from './govuk-pay/webhook.ts'

export interface PayOptions extends Omit<PayReach, 'url' | 'pace'>, Partial<Pick<PayReach, 'pace'>> {
  /** Default Pay's own public API. */
  url?: string | undefined
}

const ownUrl = 'https://publicapi.payments.service.gov.uk'

/**
 * GOV.UK Pay (public API v1). One address for test and live: the key decides. The 30p and £5,000 limits of some payment
 * providers behind Pay are not known to us; Pay's own refusal (422) tells of them.
 * Source: docs.payments.service.gov.uk, alphagov/pay-publicapi OpenAPI 1.0.3.
 */
export function createGovukPay({ url = ownUrl, ...options }: PayOptions): Gateway {
  const reach: PayReach = {
    url,
    pace: { now: () => performance.now(), sleep: async (ms) => setTimeout(ms), random: Math.random },
    ...options,
  }
  const call = (settings: GatewaySettings) => openPayCall(reach, settings)
  return {
    name: 'govuk-pay',
    title: 'GOV.UK Pay',
    capabilities: capabilitiesAt(url),
    settingFields: paySettingFields,
    parseSettings: readPaySettings,
    modeOf: (settings) => ((settings as PaySettings).apiKey.startsWith('api_live_') ? 'live' : 'test'),

    async testConnection(settings) {
      const reply = await call(settings)('GET', '/v1/payments?display_size=1')
      if (reply.kind === 'silence' || reply.status !== 200) return notDone(reply)
      if (!isPaySearch(reply.body)) return unreadable()
      const unheard = (settings as PaySettings).webhookSecrets.length === 0
      const webhooks = unheard ? ' There is no webhook signing secret yet.' : ''
      return { kind: 'connected', message: `GOV.UK Pay accepts this key.${webhooks}` }
    },

    async create(settings, request) {
      const body = createBody(request, (settings as PaySettings).delayedCapture === 'yes')
      const headers = { 'idempotency-key': request.idempotencyKey }
      const reply = await call(settings)('POST', '/v1/payments', body, headers)
      // 201 = made now, 200 = this key's payment of before.
      if (reply.kind === 'silence' || (reply.status !== 200 && reply.status !== 201)) return notDone(reply)
      const payment = readPayPayment(reply.body)
      if (!payment) return unreadable()
      return { kind: 'created', gatewayPaymentId: payment.gatewayPaymentId, status: payment.status }
    },

    async query(settings, gatewayPaymentId) {
      const reply = await call(settings)('GET', paymentPath(gatewayPaymentId))
      if (reply.kind === 'reply' && reply.status === 404) return { kind: 'missing' }
      if (reply.kind === 'silence' || reply.status !== 200) return notDone(reply)
      const payment = readPayPayment(reply.body)
      if (payment?.gatewayPaymentId !== gatewayPaymentId) return unreadable()
      return { kind: 'found', status: payment.status }
    },

    async cancel(settings, gatewayPaymentId) {
      const reply = await call(settings)('POST', `${paymentPath(gatewayPaymentId)}/cancel`)
      if (reply.kind === 'reply' && reply.status === 204) return { kind: 'cancelled' }
      // P0501 (400) and P0502 (409): no longer in a state that can be cancelled.
      if (isTooLate(reply)) return { kind: 'too-late' }
      return notKnown(reply)
    },

    async capture(settings, gatewayPaymentId) {
      const ask = call(settings)
      const reply = await ask('POST', `${paymentPath(gatewayPaymentId)}/capture`)
      if (reply.kind === 'reply' && reply.status === 204) return { kind: 'captured' }
      if (!isTooLate(reply)) return notKnown(reply)
      // P1001 (400) and P1003 (409) also answer a capture that had been asked for before.
      const look = await ask('GET', paymentPath(gatewayPaymentId))
      if (look.kind === 'silence' || look.status !== 200) return notKnown(look)
      const payment = readPayPayment(look.body)
      if (payment?.gatewayPaymentId !== gatewayPaymentId) return unreadable()
      return payment.status.state === 'success' ? { kind: 'captured' } : { kind: 'too-late' }
    },

    refund: (settings, request) => refundAtPay(call(settings), request),

    queryRefund: (settings, gatewayPaymentId, gatewayRefundId) =>
      queryRefundAtPay(call(settings), gatewayPaymentId, gatewayRefundId),

    webhook: (settings, rawBody, headers) =>
      readPayWebhook(rawBody, headers, (settings as PaySettings).webhookSecrets),
  }
}

function isTooLate(reply: Reply): boolean {
  return reply.kind === 'reply' && (reply.status === 400 || reply.status === 409)
}

function capabilitiesAt(url: string): GatewayCapabilities {
  return {
    // The hosted pages live on www. and card. of Pay's own domain; a stand-in serves its own.
    pageOrigins: url.endsWith('.payments.service.gov.uk')
      ? ['https://*.payments.service.gov.uk']
      : [new URL(url).origin],
    minPence: 1,
    maxPence: 10_000_000,
    descriptionMax: payLimits.description,
    referenceMax: payLimits.reference,
    welsh: true,
    webhook: 'signed',
    // One amount a payment: lines, funds and VAT go along as metadata, in columns of its reports.
    lines: false,
    vat: false,
    // Where Pay has switched it on for the account; otherwise it says so (P0196).
    moto: true,
    refunds: 'partial',
    // For 24 hours.
    idempotentCreate: true,
    keepsLink: false,
    payableMinutes: 90,
    // Around the 90 minutes a payer has; then as Pay advises for those who never came back: half-hourly, beyond three hours.
    checkSeconds: [60, 180, 600, 1800, 3600, 5700, 7500, 11_100],
    thenEverySeconds: 1800,
    endings: { P0020: 'expired', P0030: 'cancelled' },
  }
}
