import { type Clock, systemClock } from '../../clock.ts'
import { sumPence } from '../../money.ts'
import { readSettings } from '../../supplier-settings.ts'
import type { CreateRequest, Gateway, GatewayRefused, GatewaySettings } from '../gateway.ts'
import type { Fetch } from './ask-gateway.ts'
import { freshnessFrom } from './pay360/credentials.ts'
import { fundMax, fundThatDoesNotFit, pay360Items } from './pay360/items.ts'
import { invokeMessage, queryMessage, versionMessage } from './pay360/messages.ts'
import { readInvoke, readQuery, readVersion } from './pay360/replies.ts'
import { pay360Endings } from './pay360/result.ts'
import { Pay360Settings, pay360Fields } from './pay360/settings.ts'
import { askSoap, type SoapReply } from './soap.ts'

export interface Pay360Options {
  /** SOAP endpoints for live and for test accounts, without a trailing slash; the vendor's own when undefined. */
  url: string | undefined
  testUrl: string | undefined
  fetch: Fetch
  timeoutMs: number
  /** Signs the calls: must be right to the minute or so. */
  clock?: Clock
}

const vendorUrl = 'https://sbs.e-paycapita.com/scp/scpws'
const vendorTestUrl = 'https://sbsctest.e-paycapita.com/scp/scpws'

/**
 * Pay360's Secure Card Portal (once Capita AXIS), the "SCP simple" SOAP interface. It sends no webhooks, cannot be told to cancel,
 * and refunds are made by finance in Pay360's own screens. A session's link is given once, when it is opened; opening it twice for
 * one attempt makes two sessions, of which one nobody was shown. A query repeats the session's reference but neither our requestId for
 * certain nor the amount before it is paid: the caller compares the amount.
 * Source: the vendor's WSDL and schemas (portal-api 8.0, common foundation 7.4.2; fields of 2025 read where they come), and three
 * public clients. Never tried against the live service.
 */
export function createPay360(options: Pay360Options): Gateway {
  const { url = vendorUrl, testUrl = vendorTestUrl, fetch, timeoutMs, clock = systemClock } = options
  const fresh = freshnessFrom(clock)
  const ask = (settings: GatewaySettings, envelope: string): Promise<SoapReply> =>
    askSoap(fetch, of(settings).environment === 'live' ? url : testUrl, envelope, timeoutMs)
  const query = async (settings: GatewaySettings, scpReference: string) =>
    readQuery(await ask(settings, queryMessage(of(settings), scpReference, fresh())), scpReference)

  return {
    name: 'pay360',
    title: 'Pay360 (Secure Card Portal)',
    capabilities: {
      pageOrigins: [...new Set([url, testUrl].map(pageOrigin))],
      minPence: 1,
      // The schema would take 2^31 - 1; the real limits are the council's and its bank's. As much as GOV.UK Pay takes.
      maxPence: 10_000_000,
      descriptionMax: 100,
      fundMax,
      referenceMax: 50,
      // The schema has a language code, but whether the pages have Welsh is not confirmed.
      welsh: false,
      webhook: 'none',
      lines: true,
      vat: true,
      moto: true,
      refunds: 'none',
      idempotentCreate: false,
      keepsLink: true,
      // How long a session stays open is not published. This is only when we give up on one that was never opened.
      payableMinutes: 90,
      // Nothing tells us but asking, so asked soon and often.
      checkSeconds: [60, 180, 300, 600, 900, 1800, 3600, 7200],
      thenEverySeconds: 3600,
      endings: pay360Endings,
    },
    settingFields: pay360Fields,
    parseSettings: (settings) => readSettings(Pay360Settings, settings, 'Pay360'),
    modeOf: (settings) => of(settings).environment,

    // The version alone does not prove the keys: that the service checks them there is not documented. A query has to.
    async testConnection(settings) {
      const version = readVersion(await ask(settings, versionMessage(of(settings), fresh())))
      if (version.kind !== 'version') return version
      const outcome = await query(settings, fresh().uniqueReference)
      if (outcome.kind === 'refused' || outcome.kind === 'unreachable') return outcome
      return { kind: 'connected', message: `Connected to the Secure Card Portal (version ${version.words})` }
    },

    async create(settings, request) {
      const refused = refusedBeforehand(request)
      if (refused) return refused
      const message = invokeMessage(of(settings), request, fresh(request.idempotencyKey))
      const asked = { requestId: request.idempotencyKey, amountPence: request.amountPence }
      return readInvoke(await ask(settings, message), asked)
    },

    query,
  }
}

function of(settings: GatewaySettings): Pay360Settings {
  return settings as Pay360Settings
}

/** What Pay360 would refuse or, worse, book to somebody else. */
function refusedBeforehand({ amountPence, lines }: CreateRequest): GatewayRefused | undefined {
  const fund = fundThatDoesNotFit(lines)
  if (fund !== undefined) {
    const message = `The fund code ${fund.slice(0, 50)} has more than ${fundMax} characters, and Pay360 takes ${fundMax}. Change it in the form’s price.`
    return { kind: 'refused', code: 'fund-code', message }
  }
  const itemsPence = sumPence(pay360Items(lines).map((item) => item.pence))
  if (lines.length > 0 && itemsPence !== amountPence) {
    const message = `The lines come to ${itemsPence} pence and the payment to ${amountPence}`
    return { kind: 'refused', code: 'lines', message }
  }
  return undefined
}

/** The hosted pages are on a host beside the service's own; a stand-in serves its own. */
function pageOrigin(url: string): string {
  const { hostname, origin } = new URL(url)
  return hostname.endsWith('.e-paycapita.com') ? 'https://*.e-paycapita.com' : origin
}
