import { describe, expect, test } from 'vitest'
import { payment } from '../../server/db/schema/index.ts'
import { onBothEngines } from '../support/db.ts'
import { aHouse } from './a-house.ts'
import { lines } from './a-submission.ts'

onBothEngines('starting a payment', (database) => {
  test('commits the attempt before the gateway is called, and its id before the redirect', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    let seen: unknown
    house.gateway.nextCreate.push(async () => {
      seen = (await house.payments.forSubmission(submissionId)).map((row) => [
        row.state,
        row.gatewayPaymentId,
      ])
    })
    const outcome = await house.payments.start(house.request(submissionId))
    expect(seen).toEqual([['created', null]])
    expect(outcome.kind).toBe('redirect')
    const [row] = await house.payments.forSubmission(submissionId)
    expect(row).toMatchObject({ state: 'created', gatewayPaymentId: `gw-${row?.id}`, finished: false })
    expect(row?.returnUrl).toContain(row?.returnId)
    expect(await house.events(row?.id ?? '')).toEqual(['payment.created', 'payment.sent'])
    expect(house.logged.join()).not.toContain('https://pay.example')
    expect(JSON.stringify(await database().db.select().from(payment))).not.toContain('https://pay.example')
  })

  test('twenty starts at once make one attempt and send everybody to it', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => house.payments.start(house.request(submissionId))),
    )
    expect(new Set(outcomes.map((outcome) => outcome.kind))).toEqual(new Set(['redirect']))
    expect(await house.payments.forSubmission(submissionId)).toHaveLength(1)
    expect(new Set(house.gateway.creates).size).toBe(1)
  })

  test('a second start goes on with the open attempt by a fresh link', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'started', nextUrl: 'https://pay.example/fresh' })
    const again = await house.payments.start(house.request(submissionId))
    expect(again).toEqual({ kind: 'redirect', url: 'https://pay.example/fresh', paymentId })
  })

  test('starting again after paying elsewhere settles instead of charging twice', async () => {
    const house = await aHouse(database())
    const { submissionId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'success', finished: true })
    expect(await house.payments.start(house.request(submissionId))).toEqual({ kind: 'paid' })
    expect(house.facts).toHaveLength(1)
    expect(await house.payments.start(house.request(submissionId))).toEqual({ kind: 'paid' })
    expect(house.facts).toHaveLength(1)
  })

  test('after a decline a new attempt begins, under a new key', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'failed', finished: true, code: 'P0010' })
    const again = await house.payments.start(house.request(submissionId))
    expect(again).toMatchObject({ kind: 'redirect' })
    const attempts = await house.payments.forSubmission(submissionId)
    expect(attempts.map((row) => row.state)).toEqual(expect.arrayContaining(['failed', 'created']))
    expect(attempts.find((row) => row.id === paymentId)?.stateReason).toBe('P0010')
  })

  test('a gateway that cannot be reached leaves the attempt open, and the next start repeats its key', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    house.gateway.nextCreate.push({ kind: 'unreachable', message: 'down' })
    expect((await house.payments.start(house.request(submissionId))).kind).toBe('unavailable')
    const [open] = await house.payments.forSubmission(submissionId)
    expect(open).toMatchObject({ state: 'created', gatewayPaymentId: null })
    expect(open?.nextCheckAt).not.toBeNull()
    expect((await house.payments.start(house.request(submissionId))).kind).toBe('redirect')
    expect(house.gateway.creates).toEqual([open?.id, open?.id])
    expect(await house.payments.forSubmission(submissionId)).toHaveLength(1)
  })

  test('a refused create closes the attempt with the reason, and a later start may try anew', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    house.gateway.nextCreate.push({ kind: 'refused', code: '401', message: 'key' })
    expect((await house.payments.start(house.request(submissionId))).kind).toBe('refused')
    const [closed] = await house.payments.forSubmission(submissionId)
    expect(closed).toMatchObject({ state: 'error', stateReason: '401', finished: true, nextCheckAt: null })
    expect(await house.events(closed?.id ?? '')).toEqual(['payment.created', 'payment.error'])
    expect((await house.payments.start(house.request(submissionId))).kind).toBe('redirect')
  })

  test('when the gateway does not answer about an open attempt, the resident is not sent to pay again', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId } = await house.started()
    for (const answer of [
      { kind: 'unreachable', message: '' } as const,
      { kind: 'missing' } as const,
      { kind: 'refused', code: '401', message: '' } as const,
    ]) {
      house.gateway.nextQuery.push(answer)
      expect(await house.payments.start(house.request(submissionId))).toEqual({ kind: 'checking', paymentId })
    }
    expect(await house.payments.forSubmission(submissionId)).toHaveLength(1)
  })

  test('a submitted payment without a link is being checked', async () => {
    const house = await aHouse(database())
    const { submissionId, paymentId, gatewayId } = await house.started()
    house.gateway.say(gatewayId, { state: 'submitted', nextUrl: undefined })
    expect(await house.payments.start(house.request(submissionId))).toEqual({ kind: 'checking', paymentId })
  })

  test('an attempt closed while it was being created is not shown; a new one is', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    house.gateway.nextCreate.push(async () => {
      house.pass(91 * 60)
      const [open] = await house.payments.forSubmission(submissionId)
      await house.payments.settle(open?.id ?? '', 'job')
    })
    const outcome = await house.payments.start(house.request(submissionId))
    const attempts = await house.payments.forSubmission(submissionId)
    expect(attempts.map((row) => row.state)).toEqual(['error', 'created'])
    expect(outcome).toMatchObject({ kind: 'redirect', paymentId: attempts[1]?.id })
  })

  test('a webhook that came before the id was committed makes the payment due at once', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    house.gateway.nextCreate.push(async () => {
      const body = new TextEncoder().encode(`m1 gw-${house.gateway.creates[0]}`)
      const headers = new Headers({ signature: 'good' })
      const receipt = await house.payments.receiveWebhook('obedient', house.account.id, '', body, headers)
      expect(receipt).toBe('accepted')
    })
    await house.payments.start(house.request(submissionId))
    expect(house.jobs).toEqual([])
    expect(await house.payments.checkDue(house.time.now)).toBeGreaterThanOrEqual(1)
    expect(house.jobs).toContainEqual({ name: 'settle-payment', paymentId: house.gateway.creates[0] })
  })

  test('money that is not whole pence, is nothing, or does not add up is refused before anything is written', async () => {
    const house = await aHouse(database())
    const submissionId = await house.submission()
    const wrong: Partial<Parameters<typeof house.request>[1] & object>[] = [
      { amountPence: 0, lines: [] },
      { amountPence: -2500, lines: lines(-2500) },
      { amountPence: 25.5 },
      { amountPence: Number.NaN },
      { amountPence: Number.POSITIVE_INFINITY },
      { amountPence: 2499 },
      { lines: [] },
      { lines: lines(2600) },
    ]
    for (const change of wrong) {
      await expect(house.payments.start(house.request(submissionId, change))).rejects.toThrow(
        /pence|more than nothing/,
      )
    }
    expect(await house.payments.forSubmission(submissionId)).toEqual([])
    expect(house.gateway.creates).toEqual([])
  })

  test('an open attempt of another amount than its submission is never paid on', async () => {
    const house = await aHouse(database())
    const { submissionId } = await house.started()
    await expect(
      house.payments.start(house.request(submissionId, { amountPence: 2600, lines: lines(2600) })),
    ).rejects.toThrow('another amount')
  })

  describe('an account that does not fit', () => {
    test('a missing account, another organisation’s or a live form on a test account refuses and tells the log', async () => {
      const house = await aHouse(database())
      const stranger = await aHouse(database())
      const submissionId = await house.submission()
      const changes = [
        { accountName: 'cheque' },
        { mode: 'live' as const },
        { organisationId: stranger.organisationId, accountName: 'other' },
      ]
      for (const change of changes) {
        const outcome = await house.payments.start(house.request(submissionId, change))
        expect(outcome.kind).toBe('refused')
      }
      expect(house.gateway.creates).toEqual([])
      expect(house.logged.filter((line) => line.includes('payment.account-'))).toHaveLength(3)
    })
  })
})
