import { createHash } from 'node:crypto'
import { type Clock, systemClock } from '../../clock.ts'
import { readSettings } from '../../supplier-settings.ts'
import type { CreateRequest, Gateway } from '../gateway.ts'
import type { Fetch } from './ask-gateway.ts'
import { civicaAsker } from './civica-pay/ask.ts'
import { basketBody } from './civica-pay/basket.ts'
import { civicaCalls } from './civica-pay/calls.ts'
import { testCivica } from './civica-pay/connection.ts'
import { newCivicaId, notifyProof, provenId, readCivicaId } from './civica-pay/id.ts'
import { CivicaSettings, civicaFields } from './civica-pay/settings.ts'
import { endings, payableMinutes, standing, unknownStanding } from './civica-pay/status.ts'
import { cleanText } from './clean-text.ts'

export interface CivicaPayOptions {
  /** Civica Pay's site, without a trailing slash; the vendor's own when left out. */
  url?: string | undefined
  fetch: Fetch
  timeoutMs: number
  /** Tells when a payment that Civica Pay does not know can no longer be paid. */
  clock?: Clock
}

/**
 * Civica Pay: a basket of the eStore (TransportableBasket API), confirmed by the QueryAuthRequests SOAP service. Written from
 * public client code and never checked against the live service: the vendor publishes no specification. Its return address and
 * its notifications are not signed, so nothing they say is believed; a notification only says look, and only at an address that
 * was made for its payment. There is no known call to cancel or refund, and no known staff mode: source 02 is Paylink's.
 * Sources: smbc-digital/StockportGovUK.NetStandard.Gateways (baskets, catalogue), Argyll and Bute's Drupal handler and
 * Workwiz.PaymentFramework (query, statuses, surcharges).
 */
export function createCivicaPay(options: CivicaPayOptions): Gateway {
  const { url = 'https://www.civicaepay.co.uk', clock = systemClock } = options
  const calls = civicaCalls(url, civicaAsker(options))

  return {
    name: 'civica-pay',
    title: 'Civica Pay',
    capabilities: {
      pageOrigins: [new URL(url).origin],
      minPence: 1,
      // No limit is published: ours, and well inside the 12 characters that Paylink gives an amount.
      maxPence: 10_000_000,
      descriptionMax: 100,
      referenceMax: 35,
      welsh: false,
      webhook: 'nudge',
      lines: true,
      vat: true,
      moto: false,
      refunds: 'none',
      idempotentCreate: false,
      keepsLink: true,
      payableMinutes,
      checkSeconds: [60, 180, 300, 600, 900, 1800, 3600, 7200],
      thenEverySeconds: 3600,
      endings,
    },
    settingFields: civicaFields,
    parseSettings: (settings) => readSettings(CivicaSettings, settings, 'Civica Pay'),
    modeOf: (settings) => (settings as CivicaSettings).mode,

    testConnection: (settings) => testCivica(calls, settings as CivicaSettings),

    async create(opened, request) {
      const settings = opened as CivicaSettings
      const id = newCivicaId({
        reference: request.idempotencyKey,
        amountPence: request.amountPence,
        createdAt: Math.floor(clock.now().getTime() / 1000),
      })
      const notifyUrl = request.webhookUrl && `${request.webhookUrl}/${notifyProof(settings.apiPassword, id)}`
      const body = basketBody(settings, request, notifyUrl)
      if (!body) {
        const message = 'The lines do not come to the amount as items of a basket'
        return { kind: 'refused', code: 'lines', message }
      }
      const reply = await calls.baskets(settings, 'CreateImmediatePaymentBasket', body, personal(request))
      if (reply.kind !== 'answer') return reply
      if (reply.basket) {
        const { amountPence, idempotencyKey } = request
        const nextUrl = pageLink(`${url}/${settings.estore}`, reply.basket, idempotencyKey)
        return {
          kind: 'created',
          gatewayPaymentId: id,
          status: { state: 'created', finished: false, amountPence, nextUrl },
        }
      }
      if (reply.code === '00000')
        return { kind: 'unreachable', message: 'It gave an answer that contradicts itself' }
      const message = `Its eStore refuses the basket (${reply.code}): ${reply.words || 'it gives no reason'}`
      return { kind: 'refused', code: reply.code, message }
    },

    async query(opened, gatewayPaymentId) {
      const id = readCivicaId(gatewayPaymentId)
      // An id that we never made is asked for all the same: what cannot be reached is not missing.
      const reference = id?.reference ?? cleanText(gatewayPaymentId, 35)
      if (reference === '') return { kind: 'missing' }
      const reply = await calls.query(opened as CivicaSettings, reference)
      if (reply.kind !== 'answer') return reply
      if (!id) return { kind: 'missing' }
      const now = clock.now()
      return reply.code === '00001' ? unknownStanding(id, now) : standing(id, reply.authorisations, now)
    },

    webhook(settings, rawBody, _headers, proof) {
      const gatewayPaymentId = provenId((settings as CivicaSettings).apiPassword, proof)
      if (!gatewayPaymentId) return { kind: 'forged' }
      // The body is not even read: nothing in it could change what is done.
      const messageId = createHash('sha256').update(proof).update('\n').update(rawBody).digest('hex')
      return { kind: 'look', messageId, gatewayPaymentId }
    },
  }
}

function pageLink(estore: string, { reference, token }: { reference: string; token: string }, ours: string) {
  const query = new URLSearchParams({
    basketreference: reference,
    baskettoken: token,
    callingapptxnreference: ours,
  })
  return `${estore}/estore/default/Remote/Fetch?${query}`
}

function personal({ payer }: CreateRequest): (string | undefined)[] {
  return [payer?.name, payer?.email, ...Object.values(payer?.address ?? {})]
}
