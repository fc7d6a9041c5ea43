import { createPatientResident } from '../../support/patient-resident.ts'
import { chargedTwice, unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { buyer } from '../rig/residents.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/** Catalogue 2: Pay's answer to the creation is held up on the road until the payment is paid and its webhook is taken. */
export const webhooksEarly: Scenario = {
  name: 'webhooks-early',
  promise: 'a webhook that is quicker than our own commit of the gateway’s id is not lost',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never', roughRoad: true })
    const since = stage.now()
    const answers: number[] = []
    stage.road.choose(({ method, path }) => {
      if (method !== 'POST' || path !== '/v1/payments') return 'arrives'
      return {
        async instead(answer) {
          const { payment_id, _links } = JSON.parse(answer)
          await stage.pay.visit(_links.next_url.href, 'pay')
          const message = stage.post.message(stage.pay.payments.get(payment_id)!, 'succeeded')
          // Every other one races against the answer instead of being ahead of it.
          const sending = stage.post.send(message).then((status) => answers.push(status))
          if (answers.length % 2 === 0) await sending
          return answer
        },
      }
    })
    const count = rig.some(1_000, 6)
    await times(count, 12, async (n) => {
      const resident = createPatientResident(stage.server.baseUrl)
      await resident.fillIn(buyer(n))
      await resident.send()
    })
    stage.road.choose(() => 'arrives')
    await settled(stage)
    const books = await stage.books(since)
    return [
      exactly('webhooks before our commit, taken', count, answers.filter((status) => status === 200).length),
      exactly('completed', count, books.journeys.filter(({ state }) => state === 'completed').length),
      none('lost or doubled', [...unfinished(books), ...chargedTwice(books)]),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}
