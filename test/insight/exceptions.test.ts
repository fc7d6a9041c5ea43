import { beforeEach, describe, expect, test } from 'vitest'
import type { Db } from '../../server/db/client.ts'
import { elsewhereClaim, ledgerEntry, payment, refund } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import { exceptionsShown, readExceptions } from '../../server/insight/exceptions.ts'
import { readPaymentRecord } from '../../server/insight/payment-record.ts'
import { refundsListed } from '../../server/insight/refunds-listed.ts'
import type { Payment, PaymentState, RefundState } from '../../server/payments/index.ts'
import { anOrganisation, aSubmission, lines } from '../payments/a-submission.ts'
import { onBothEngines } from '../support/db.ts'

const now = new Date('2026-11-22T12:00:00Z')
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000)
const payable = [
  { name: 'quick', minutes: 30 },
  { name: 'patient', minutes: 1440 },
]

onBothEngines('what a person has to look at', (database) => {
  let db: Db
  let organisationId: string
  beforeEach(async () => {
    db = database().db
    organisationId = await anOrganisation(db)
  })
  const read = (of = organisationId) => readExceptions(db, of, { now, payable })
  const ids = (rows: { id: string }[]) => rows.map(({ id }) => id)

  async function aPayment(
    state: PaymentState,
    change: Partial<typeof payment.$inferInsert> = {},
  ): Promise<Payment> {
    const submissionId = change.submissionId ?? (await aSubmission(db, organisationId, 2500))
    const [row] = await db
      .insert(payment)
      .values({
        id: newId(),
        organisationId,
        submissionId,
        gatewayAccountId: null,
        gateway: 'quick',
        channel: 'elsewhere',
        mode: 'test',
        returnId: newId(),
        state,
        amountPence: 2500,
        lines: lines(2500),
        reference: `BW-${newId().slice(0, 10)}`,
        description: 'Bulky waste collection',
        returnUrl: '',
        language: 'en',
        finished: false,
        checks: 0,
        createdAt: ago(10),
        stateAt: ago(10),
        ...change,
      })
      .returning()
    return row!
  }

  async function aRefund(of: Payment, state: RefundState, amountPence: number, minutes = 5): Promise<string> {
    const id = newId()
    await db.insert(refund).values({
      id,
      organisationId: of.organisationId,
      paymentId: of.id,
      submissionId: of.submissionId,
      state,
      amountPence,
      lines: [{ line: 0, pence: amountPence }],
      reason: 'Paid twice',
      requestedBy: 'system',
      requestedAt: ago(minutes),
      stateAt: ago(minutes),
    })
    return id
  }

  const post = (of: Payment, kind: 'payment' | 'held' | 'reversal', lineNumber: number, grossPence: number) =>
    db.insert(ledgerEntry).values({
      organisationId: of.organisationId,
      submissionId: of.submissionId,
      paymentId: of.id,
      kind,
      lineNumber,
      lineCode: 'collection',
      grossPence,
      netPence: grossPence,
      vatPence: 0,
      vatTreatment: 'outside-scope',
      fund: 'BW',
      narrative: 'Bulky waste',
      mode: 'test',
      postedAt: ago(3),
    })

  test('nothing is there when nothing is', async () => {
    expect(await read()).toEqual({
      held: [],
      lost: [],
      refunds: [],
      claims: [],
      stuck: [],
      underWay: [],
      deadLetters: { count: 0, since: null },
    })
  })

  describe('held money', () => {
    test('counts what was taken, the surcharge with it, less what is going back', async () => {
      const held = await aPayment('overpaid', { takenPence: 2500, surchargePence: 50 })
      expect((await read()).held).toMatchObject([{ id: held.id, leftPence: 2550, state: 'overpaid' }])
      await aRefund(held, 'success', 500)
      await aRefund(held, 'requested', 300)
      expect((await read()).held).toMatchObject([{ leftPence: 1750 }])
      // What failed or was rejected is still here.
      await aRefund(held, 'error', 1700)
      await aRefund(held, 'rejected', 1750)
      expect((await read()).held).toMatchObject([{ leftPence: 1750 }])
      await aRefund(held, 'submitted', 1750)
      expect((await read()).held).toEqual([])
    })

    test('is none while the gateway has not taken it', async () => {
      await aPayment('mismatched')
      expect((await read()).held).toEqual([])
    })
  })

  describe('lost money', () => {
    test('is what was posted as paid and taken back, until the submission is paid again', async () => {
      const lost = await aPayment('error')
      for (const [line, pence] of [
        [1, 1900],
        [2, 600],
      ] as const) {
        await post(lost, 'payment', line, pence)
        await post(lost, 'reversal', line, -pence)
      }
      expect((await read()).lost).toMatchObject([{ id: lost.id, lostPence: 2500, since: ago(3) }])
      await aPayment('success', { submissionId: lost.submissionId, takenPence: 2500 })
      expect((await read()).lost).toEqual([])
    })

    test('is not what nobody owed', async () => {
      const held = await aPayment('error')
      await post(held, 'held', 0, 2500)
      await post(held, 'reversal', 0, -2500)
      expect((await read()).lost).toEqual([])
    })
  })

  describe('refunds', () => {
    test.each<[RefundState, boolean]>([
      ['requested', true],
      ['owed', true],
      ['error', true],
      ['approved', false],
      ['submitted', false],
      ['success', false],
      ['rejected', false],
    ])('one that is %s: %s', async (state, listed) => {
      const paid = await aPayment('success', { takenPence: 2500 })
      const id = await aRefund(paid, state, 100)
      expect(ids((await read()).refunds)).toEqual(listed ? [id] : [])
    })

    test('a failed one is there until as much of the same payment is asked for again', async () => {
      const [paid, other] = [
        await aPayment('success', { takenPence: 2500 }),
        await aPayment('success', { takenPence: 2500 }),
      ]
      const failed = await aRefund(paid, 'error', 500, 60)
      await aRefund(paid, 'success', 500, 90)
      await aRefund(paid, 'success', 499, 30)
      await aRefund(paid, 'error', 400, 29)
      await aRefund(other, 'success', 500, 20)
      expect(ids((await read()).refunds)).toContain(failed)
      await aRefund(paid, 'approved', 500, 10)
      expect((await read()).refunds).toEqual([])
    })

    test('are listed newest first, by state, page by page, with their payment’s reference', async () => {
      const paid = await aPayment('success', { takenPence: 2500 })
      const [old, middle, young] = [
        await aRefund(paid, 'success', 100, 30),
        await aRefund(paid, 'error', 100, 20),
        await aRefund(paid, 'success', 100, 10),
      ]
      const list = (filter: { state?: RefundState; limit: number; offset: number }) =>
        refundsListed(db, organisationId, filter)
      const all = await list({ limit: 10, offset: 0 })
      expect(ids(all)).toEqual([young, middle, old])
      expect(all[0]).toMatchObject({ reference: paid.reference, mode: 'test', amountPence: 100 })
      expect(ids(await list({ limit: 1, offset: 1 }))).toEqual([middle])
      expect(ids(await list({ state: 'success', limit: 10, offset: 0 }))).toEqual([young, old])
    })
  })

  test('claims that wait are there with the reference of their submission, and no others', async () => {
    const claim = async (state: 'claimed' | 'confirmed' | 'rejected') => {
      const submissionId = await aSubmission(db, organisationId, 2500)
      const id = newId()
      await db.insert(elsewhereClaim).values({
        id,
        organisationId,
        submissionId,
        method: 'cash',
        receiptNumber: 'R1',
        paidOn: '2026-11-21',
        amountPence: 2500,
        claimedBy: 'officer:a',
        claimedAt: ago(5),
        state,
      })
      return { id, reference: submissionId.slice(0, 10) }
    }
    const waiting = await claim('claimed')
    await claim('confirmed')
    await claim('rejected')
    expect((await read()).claims).toMatchObject([
      { id: waiting.id, submissionReference: waiting.reference, amountPence: 2500, method: 'cash' },
    ])
  })

  describe('open attempts', () => {
    const attempt = (gateway: string, minutes: number, nextCheckAt: Date | null) =>
      aPayment('created', { gateway, createdAt: ago(minutes), nextCheckAt, channel: 'elsewhere' })

    test('are stuck past their own gateway’s time, or past a check that was not made', async () => {
      const cases = [
        { row: await attempt('quick', 29, null), stuck: false },
        { row: await attempt('quick', 31, null), stuck: true },
        { row: await attempt('patient', 1439, ago(-10)), stuck: false },
        { row: await attempt('patient', 1441, ago(-10)), stuck: true },
        { row: await attempt('quick', 10, ago(4)), stuck: false },
        { row: await attempt('quick', 10, ago(6)), stuck: true },
        // A gateway that is not in the registry any more can still be seen by its checks.
        { row: await attempt('forgotten', 100_000, null), stuck: false },
        { row: await attempt('forgotten', 10, ago(6)), stuck: true },
      ]
      const found = await read()
      const expected = (stuck: boolean) => cases.filter((one) => one.stuck === stuck).map(({ row }) => row.id)
      expect(ids(found.stuck).sort()).toEqual(expected(true).sort())
      expect(ids(found.underWay).sort()).toEqual(expected(false).sort())
      expect(found.stuck[0]!.since).toEqual(ago(1441))
    })

    test('are none once they have ended', async () => {
      for (const state of ['failed', 'cancelled', 'error', 'success', 'capturable'] as const) {
        await aPayment(state, { createdAt: ago(10_000), nextCheckAt: ago(1000) })
      }
      expect(await read()).toMatchObject({ stuck: [], underWay: [] })
    })
  })

  test('of each kind one more than is shown is read, the oldest first', async () => {
    for (let n = 0; n < exceptionsShown + 3; n++) {
      await aPayment('overpaid', { takenPence: 2500, stateAt: ago(n) })
    }
    const { held } = await read()
    expect(held).toHaveLength(exceptionsShown + 1)
    expect(held[0]!.since).toEqual(ago(exceptionsShown + 2))
  })

  test('another organisation’s are never among them', async () => {
    const held = await aPayment('overpaid', { takenPence: 2500 })
    await aRefund(held, 'owed', 100)
    await aPayment('created', { createdAt: ago(10_000) })
    const lost = await aPayment('error')
    await post(lost, 'payment', 1, 100)
    await post(lost, 'reversal', 1, -100)
    const other = await read(await anOrganisation(db))
    expect(Object.values(other).flat()).toEqual([{ count: 0, since: null }])
  })

  test('the record of a payment has its own refunds and entries, not those of another attempt', async () => {
    const first = await aPayment('success', { takenPence: 2500 })
    const second = await aPayment('overpaid', { submissionId: first.submissionId, takenPence: 2500 })
    await post(first, 'payment', 1, 2500)
    await post(second, 'held', 0, 2500)
    const [own] = [await aRefund(second, 'success', 2500)]
    const record = await readPaymentRecord(db, second)
    expect(ids(record.refunds)).toEqual([own])
    expect(record.ledger.map(({ kind }) => kind)).toEqual(['held'])
    expect((await readPaymentRecord(db, first)).refunds).toEqual([])
  })
})
