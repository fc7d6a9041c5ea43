import { createHash } from 'node:crypto'
import { z } from 'zod'
import { newId, sha256 } from '../../ids.ts'
import type { Gateway } from '../gateway.ts'
import { type Fetch, gatewayAsker, type Reply } from './ask-gateway.ts'
import { cleanText } from './clean-text.ts'
import { readSettings } from './read-settings.ts'
import { isSigned } from './signature.ts'

const Settings = z.strictObject({
  apiKey: z.string().regex(/^sandbox_[A-Za-z0-9-]{1,64}_[A-Za-z0-9-]{16,128}$/),
  /** The sandbox signs webhooks with hex sha256("webhook:" + sha256(key)); left out, it is worked out from the key. */
  webhookSecret: z.string().min(16).optional(),
  /** `off` = the sandbox is not told where to send webhooks: only the return page and the poller find out. */
  webhooks: z.enum(['on', 'off']).default('on'),
})
type SandboxSettings = z.infer<typeof Settings> & { webhookSecret: string }

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
  return {
    name: 'sandbox',
    capabilities: {
      // Its pages are below our own BASE_URL.
      pageOrigins: [],
      minPence: 1,
      maxPence: 10_000_000,
      descriptionMax: 255,
      referenceMax: 255,
      welsh: false,
      webhook: true,
      payableMinutes: 90,
      endings: { 'cancelled-by-payer': 'cancelled', expired: 'expired' },
    },
    parseSettings(settings) {
      const read = readSettings(Settings, settings, 'sandbox')
      return { ...read, webhookSecret: read.webhookSecret ?? sha256(`webhook:${sha256(read.apiKey)}`) }
    },
    modeOf: () => 'test',

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
        },
        { 'idempotency-key': request.idempotencyKey },
      )
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      const payment = reply.status === 200 || reply.status === 201 ? readPayment(reply.body) : undefined
      return payment ? { kind: 'created', ...payment } : notDone(reply)
    },

    async query(settings, gatewayPaymentId) {
      const reply = await ask(settings, 'GET', `/v1/payments/${encodeURIComponent(gatewayPaymentId)}`)
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      if (reply.status === 404) return { kind: 'missing' }
      const payment = reply.status === 200 ? readPayment(reply.body) : undefined
      if (payment && payment.gatewayPaymentId !== gatewayPaymentId) {
        return { kind: 'unreachable', message: 'The sandbox answered about another payment' }
      }
      return payment ? { kind: 'found', status: payment.status } : notDone(reply)
    },

    async cancel(settings, gatewayPaymentId) {
      const reply = await ask(settings, 'POST', `/v1/payments/${encodeURIComponent(gatewayPaymentId)}/cancel`)
      if (reply.kind === 'silence') return { kind: 'unreachable', message: reply.message }
      if (reply.status === 204) return { kind: 'cancelled' }
      if (reply.status === 409) return { kind: 'too-late' }
      return { kind: 'unreachable', message: notDone(reply).message }
    },

    webhook(settings, rawBody, headers) {
      const { webhookSecret } = settings as SandboxSettings
      if (!isSigned(rawBody, headers.get('sandbox-signature'), [webhookSecret])) return { kind: 'forged' }
      const message = readMessage(rawBody)
      return message
        ? { kind: 'look', messageId: message.message_id, gatewayPaymentId: message.payment_id }
        : { kind: 'ignored', messageId: createHash('sha256').update(rawBody).digest('hex') }
    },
  }
}

const SandboxPayment = z.object({
  id: z.string().min(1),
  amount: z.number().int(),
  status: z.enum(['created', 'started', 'submitted', 'success', 'failed', 'cancelled']),
  finished: z.boolean(),
  code: z.string().nullish(),
  next_url: z.url({ protocol: /^https?$/ }).nullish(),
})

function readPayment(body: unknown) {
  const parsed = SandboxPayment.safeParse(body)
  if (!parsed.success) return undefined
  const { id, amount, status, finished, code, next_url } = parsed.data
  return {
    gatewayPaymentId: id,
    status: {
      state: status,
      finished,
      amountPence: amount,
      ...(code && { code }),
      ...(next_url && { nextUrl: next_url }),
    },
  }
}

function notDone(reply: Extract<Reply, { kind: 'reply' }>) {
  const said = z.object({ error: z.string() }).safeParse(reply.body).data?.error
  const message = `The sandbox answered ${reply.status}${said ? ` (${said})` : ''}`
  const again = reply.status === 429 || reply.status >= 500 || reply.status < 400
  return again
    ? { kind: 'unreachable' as const, message }
    : { kind: 'refused' as const, code: said ?? String(reply.status), message }
}

const Message = z.object({ message_id: z.string().min(1).max(200), payment_id: z.string().min(1).max(200) })

function readMessage(rawBody: Uint8Array): z.infer<typeof Message> | undefined {
  try {
    return Message.safeParse(JSON.parse(new TextDecoder().decode(rawBody))).data
  } catch {
    // Signed but unreadable: answered, so that it is not sent again, and nothing else.
    return undefined
  }
}
