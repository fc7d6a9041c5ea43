import { createHmac, randomInt } from 'node:crypto'
import type { Clock } from '../../../clock.ts'
import { newId } from '../../../ids.ts'
import { element, type Xml } from '../xml-element.ts'
import type { Pay360Settings } from './settings.ts'

type Keys = Pick<Pay360Settings, 'scpId' | 'hmacKeyId' | 'hmacKey'>
/** What makes a call's signature fresh: `uniqueReference` may never be used twice, and `at` (UTC) must be about now. */
export interface Freshness {
  uniqueReference: string
  at: Date
}

const subjectType = 'CapitaPortal'
const algorithm = 'Original'

/**
 * The signature of a call: base64 (padded) of the HMAC-SHA256, under the key's bytes, of the credentials joined by "!".
 * Source: common-foundation schema 7.4.2 and three public clients that agree.
 */
export function pay360Digest(keys: Keys, { uniqueReference, at }: Freshness): string {
  const signed = [subjectType, keys.scpId, uniqueReference, timeStamp(at), algorithm, keys.hmacKeyId].join(
    '!',
  )
  return createHmac('sha256', Buffer.from(keys.hmacKey, 'base64')).update(signed, 'utf8').digest('base64')
}

/** The credentials that open every message. Prefix `cf`: the common foundation's namespace. */
export function pay360Credentials(keys: Keys, freshness: Freshness): Xml {
  return element('cf:credentials', [
    element('cf:subject', [
      element('cf:subjectType', subjectType),
      element('cf:identifier', keys.scpId),
      element('cf:systemCode', 'SCP'),
    ]),
    element('cf:requestIdentification', [
      element('cf:uniqueReference', freshness.uniqueReference),
      element('cf:timeStamp', timeStamp(freshness.at)),
    ]),
    element('cf:signature', [
      element('cf:algorithm', algorithm),
      element('cf:hmacKeyID', keys.hmacKeyId),
      element('cf:digest', pay360Digest(keys, freshness)),
    ]),
  ])
}

/**
 * Gives each call its own reference: what it is about, the second (UTC) and a number that goes on from call to call and begins
 * anywhere, so that two processes do not meet either. At most 50 characters.
 */
export function freshnessFrom(clock: Clock): (about?: string) => Freshness {
  const anything = newId()
  let calls = randomInt(1_000_000)
  return (about = anything) => {
    const at = clock.now()
    calls = (calls + 1) % 1_000_000
    const number = String(calls).padStart(6, '0')
    return { at, uniqueReference: `${about}:${Math.floor(at.getTime() / 1000)}:${number}` }
  }
}

/** yyyyMMddHHmmss, UTC. */
function timeStamp(at: Date): string {
  return at.toISOString().slice(0, 19).replace(/\D/g, '')
}
