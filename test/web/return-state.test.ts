import { describe, expect, test } from 'vitest'
import type { Payment } from '../../server/payments/index.ts'
import { returnState } from '../../server/web/return-state.ts'

const attempt = (given: Partial<Payment>) =>
  ({ state: 'started', stateReason: null, gatewayPaymentId: 'pay_1', finished: false, ...given }) as Payment

describe('how a payment stands for its payer', () => {
  test('given up for another and still open at its gateway, it is not called cancelled: its page may have been paid on', () => {
    const superseded = attempt({ state: 'cancelled', stateReason: 'superseded' })
    expect(returnState(superseded, 'submitted')).toBe('unpaid')
    expect(returnState({ ...superseded, finished: true }, 'submitted')).toBe('cancelled')
  })

  test('given up before its page was shown, it is cancelled', () => {
    const unsent = attempt({ state: 'cancelled', stateReason: 'superseded', gatewayPaymentId: null })
    expect(returnState(unsent, 'submitted')).toBe('cancelled')
  })

  test.each(['failed', 'error', 'cancelled'] as const)(
    '%s beside one that has paid asks for nothing more',
    (state) => {
      expect(returnState(attempt({ state }), 'completed')).toBe('paid-before')
      expect(returnState(attempt({ state, finished: true }), 'completed')).toBe('paid-before')
    },
  )

  test('money taken for nothing owed is said as it is', () => {
    expect(returnState(attempt({ state: 'overpaid' }), 'completed')).toBe('overpaid')
    expect(returnState(attempt({ state: 'mismatched' }), 'submitted')).toBe('mismatched')
  })

  test('what a gateway means by its codes is what the payer reads', () => {
    const late = attempt({ state: 'failed', stateReason: 'P0020', finished: true })
    expect(returnState(late, 'submitted', { P0020: 'expired' })).toBe('expired')
    expect(returnState(late, 'submitted', {})).toBe('failed')
  })
})
