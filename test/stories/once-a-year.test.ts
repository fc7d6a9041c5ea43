import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { FormDocument } from '../../form-schemas/document.ts'
import { payment, submission, usage } from '../../server/db/schema/index.ts'
import { settableClock } from '../people/settable-clock.ts'
import type { Engine } from '../support/db.ts'
import type { SeenPage } from '../support/resident-client.ts'
import { openGateway, payAndReturn, permit, permitText } from './journeys.ts'
import { openStoryHouse, type StoryHouse } from './story-house.ts'

const once = {
  name: 'once',
  question: 'property',
  most: 1,
  months: 12,
  message: {
    en: 'You can ask for this once per property in 12 months.',
    cy: 'Gallwch ofyn am hyn unwaith fesul eiddo mewn 12 mis.',
  },
}
const limited = (document: FormDocument) => {
  document.definition.components[0]!.components.push({
    type: 'address',
    key: 'property',
    label: 'Which property?',
    validate: { required: true },
  })
  document.settings = { ...document.settings, useLimits: [once] }
}
const free = (document: FormDocument) => {
  limited(document)
  document.slug = 'free-permit'
  delete document.pricing
  delete document.payment
  document.deliveries = []
}
const twice = (document: FormDocument) => {
  limited(document)
  document.slug = 'twice-limited'
  document.settings!.useLimits = [{ ...once, name: 'hours', question: 'hours', most: 100 }, once]
}
const answers = (line1: string) => ({
  hours: '2',
  'property-line1': line1,
  'property-town': 'Exampleton',
  'property-postcode': 'SW1A 1AA',
})

describe.each<Engine>(['pglite', 'postgres'])(
  'a limit of once per property per 12 months, on %s',
  (engine) => {
    let story: StoryHouse
    const clock = settableClock()
    beforeAll(async () => {
      story = await openStoryHouse({ engine, clock, webhooks: 'off', work: false })
      const without = (change: (document: FormDocument) => void) =>
        permitText((document) => {
          document.deliveries = []
          change(document)
        })
      await story.publish(without(limited))
      await story.publish(without(free))
      await story.publish(without(twice))
    })
    afterAll(() => story?.close())

    async function send(at: string, line1: string) {
      const resident = story.resident()
      const check = await resident.fill(at, [answers(line1)])
      return { resident, sent: await resident.send(check) }
    }
    const isUsedUp = (page: SeenPage) => page.status === 409 && page.text.includes(once.message.en)
    const sweep = () => story.house.submissions.uses.freeUnpaid()
    const uses = async () => (await story.house.db.select().from(usage)).length

    test('of 20 who send at once for the same property, one is taken', async () => {
      const all = await Promise.all(
        Array.from({ length: 20 }, async (_each, i) => {
          const resident = story.resident()
          const line1 = i % 2 === 0 ? '1 High Street' : ' 1  HIGH-street. '
          return { resident, check: await resident.fill('/exampleshire/free-permit', [answers(line1)]) }
        }),
      )
      const sent = await Promise.all(all.map(({ resident, check }) => resident.send(check)))
      expect(sent.filter(({ status }) => status === 303)).toHaveLength(1)
      expect(sent.filter(isUsedUp)).toHaveLength(19)
      const rows = await story.house.db.select().from(submission)
      expect(rows.filter(({ reference }) => reference !== null)).toHaveLength(1)
    })

    test('whoever is too late is told so in the council’s words, with the day, and keeps the answers', async () => {
      const { resident, sent } = await send('/exampleshire/free-permit', '1 High Street')
      expect(isUsedUp(sent)).toBe(true)
      expect(sent.text).toMatch(/You can send it again from \d+ \w+ 20\d\d/)
      expect(sent.text).toContain('Nothing was sent, and no money was taken')
      expect((await resident.get('/exampleshire/free-permit/check-your-answers')).text).toContain(
        '1 High Street',
      )
      expect((await send('/exampleshire/free-permit', '2 High Street')).sent.status).toBe(303)
    })

    test('sending the same answers twice takes one use', async () => {
      const resident = story.resident()
      const check = await resident.fill('/exampleshire/free-permit', [answers('3 High Street')])
      const both = await Promise.all([resident.send(check), resident.send(check)])
      expect(both.map(({ status }) => status)).toEqual([303, 303])
    })

    test('forms that share the name of a limit share its uses', async () => {
      await send('/exampleshire/free-permit', '4 High Street')
      expect(isUsedUp((await send(permit, '4 High Street')).sent)).toBe(true)
    })

    test('who did not pay lets go of the use after 20 hours, and cannot pay later when another has it by then', async () => {
      const first = await send(permit, '5 High Street')
      expect(first.sent.status).toBe(303)
      expect(isUsedUp((await send(permit, '5 High Street')).sent)).toBe(true)
      await payAndReturn(first.resident, await openGateway(first.resident, first.sent), 'decline')
      const held = await uses()
      clock.forward(20 * 60 - 1)
      await sweep()
      expect(await uses()).toBe(held)
      clock.forward(1)
      await sweep()
      expect(await uses()).toBe(held - 1)
      const second = await send(permit, '5 High Street')
      expect(second.sent.status).toBe(303)
      const [late] = await story.house.db.select().from(payment).where(eq(payment.state, 'failed'))
      const again = await first.resident.post(`${permit}/payment/${late!.returnId}`, {})
      expect(again.status).not.toBe(303)
      expect(
        await story.house.db.select().from(payment).where(eq(payment.submissionId, late!.submissionId)),
      ).toHaveLength(1)
    })

    test('who cannot pay later for one limit takes no use of another', async () => {
      const form = '/exampleshire/twice-limited'
      const first = await send(form, '8 High Street')
      const failed = await payAndReturn(
        first.resident,
        await openGateway(first.resident, first.sent),
        'decline',
      )
      clock.forward(20 * 60)
      await sweep()
      expect((await send(form, '8 High Street')).sent.status).toBe(303)
      const held = await uses()
      expect((await first.resident.post(new URL(failed.url, 'http://here').pathname, {})).status).not.toBe(
        303,
      )
      expect(await uses()).toBe(held)
    })

    test('a payment that is still under way keeps its use, however long it takes', async () => {
      const { resident, sent } = await send(permit, '6 High Street')
      await openGateway(resident, sent)
      clock.forward(30 * 60)
      const held = await uses()
      await sweep()
      expect(await uses()).toBe(held)
      expect(isUsedUp((await send(permit, '6 High Street')).sent)).toBe(true)
    })

    test('what was paid back whole may be asked for again', async () => {
      const { resident, sent } = await send(permit, '7 High Street')
      await payAndReturn(resident, await openGateway(resident, sent), 'pay')
      expect(isUsedUp((await send(permit, '7 High Street')).sent)).toBe(true)
      const [paid] = await story.house.db.select().from(payment).where(eq(payment.state, 'success'))
      const { refunds } = story.house.payments
      const giveBack = async (lines: Parameters<typeof refunds.request>[0]['lines']) => {
        const asked = await refunds.request({
          organisationId: story.organisation.id,
          paymentId: paid!.id,
          lines,
          reason: 'Cancelled',
          actor: 'officer:one',
          needsSecondPerson: false,
        })
        await refunds.settle(asked.id)
      }
      await giveBack([{ line: 1, pence: 100 }])
      expect(isUsedUp((await send(permit, '7 High Street')).sent)).toBe(true)
      await giveBack('everything')
      expect((await send(permit, '7 High Street')).sent.status).toBe(303)
    })
  },
)
