import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CreateRequest, Gateway } from '../gateway.ts'
import { type Fetch, gatewayAsker, type Reply } from './ask-gateway.ts'
import { cleanText } from './clean-text.ts'
import { readPayPayment, readPayRefusal } from './govuk-pay-replies.ts'
import { readSettings } from './read-settings.ts'
import { isSigned } from './signature.ts'

const Settings = z.strictObject({
  apiKey: z
    .string()
    .regex(/^api_(test|live)_[A-Za-z0-9_-]{10,200}$/, 'must begin with api_test_ or api_live_'),
  /** Signing secrets of the webhook, made in Pay's admin tool: two while one is being changed. */
  webhookSecrets: z.array(z.string().min(8, 'must have at least 8 characters').max(500)).max(2).default([]),
})
type PaySettings = z.infer<typeof Settings>

export interface PayOptions {
  /** Pay's public API, without a trailing slash. */
  url: string
  fetch: Fetch
  timeoutMs: number
}

/**
 * GOV.UK Pay (public API v1). One address for test and live: the key decides. The 30p and £5,000 limits of some payment
 * providers behind Pay are not known to us; Pay's own refusal (422) tells of them.
 * Source: docs.payments.service.gov.uk, alphagov/pay-publicapi OpenAPI 1.0.3.
 */
export function createGovukPay({ url, fetch, timeoutMs }: PayOptions): Gateway {
  const ask = gatewayAsker({ url, fetch, timeoutMs })
  return {
    name: 'govuk-pay',
    capabilities: {
      // The hosted pages live on www. and card. of Pay's own domain; a stand-in serves its own.
      pageOrigins: url.endsWith('.payments.service.gov.uk')
        ? ['https://*.payments.service.gov.uk']
        : [new URL(url).origin],
      minPence: 1,
      maxPence: 10_000_000,
      descriptionMax: 255,
      referenceMax: 255,
      welsh: true,
      webhook: true,
      payableMinutes: 90,
      endings: { P0020: 'expired', P0030: 'cancelled' },
    },
    parseSettings: (settings) => readSettings(Settings, settings, 'GOV.UK Pay'),
    modeOf: (settings) => ((settings as PaySettings).apiKey.startsWith('api_live_') ? 'live' : 'test'),

    async create(settings, request) {
      const reply = await ask(settings, 'POST', '/v1/payments', createBody(request), {
        'idempotency-key': request.idempotencyKey,
      })
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      // 201 = made now, 200 = this key's payment of before.
      if (reply.status === 200 || reply.status === 201) {
        const payment = readPayPayment(reply.body)
        if (payment) return { kind: 'created', ...payment }
        return { kind: 'unreachable', message: 'It gave an answer that could not be read' }
      }
      return notDone(reply)
    },

    async query(settings, gatewayPaymentId) {
      const reply = await ask(settings, 'GET', `/v1/payments/${encodeURIComponent(gatewayPaymentId)}`)
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      if (reply.status === 404) return { kind: 'missing' }
      if (reply.status !== 200) return notDone(reply)
      const payment = readPayPayment(reply.body)
      if (payment?.gatewayPaymentId === gatewayPaymentId) return { kind: 'found', status: payment.status }
      return { kind: 'unreachable', message: 'It gave an answer that could not be read' }
    },

    async cancel(settings, gatewayPaymentId) {
      const reply = await ask(settings, 'POST', `/v1/payments/${encodeURIComponent(gatewayPaymentId)}/cancel`)
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      if (reply.status === 204) return { kind: 'cancelled' }
      // P0501 (400) and P0502 (409): no longer in a state that can be cancelled.
      if (reply.status === 400 || reply.status === 409) return { kind: 'too-late' }
      return { kind: 'unreachable', message: notDone(reply).message }
    },

    webhook(settings, rawBody, headers) {
      const secrets = (settings as PaySettings).webhookSecrets
      if (!isSigned(rawBody, headers.get('pay-signature'), secrets)) return { kind: 'forged' }
      const message = readMessage(rawBody)
      const messageId =
        message?.webhook_message_id ?? message?.id ?? createHash('sha256').update(rawBody).digest('hex')
      // Any event type, known or new, only says "look"; refunds and captures of a payment change nothing here yet.
      return message?.resource_type === 'payment' && message.resource_id
        ? { kind: 'look', messageId, gatewayPaymentId: message.resource_id }
        : { kind: 'ignored', messageId }
    },
  }
}

/** Made from the stored attempt alone: the same attempt gives the same body, or Pay refuses the repeat (P0191). */
function createBody(request: CreateRequest) {
  const funds = [...new Set(request.lines.map((line) => line.fund))].join(', ')
  const ledgers = [...new Set(request.lines.flatMap((line) => line.ledger ?? []))].join(', ')
  return {
    amount: request.amountPence,
    reference: cleanText(request.reference, 255),
    description: cleanText(request.description, 255),
    return_url: request.returnUrl,
    language: request.language,
    ...(request.email && request.email.length <= 254 && { email: request.email }),
    // At most 15 keys of 30 characters with 100 characters each; they reach Pay's CSV, and cannot be changed later.
    metadata: {
      attempt: request.idempotencyKey,
      reference: cleanText(request.reference, 100),
      fund: cleanText(funds, 100),
      ...(ledgers && { ledger: cleanText(ledgers, 100) }),
    },
  }
}

/** 429, 5xx and what is no answer of Pay's may be asked again under the same key; every other refusal will be the same again. */
function notDone(reply: Extract<Reply, { kind: 'reply' }>) {
  const { code, message } = readPayRefusal(reply.status, reply.body)
  if (reply.status === 429 || reply.status >= 500 || reply.status < 400)
    return { kind: 'unreachable' as const, message }
  return { kind: 'refused' as const, code, message }
}

const Message = z.object({
  webhook_message_id: z.string().max(200).nullish(),
  id: z.string().max(200).nullish(),
  resource_id: z.string().max(200).nullish(),
  resource_type: z.string().nullish(),
})

function readMessage(rawBody: Uint8Array): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(new TextDecoder().decode(rawBody))).data
  } catch {
    // Signed, so it came from Pay, but not a message we can read: kept by its hash and answered, or Pay sends it for days.
    return undefined
  }
}
