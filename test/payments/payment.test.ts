import { expect, test } from 'vitest'
import { canMove, holdsMoney, isOpen, type PaymentState, paymentStates } from '../../server/payments/index.ts'
import { moves } from '../../server/payments/payment.ts'
import { nextCheck, scheduleOver, settledState } from '../../server/payments/settlement.ts'

test('every state is in the table, and can be reached from created', () => {
  expect([...new Set(moves.flat())].sort()).toEqual([...paymentStates].sort())
  const reached = new Set<PaymentState>(['created'])
  for (let i = 0; i < paymentStates.length; i++) {
    for (const [from, to] of moves) if (reached.has(from)) reached.add(to)
  }
  expect([...reached].sort()).toEqual([...paymentStates].sort())
})

test('every pair that is not in the table is refused, and no pair is in it twice', () => {
  const table = new Set(moves.map(([from, to]) => `${from} ${to}`))
  expect(table.size).toBe(moves.length)
  for (const from of paymentStates) {
    for (const to of paymentStates) expect(canMove(from, to)).toBe(table.has(`${from} ${to}`))
  }
})

test('a payment never goes back: no move leads round to where it came from', () => {
  const from = (state: PaymentState): PaymentState[] => moves.filter((m) => m[0] === state).map((m) => m[1])
  const leadsTo = (state: PaymentState, seen = new Set<PaymentState>()): Set<PaymentState> => {
    for (const next of from(state)) if (!seen.has(next)) leadsTo(next, seen.add(next))
    return seen
  }
  for (const state of paymentStates) expect(leadsTo(state).has(state)).toBe(false)
})

test('what holds money never moves, and nothing that ended opens again', () => {
  for (const [from, to] of moves) {
    expect(holdsMoney(from)).toBe(false)
    if (!isOpen(from)) expect(holdsMoney(to)).toBe(true)
  }
})

test('another amount is mismatched and a second success overpaid, only when money was taken', () => {
  expect(settledState(2500, { state: 'success', amountPence: 2500 }, false)).toBe('success')
  expect(settledState(2500, { state: 'success', amountPence: 2500 }, true)).toBe('overpaid')
  expect(settledState(2500, { state: 'success', amountPence: 2499 }, false)).toBe('mismatched')
  expect(settledState(2500, { state: 'success', amountPence: 2499 }, true)).toBe('mismatched')
  expect(settledState(2500, { state: 'failed', amountPence: 1 }, true)).toBe('failed')
})

test('checks follow the schedule and then come hourly', () => {
  const created = new Date('2026-03-29T00:30:00Z')
  const after = (seconds: number) => new Date(created.getTime() + seconds * 1000)
  expect(nextCheck(created, after(0), [60, 180])).toEqual(after(60))
  expect(nextCheck(created, after(60), [60, 180])).toEqual(after(180))
  expect(nextCheck(created, after(181), [60, 180])).toEqual(after(181 + 3600))
  expect(scheduleOver(created, after(179), [60, 180])).toBe(false)
  expect(scheduleOver(created, after(180), [60, 180])).toBe(true)
})
