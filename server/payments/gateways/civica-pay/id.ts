import { createHmac, randomBytes } from 'node:crypto'
import { isSigned } from '../signature.ts'

/**
 * What we need to know of a payment while Civica Pay says that it knows none: which it is, what it would take and since when.
 * All of it is in the id, because nobody but us has it until the payer has paid.
 */
export interface CivicaId {
  /** The attempt's id (32 hex digits): Civica's CallingAppTranReference. */
  reference: string
  amountPence: number
  /** Seconds since 1970, UTC. */
  createdAt: number
}

const shape = /^([0-9a-f]{32})\.(\d{1,11})\.(\d{1,11})\.[0-9a-f]{8}$/

/**
 * "<attempt>.<pence>.<seconds>.<random>". The last part keeps two baskets of one attempt apart: the core shows the page of the
 * first one only, and two pages for one reference could both be paid.
 */
export function newCivicaId({ reference, amountPence, createdAt }: CivicaId): string {
  return `${reference}.${amountPence}.${createdAt}.${randomBytes(4).toString('hex')}`
}

/** Undefined when we never gave out such an id. */
export function readCivicaId(gatewayPaymentId: string): CivicaId | undefined {
  const [, reference, pence, seconds] = shape.exec(gatewayPaymentId) ?? []
  if (reference === undefined) return undefined
  return { reference, amountPence: Number(pence), createdAt: Number(seconds) }
}

/**
 * The path part that makes the address of one payment's notifications one that nobody can guess: the id and its hex
 * HMAC-SHA256 under the account's API password. Changing the password makes the addresses of open payments useless: asking
 * still tells.
 */
export function notifyProof(apiPassword: string, gatewayPaymentId: string): string {
  const mac = createHmac('sha256', apiPassword).update(gatewayPaymentId).digest('hex')
  return `${gatewayPaymentId}-${mac}`
}

/** The payment that a notification's address is about; undefined when the address was not made by us. */
export function provenId(apiPassword: string, proof: string): string | undefined {
  const cut = proof.lastIndexOf('-')
  const id = proof.slice(0, Math.max(cut, 0))
  const made = isSigned(new TextEncoder().encode(id), proof.slice(cut + 1), [apiPassword])
  return made && readCivicaId(id) ? id : undefined
}
