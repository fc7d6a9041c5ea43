import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newId, sha256 } from '../../ids.ts'
import { readSettings } from '../../supplier-settings.ts'
import type {
  Gateway,
  GatewayCapabilities,
  GatewayRefused,
  GatewayUnreachable,
  SettingField,
} from '../gateway.ts'
import { type Fetch, gatewayAsker, type Reply } from './ask-gateway.ts'
import { cleanText } from './clean-text.ts'
import { readSandboxMessage, readSandboxPayment, readSandboxRefund } from './sandbox-replies.ts'
import { isSigned } from './signature.ts'

const Settings = z.strictObject({
  apiKey: z
    .string()
    .regex(/^sandbox_[A-Za-z0-9-]{1,64}_[A-Za-z0-9-]{16,128}$/, 'must be a key of the sandbox'),
  /** The sandbox signs webhooks with hex sha256("webhook:" + sha256(key)); left out, it is worked out from the key. */
  webhookSecret: z.string().min(16, 'must have at least 16 characters').optional(),
  /** `off` = the sandbox is not told where to send webhooks: only the return page and the poller find out. */
  webhooks: z.enum(['on', 'off'], 'must be on or off').default('on'),
})
type SandboxSettings = z.infer<typeof Settings> & { webhookSecret: string }

const settingFields: readonly SettingField[] = [
  {
    name: 'apiKey',
    label: 'Sandbox key',
    hint: 'sandbox_, the id of your organisation, _ and at least 16 letters and digits of your choice. Outcomes are chosen on the payment page. A refund that ends in 13 pence takes some seconds, one that ends in 99 pence fails.',
    kind: 'secret',
    required: true,
  },
  {
    name: 'webhookSecret',
    label: 'Webhook signing secret',
    hint: 'Leave empty: it is worked out from the key.',
    kind: 'secret',
    required: false,
  },
  {
    name: 'webhooks',
    label: 'Does the sandbox tell us how payments end?',
    kind: 'choice',
    choices: [
      { value: 'on', text: 'Yes, by webhook' },
      { value: 'off', text: 'No, it is asked' },
    ],
    required: false,
  },
]

const capabilities: GatewayCapabilities = {
  // Its pages are below our own BASE_URL.
  pageOrigins: [],
  minPence: 1,
  maxPence: 10_000_000,
  descriptionMax: 255,
  referenceMax: 255,
  welsh: false,
  webhook: 'signed',
  lines: false,
  vat: false,
  moto: true,
  refunds: 'partial',
  idempotentCreate: true,
  keepsLink: false,
  payableMinutes: 90,
  checkSeconds: [15, 60, 180, 600, 1800, 3600, 5460],
  thenEverySeconds: 3600,
  endings: { 'cancelled-by-payer': 'cancelled', expired: 'expired' },
}

/** Settings of a new sandbox account of an organisation. */
export function newSandboxSettings(organisationId: string, webhooks: 'on' | 'off' = 'on') {
  return { apiKey: `sandbox_${organisationId}_${newId()}`, webhooks }
}

export interface SandboxOptions {
  /** The sandbox's own API, without a trailing slash. */
  url: string
  fetch: Fetch
  timeoutMs: number
}

