import type { GatewayCapabilities } from '../../../../server/payments/index.ts'

/** What a supplier is like, in the ways that money can get lost by. */
export interface Character {
  /** Registry name. */
  name: string
  /** `fresh`: each query gives a link that works once. `kept`: the first one is the only one. */
  links: 'fresh' | 'kept'
  idempotentCreate: boolean
  /** A declined card ends the payment; otherwise the payer may try another on the same page. */
  declineEnds: boolean
  /** `later`: success is not captured yet, and the capture may fail. `on-our-word`: taken only when we say so. */
  capture: 'at-once' | 'later' | 'on-our-word'
  /** `guarded`: a refund must name what is left. `keyed`: it has an idempotency key. */
  refunds: 'guarded' | 'keyed' | 'none'
  cancels: boolean
  webhooks: boolean
  /** Some payers' cards cost a surcharge on top. */
  surcharges: boolean
  /** Takes another amount than asked for once in a while, as a payer who may type one would. */
  mistakes: boolean
  payableMinutes: number
}

export const characters = {
  /** GOV.UK Pay, through its real adapter and JSON. */
  pay: {
    name: 'govuk-pay',
    links: 'fresh',
    idempotentCreate: true,
    declineEnds: true,
    capture: 'later',
    refunds: 'guarded',
    cancels: true,
    webhooks: true,
    surcharges: true,
    mistakes: false,
    payableMinutes: 90,
  },
  /** The same with delayed capture. */
  payLater: {
    name: 'govuk-pay',
    links: 'fresh',
    idempotentCreate: true,
    declineEnds: true,
    capture: 'on-our-word',
    refunds: 'guarded',
    cancels: true,
    webhooks: true,
    surcharges: true,
    mistakes: false,
    payableMinutes: 90,
  },
  /** Idempotency keys for everything; a declined card may be followed by another on the same page. */
  keyed: {
    name: 'keyed',
    links: 'fresh',
    idempotentCreate: true,
    declineEnds: false,
    capture: 'at-once',
    refunds: 'keyed',
    cancels: true,
    webhooks: true,
    surcharges: false,
    mistakes: true,
    payableMinutes: 60,
  },
  /** One link, no key for a payment but one for refunds, no way to cancel: whoever was sent there can pay whatever we think. */
  loose: {
    name: 'loose',
    links: 'kept',
    idempotentCreate: false,
    declineEnds: true,
    capture: 'at-once',
    refunds: 'keyed',
    cancels: false,
    webhooks: true,
    surcharges: false,
    mistakes: false,
    payableMinutes: 60,
  },
  /** Like SCP: one link, no key, no webhook, no way to cancel, refunds in the supplier's own office. */
  kept: {
    name: 'kept',
    links: 'kept',
    idempotentCreate: false,
    declineEnds: false,
    capture: 'at-once',
    refunds: 'none',
    cancels: false,
    webhooks: false,
    surcharges: false,
    mistakes: false,
    payableMinutes: 30,
  },
} as const satisfies Record<string, Character>

export type CharacterName = keyof typeof characters

/** What the port says of a character of ours; GOV.UK Pay's adapter speaks for itself. */
export function capabilitiesOf(character: Character): GatewayCapabilities {
  return {
    pageOrigins: [],
    minPence: 1,
    maxPence: 10_000_000,
    descriptionMax: 255,
    referenceMax: 255,
    welsh: true,
    webhook: character.webhooks ? 'signed' : 'none',
    lines: true,
    vat: true,
    moto: true,
    refunds: character.refunds === 'none' ? 'none' : 'partial',
    idempotentCreate: character.idempotentCreate,
    keepsLink: character.links === 'kept',
    payableMinutes: character.payableMinutes,
    checkSeconds: [60, 600, character.payableMinutes * 60 + 120],
    thenEverySeconds: 3600,
    endings: { expired: 'expired', left: 'cancelled' },
  }
}
