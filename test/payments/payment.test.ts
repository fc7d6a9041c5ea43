import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import {
  canMove,
  isHeld,
  isOpen,
  isPaid,
  type PaymentState,
  paymentStates,
} from '../../server/payments/index.ts'
import { moves } from '../../server/payments/payment.ts'
import {
  canMoveRefund,
  claimsMoney,
  refundMoves,
  refundStates,
} from '../../server/payments/refunds/refund.ts'
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

test('nothing that ended, was paid or is held opens again', () => {
  for (const [from, to] of moves) if (!isOpen(from)) expect(isOpen(to)).toBe(false)
})

test('an open payment only goes forwards', () => {
  const order: PaymentState[] = ['created', 'started', 'submitted']
  for (const [from, to] of moves) {
    if (isOpen(from) && isOpen(to)) expect(order.indexOf(to)).toBeGreaterThan(order.indexOf(from))
  }
})

test('what was paid or is held never turns into the other, and is lost only to an end without money', () => {
  for (const [from, to] of moves) {
    if (isPaid(from)) expect(to === 'success' || !isPaid(to)).toBe(true)
    if (isPaid(from) || isHeld(from)) expect(isHeld(to)).toBe(false)
    if (isHeld(from)) expect(['failed', 'cancelled', 'error']).toContain(to)
  }
  expect(moves.filter(([from]) => from === 'success')).toEqual([['success', 'error']])
})

test('whatever ended without money can still turn out paid, so that money is never ignored', () => {
  for (const from of ['failed', 'cancelled', 'error'] as const) {
    for (const to of ['capturable', 'success', 'overpaid', 'mismatched'] as const) {
      expect(canMove(from, to)).toBe(true)
    }
  }
})

test('the diagram in docs/payment-states.md is drawn from the table', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/payment-states.md'), 'utf8')
  expect(page).toContain(drawMoves('stateDiagram-v2\n  [*] --> created', moves))
  expect(page).toContain(
    drawMoves('stateDiagram-v2\n  [*] --> requested\n  [*] --> approved\n  [*] --> owed', refundMoves),
  )
})

function drawMoves(head: string, table: readonly (readonly [string, string])[]): string {
  return [head, ...table.map(([from, to]) => `  ${from} --> ${to}`)].join('\n')
}

test('a refund’s table has every state, and what claims money is all but an error and a rejection', () => {
  expect([...new Set(refundMoves.flat())].sort()).toEqual([...refundStates].sort())
  for (const from of refundStates) {
    for (const to of refundStates) {
      expect(canMoveRefund(from, to)).toBe(refundMoves.some((move) => move[0] === from && move[1] === to))
    }
  }
  expect(refundStates.filter((state) => !claimsMoney(state))).toEqual(['error', 'rejected'])
})

test('another amount is mismatched and a second success overpaid, only when money was taken', () => {
  expect(settledState(2500, { state: 'success', amountPence: 2500 }, false)).toBe('success')
  expect(settledState(2500, { state: 'success', amountPence: 2500 }, true)).toBe('overpaid')
  expect(settledState(2500, { state: 'success', amountPence: 2499 }, false)).toBe('mismatched')
  expect(settledState(2500, { state: 'success', amountPence: 2499 }, true)).toBe('mismatched')
  expect(settledState(2500, { state: 'failed', amountPence: 1 }, true)).toBe('failed')
})

test('authorised money counts like taken money', () => {
  expect(settledState(2500, { state: 'capturable', amountPence: 2500 }, false)).toBe('capturable')
  expect(settledState(2500, { state: 'capturable', amountPence: 2500 }, true)).toBe('overpaid')
  expect(settledState(2500, { state: 'capturable', amountPence: 1 }, false)).toBe('mismatched')
})

test('checks follow the schedule, then come regularly, and daily after two days', () => {
  const created = new Date('2026-03-29T00:30:00Z')
  const after = (seconds: number) => new Date(created.getTime() + seconds * 1000)
  const schedule = { checkSeconds: [60, 180], thenEverySeconds: 1800 }
  expect(nextCheck(created, after(0), schedule)).toEqual(after(60))
  expect(nextCheck(created, after(60), schedule)).toEqual(after(180))
  expect(nextCheck(created, after(181), schedule)).toEqual(after(181 + 1800))
  const days = 86_400
  expect(nextCheck(created, after(2 * days + 1), schedule)).toEqual(after(3 * days + 1))
  expect(scheduleOver(created, after(179), schedule)).toBe(false)
  expect(scheduleOver(created, after(180), schedule)).toBe(true)
})
