import { newId } from '../../../ids.ts'
import type { ConnectionOutcome } from '../../gateway.ts'
import type { civicaCalls } from './calls.ts'
import type { CivicaSettings } from './settings.ts'

/**
 * Asks for a payment nobody has made: "none" proves the XML site, the identifier and that the search condition is heeded (one
 * that is passed over finds everybody's payments). Then asks for the token of a basket there cannot be, which changes nothing.
 * No code tells a wrong password from a missing basket, so words about the sign-in are a refusal and any others prove the
 * eStore; the catalogue cannot help, it is read without a password.
 */
export async function testCivica(
  calls: ReturnType<typeof civicaCalls>,
  settings: CivicaSettings,
): Promise<ConnectionOutcome> {
  const query = await calls.query(settings, newId())
  if (query.kind !== 'answer') return query
  if (query.code !== '00001') {
    const message =
      'Its payment query finds payments for a reference that nobody has used: the namespace, or the element of a search condition, is not this site’s'
    return { kind: 'refused', code: 'condition-ignored', message }
  }
  const { callingAppIdentifier, customerId, apiPassword } = settings
  const body = {
    CallingAppIdentifier: callingAppIdentifier,
    CustomerID: customerId,
    ApiPassword: apiPassword,
    BasketReference: '0',
  }
  const baskets = await calls.baskets(settings, 'RetrieveBasketSecurityDetails', body, [customerId])
  if (baskets.kind !== 'answer') return baskets
  if (
    /password|credential|customer|calling ?app|authenti|authori[sz]|log ?in|sign ?in/i.test(baskets.words)
  ) {
    return {
      kind: 'refused',
      code: baskets.code,
      message: `Its eStore refuses the sign-in: ${baskets.words}`,
    }
  }
  const message =
    'The payment query works and the eStore answers. A first test payment proves the API password.'
  return { kind: 'connected', message }
}
