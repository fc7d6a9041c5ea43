import { isAtRest, readWaiting } from '../support/books.ts'
import type { Stage } from './rig/stage.ts'
import { until } from './scenario.ts'

/** Waits until the house has no work left, as long as it gets less. Payments that nobody has ended at the gateway may stay open. */
export async function settled(stage: Stage, patienceSeconds = 240): Promise<void> {
  await until(
    'nothing is waiting any more',
    async () => {
      const open = await stage.query<{ id: string }>(
        'select gateway_payment_id as id from payment where not finished and gateway_payment_id is not null',
      )
      const unseen = open.filter(({ id }) => isOver(stage.pay.payments.get(id)?.status))
      return { ...(await readWaiting(stage.query)), payments: unseen.length }
    },
    isAtRest,
    patienceSeconds,
  )
}

function isOver(status: string | undefined): boolean {
  return status !== 'created' && status !== 'started' && status !== 'submitted'
}