/** The sandbox gateway, reached over HTTP like any supplier. No money moves; test accounts only. */
export function createSandboxGateway({ url, fetch, timeoutMs }: SandboxOptions): Gateway {
  const ask = gatewayAsker({ url, fetch, timeoutMs })
  const pathOf = (gatewayPaymentId: string) => `/v1/payments/${encodeURIComponent(gatewayPaymentId)}`
  return {
    name: 'sandbox',
    title: 'Sandbox (no money moves)',
    capabilities,
    settingFields,
    parseSettings(settings) {
      const read = readSettings(Settings, settings, 'sandbox')
      return { ...read, webhookSecret: read.webhookSecret ?? sha256(`webhook:${sha256(read.apiKey)}`) }
    },
    modeOf: () => 'test',

    async testConnection(settings) {
      const reply = await ask(settings, 'GET', '/v1/account')
      const account = bodyOf(reply, 200)
      if (!z.object({ mode: z.literal('test') }).safeParse(account).success) return notDone(reply)
      return { kind: 'connected', message: 'The sandbox accepts this key. No money moves.' }
    },

    async create(settings, request) {
      const { webhooks } = settings as SandboxSettings
      const reply = await ask(
        settings,
        'POST',
        '/v1/payments',
        {
          amount: request.amountPence,
          reference: cleanText(request.reference, 255),
          description: cleanText(request.description, 255),
          return_url: request.returnUrl,
          ...(webhooks === 'on' && request.webhookUrl && { webhook_url: request.webhookUrl }),
          ...(request.channel === 'moto' && { moto: true }),
        },
        { 'idempotency-key': request.idempotencyKey },
      )
      const payment = readSandboxPayment(bodyOf(reply, 200, 201))
      return payment ? { kind: 'created', ...payment } : notDone(reply)
    },

    async query(settings, gatewayPaymentId) {
      const reply = await ask(settings, 'GET', pathOf(gatewayPaymentId))
      if (reply.kind === 'reply' && reply.status === 404) return { kind: 'missing' }
      const payment = readSandboxPayment(bodyOf(reply, 200))
      if (payment?.gatewayPaymentId === gatewayPaymentId) return { kind: 'found', status: payment.status }
      return notDone(reply)
    },

    async cancel(settings, gatewayPaymentId) {
      const reply = await ask(settings, 'POST', `${pathOf(gatewayPaymentId)}/cancel`)
      if (reply.kind === 'reply' && reply.status === 204) return { kind: 'cancelled' }
      if (reply.kind === 'reply' && reply.status === 409) return { kind: 'too-late' }
      return { kind: 'unreachable', message: notDone(reply).message }
    },

    async refund(settings, { gatewayPaymentId, refundId, amountPence }) {
      const reply = await ask(
        settings,
        'POST',
        `${pathOf(gatewayPaymentId)}/refunds`,
        { amount: amountPence },
        // The same key gives the same refund: a lost reply is simply asked for again.
        { 'idempotency-key': refundId },
      )
      const refund = readSandboxRefund(bodyOf(reply, 200, 201))
      if (refund?.amountPence !== amountPence) return notDone(reply)
      return { kind: 'submitted', gatewayRefundId: refund.gatewayRefundId, state: refund.state }
    },

    async queryRefund(settings, gatewayPaymentId, gatewayRefundId) {
      const path = `${pathOf(gatewayPaymentId)}/refunds/${encodeURIComponent(gatewayRefundId)}`
      const reply = await ask(settings, 'GET', path)
      if (reply.kind === 'reply' && reply.status === 404) return { kind: 'missing' }
      const refund = readSandboxRefund(bodyOf(reply, 200))
      if (refund?.gatewayRefundId !== gatewayRefundId) return notDone(reply)
      return { kind: 'found', state: refund.state, amountPence: refund.amountPence }
    },

    webhook(settings, rawBody, headers) {
      const { webhookSecret } = settings as SandboxSettings
      if (!isSigned(rawBody, headers.get('sandbox-signature'), [webhookSecret])) return { kind: 'forged' }
      const message = readSandboxMessage(rawBody)
      return message
        ? { kind: 'look', messageId: message.message_id, gatewayPaymentId: message.payment_id }
        : { kind: 'ignored', messageId: createHash('sha256').update(rawBody).digest('hex') }
    },
  }
}

/** The reply's body when it came with one of the statuses that mean done. */
function bodyOf(reply: Reply, ...statuses: number[]): unknown {
  return reply.kind === 'reply' && statuses.includes(reply.status) ? reply.body : undefined
}

/** Refusals say no for good; all else, an answer that cannot be read too, may be asked again. */
function notDone(reply: Reply): GatewayRefused | GatewayUnreachable {
  if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
  const said = z.object({ error: z.string() }).safeParse(reply.body).data?.error
  const message = `The sandbox answered ${reply.status}${said ? ` (${said})` : ''}`
  const again = reply.status === 429 || reply.status >= 500 || reply.status < 400
  return again
    ? { kind: 'unreachable', message }
    : { kind: 'refused', code: said ?? String(reply.status), message }
}
