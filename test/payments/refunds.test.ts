import fc from 'fast-check'
import { expect, test } from 'vitest'
import { refund } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import type { RefundLine } from '../../server/payments/index.ts'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'
import { lines } from './a-submission.ts'

type House = Awaited<ReturnType<typeof aHouse>>

function ask(house: House, paymentId: string, lines: RefundLine[] | 'everything', needsSecondPerson = false) {
  return house.payments.refunds.request({
    organisationId: house.organisationId,
    paymentId,
    lines,
    reason: 'The collection was missed',
    actor: 'officer:one',
    needsSecondPerson,
  })
}

onBothEngines('refunds', (database) => {
  test('everything goes back: gateway, refund, negative lines in the ledger, told once', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.paid()
    const asked = await ask(house, paymentId, 'everything')
    expect(asked).toMatchObject({ state: 'approved', amountPence: 2500 })
    await house.work()
    expect(await house.payments.refunds.get(house.organisationId, asked.id)).toMatchObject({
      state: 'success',
      nextCheckAt: null,
    })
    expect(house.gateway.refunded(gatewayId)).toBe(2500)
    const ledger = await house.finance.ledgerOf(house.db, submissionId)
    for (const part of ['grossPence', 'netPence', 'vatPence'] as const) {
      expect(ledger.reduce((sum, entry) => sum + entry[part], 0)).toBe(0)
    }
    expect(house.facts.filter((fact) => fact.kind === 'refund.succeeded')).toHaveLength(1)
    expect((await house.events(paymentId)).slice(-2)).toEqual(['refund.requested', 'refund.succeeded'])
    await expect(ask(house, paymentId, 'everything')).rejects.toMatchObject({ code: 'conflict' })
  })

  test('two officers at once, fifty times over, never pay back more than was taken', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.paid()
    const outcomes = await Promise.allSettled(
      Array.from({ length: 50 }, () => ask(house, paymentId, [{ line: 1, pence: 700 }])),
    )
    const made = outcomes.filter((outcome) => outcome.status === 'fulfilled')
    const [line] = (await house.payments.get(house.organisationId, paymentId)).lines
    expect(made).toHaveLength(Math.floor((line?.totalPence ?? 0) / 700))
    for (let round = 0; round < 5; round++) {
      await house.work()
      house.pass(61)
      await house.payments.checkDue(house.time.now)
    }
    await house.work()
    expect(house.gateway.refunded(gatewayId)).toBe(made.length * 700)
    expect(await house.posted(submissionId)).toBe(2500 - made.length * 700)
  })

  test('in any parts, lines and VAT of a payment come back to nought, and no part above its line is taken', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({ line: fc.integer({ min: 1, max: 2 }), pence: fc.integer({ min: 1, max: 1500 }) }),
          {
            maxLength: 5,
          },
        ),
        async (parts) => {
          const house = await aHouse(database())
          const { submissionId, paymentId, gatewayId } = await house.paid()
          for (const part of parts) {
            const before = await house.payments.refunds.left(
              await house.payments.get(house.organisationId, paymentId),
            )
            const left = before.lines.find((line) => line.line === part.line)?.leftPence ?? 0
            const asked = ask(house, paymentId, [part])
            if (part.pence > left) await expect(asked).rejects.toMatchObject({ code: 'conflict' })
            else await asked
            await house.work()
          }
          const left = await house.payments.refunds.left(
            await house.payments.get(house.organisationId, paymentId),
          )
          if (left.leftPence > 0) await ask(house, paymentId, 'everything')
          await house.work()
          expect(house.gateway.refunded(gatewayId)).toBe(2500)
          const ledger = await house.finance.ledgerOf(house.db, submissionId)
          for (const line of new Set(ledger.map((entry) => entry.lineNumber))) {
            const entries = ledger.filter((entry) => entry.lineNumber === line)
            expect(entries.reduce((sum, entry) => sum + entry.grossPence, 0)).toBe(0)
            expect(entries.reduce((sum, entry) => sum + entry.vatPence, 0)).toBe(0)
          }
        },
      ),
      { numRuns: 12 },
    )
  })

  test('a second person approves, and never the one who asked', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.paid()
    const asked = await ask(house, paymentId, 'everything', true)
    expect(asked.state).toBe('requested')
    await house.work()
    expect(house.gateway.refunded(gatewayId)).toBe(0)
    const { refunds } = house.payments
    await expect(refunds.approve(house.organisationId, asked.id, 'officer:one')).rejects.toMatchObject({
      code: 'not-allowed',
    })
    await expect(refunds.approve('another council', asked.id, 'officer:two')).rejects.toMatchObject({
      code: 'not-found',
    })
    await refunds.approve(house.organisationId, asked.id, 'officer:two')
    await expect(refunds.approve(house.organisationId, asked.id, 'officer:three')).rejects.toMatchObject({
      code: 'conflict',
    })
    await house.work()
    expect(house.gateway.refunded(gatewayId)).toBe(2500)
  })

  test('what waits for a second person counts as given, and a rejection gives it free', async () => {
    const house = await aHouse(database())
    const { paymentId } = await house.paid()
    const asked = await ask(house, paymentId, 'everything', true)
    await expect(ask(house, paymentId, [{ line: 1, pence: 1 }])).rejects.toMatchObject({ code: 'conflict' })
    await house.payments.refunds.reject(house.organisationId, asked.id, 'officer:two', 'Not agreed')
    await expect(
      house.payments.refunds.reject(house.organisationId, asked.id, 'officer:two', 'Again'),
    ).rejects.toMatchObject({ code: 'conflict' })
    expect((await ask(house, paymentId, 'everything')).state).toBe('approved')
  })

  test('a lost reply is tried again under the same refund, and paid back once', async () => {
    const house = await aHouse(database())
    const { paymentId, gatewayId } = await house.paid()
    const asked = await ask(house, paymentId, 'everything')
    house.gateway.nextRefund.push({ kind: 'unreachable', message: 'It did not answer in time' })
    await house.work()
    const waiting = await house.payments.refunds.get(house.organisationId, asked.id)
    expect(waiting).toMatchObject({ state: 'approved', checks: 1 })
    expect(waiting.firstSentAt).not.toBeNull()
    house.pass(61)
    await house.payments.checkDue(house.time.now)
    await house.work()
    expect((await house.payments.refunds.get(house.organisationId, asked.id)).state).toBe('success')
    expect(house.gateway.refunded(gatewayId)).toBe(2500)
  })

  test('a refund the gateway refuses is an error, and what it claimed is free again', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.paid()
    const asked = await ask(house, paymentId, 'everything')
    house.gateway.nextRefund.push({ kind: 'refused', code: 'P0603', message: 'Not available' })
    await house.work()
    expect(await house.payments.refunds.get(house.organisationId, asked.id)).toMatchObject({
      state: 'error',
      stateReason: 'P0603',
    })
    expect(await house.posted(submissionId)).toBe(2500)
    expect(house.facts.filter((fact) => fact.kind === 'refund.error')).toHaveLength(1)
    expect((await ask(house, paymentId, 'everything')).state).toBe('approved')
  })

  test('a refund the gateway took is followed to its end', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.paid()
    const asked = await ask(house, paymentId, 'everything')
    house.gateway.nextRefund.push({ kind: 'submitted', gatewayRefundId: 'r1', state: 'submitted' })
    house.gateway.refunds.set('r1', { paymentId, amountPence: 2500, state: 'submitted' })
    await house.work()
    expect((await house.payments.refunds.get(house.organisationId, asked.id)).state).toBe('submitted')
    expect(await house.posted(submissionId)).toBe(2500)
    house.gateway.refunds.set('r1', { paymentId, amountPence: 2500, state: 'success' })
    house.pass(61)
    await house.payments.checkDue(house.time.now)
    await house.work()
    expect((await house.payments.refunds.get(house.organisationId, asked.id)).state).toBe('success')
    expect(await house.posted(submissionId)).toBe(0)
  })

  test('where the gateway cannot pay back it is finance’s task, with its own trail', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.paid()
    delete house.gateway.refund
    const asked = await ask(house, paymentId, 'everything')
    expect(asked).toMatchObject({ state: 'owed', nextCheckAt: null })
    await house.work()
    const { refunds } = house.payments
    const paid = (by: string, reference: string) =>
      refunds.recordPaid(house.organisationId, asked.id, 'officer:two', { by, reference })
    await expect(paid('BACS', '')).rejects.toMatchObject({ code: 'bad-input' })
    await expect(paid('Card 4111 1111 1111 1111', 'x')).rejects.toMatchObject({ code: 'bad-input' })
    expect(await paid('BACS', 'RUN-0042')).toMatchObject({ state: 'success', paidReference: 'RUN-0042' })
    await expect(paid('BACS', 'RUN-0043')).rejects.toMatchObject({ code: 'conflict' })
    expect(await house.posted(submissionId)).toBe(0)
    expect((await house.events(paymentId)).slice(-2)).toEqual(['refund.requested', 'refund.succeeded'])
  })

  test('nothing is refunded of what was not paid, or is another council’s', async () => {
    const house = await aHouse(database())
    const stranger = await aHouse(database())
    const { paymentId } = await house.started()
    await expect(ask(house, paymentId, 'everything')).rejects.toMatchObject({ code: 'conflict' })
    const paid = await house.paid()
    await expect(ask(stranger, paid.paymentId, 'everything')).rejects.toMatchObject({ code: 'not-found' })
  })

  test('amounts that are no amounts, lines that are none, and reasons that are none are refused', async () => {
    const house = await aHouse(database())
    const { paymentId } = await house.paid()
    const wrong: RefundLine[][] = [
      [],
      [{ line: 1, pence: 0 }],
      [{ line: 0, pence: 1 }],
      [{ line: 3, pence: 1 }],
      [{ line: 1, pence: -1 }],
      [
        { line: 1, pence: 1 },
        { line: 1, pence: 1 },
      ],
    ]
    for (const lines of wrong) {
      await expect(ask(house, paymentId, lines)).rejects.toMatchObject({ code: 'bad-input' })
    }
    for (const pence of [0.5, Number.NaN, Number.POSITIVE_INFINITY, '1' as unknown as number]) {
      await expect(ask(house, paymentId, [{ line: 1, pence }])).rejects.toMatchObject({
        code: 'money-refused',
      })
    }
    for (const reason of ['', '   ', 'x'.repeat(501), 'Card 4111 1111 1111 1111']) {
      const asked = house.payments.refunds.request({
        organisationId: house.organisationId,
        paymentId,
        lines: 'everything',
        reason,
        actor: 'officer:one',
        needsSecondPerson: false,
      })
      await expect(asked).rejects.toMatchObject({ code: 'bad-input' })
    }
    expect(await house.payments.refunds.list(house.organisationId)).toEqual([])
  })

  test('a payment with a discount goes back to nought, line by line, VAT included', async () => {
    const house = await aHouse(database())
    const line = (code: string, totalPence: number, vat: 'outside-scope' | 'standard' | 'reduced') => ({
      ...lines(2500)[0]!,
      code,
      quantity: 1,
      amountPence: totalPence,
      totalPence,
      vat,
    })
    const discounted = [
      line('a', 3750, 'outside-scope'),
      line('b', 1998, 'standard'),
      line('c', 1999, 'reduced'),
      line('off', -253, 'standard'),
    ]
    const submissionId = await house.submission()
    const request = house.request(submissionId, { amountPence: 7494, lines: discounted })
    const outcome = await house.payments.start(request)
    if (outcome.kind !== 'redirect') throw new Error(outcome.kind)
    house.gateway.say(`gw-${outcome.paymentId}`, { state: 'success', finished: true })
    await house.payments.settle(outcome.paymentId, 'return')
    await ask(house, outcome.paymentId, [{ line: 2, pence: 1000 }])
    await house.work()
    await ask(house, outcome.paymentId, 'everything')
    await house.work()
    expect(house.gateway.refunded(`gw-${outcome.paymentId}`)).toBe(7494)
    const ledger = await house.finance.ledgerOf(house.db, submissionId)
    for (const number of [1, 2, 3, 4]) {
      const entries = ledger.filter((entry) => entry.lineNumber === number)
      for (const part of ['grossPence', 'netPence', 'vatPence'] as const) {
        expect(entries.reduce((sum, entry) => sum + entry[part], 0)).toBe(0)
      }
    }
  })

  test('a refund whose payment was lost meanwhile ends, and stops nobody else’s checks', async () => {
    const house = await aHouse(database())
    const lost = await house.started()
    house.gateway.say(lost.gatewayId, { state: 'success', finished: false, nextUrl: undefined })
    await house.payments.settle(lost.paymentId, 'return')
    house.gateway.nextRefund.push({ kind: 'unreachable', message: 'Not captured yet' })
    const asked = await ask(house, lost.paymentId, 'everything')
    await house.work()
    house.gateway.say(lost.gatewayId, { state: 'error', finished: true })
    await house.payments.settle(lost.paymentId, 'job')
    const other = await house.started()
    house.pass(61)
    house.gateway.nextRefund.push({ kind: 'refused', code: 'P0603', message: 'Not available' })
    await house.payments.checkDue(house.time.now)
    expect(house.jobs).toContainEqual({ name: 'settle-payment', paymentId: other.paymentId })
    await house.work()
    expect((await house.payments.refunds.get(house.organisationId, asked.id)).state).toBe('error')
    expect(await house.posted(lost.submissionId)).toBe(0)
  })

  test('the database itself refuses more than was taken', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.paid()
    const now = house.time.now
    const row = (amountPence: number) => ({
      id: newId(),
      organisationId: house.organisationId,
      paymentId,
      submissionId,
      state: 'approved' as const,
      amountPence,
      lines: [],
      reason: 'x',
      requestedBy: 'officer:one',
      requestedAt: now,
      stateAt: now,
    })
    await house.db.insert(refund).values(row(2000))
    await expect(house.db.insert(refund).values(row(501))).rejects.toThrow()
    await house.db.insert(refund).values(row(500))
  })
})
