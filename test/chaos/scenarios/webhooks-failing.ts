import { unfinished } from '../findings.ts'
import { brokenInvariants } from '../invariants.ts'
import { type AtPay, buyer, goToPay } from '../rig/residents.ts'
import type { Stage } from '../rig/stage.ts'
import { exactly, none, type Scenario, times } from '../scenario.ts'
import { settled } from '../settled.ts'

/** Catalogue 5. Half of the failures are the database's when the message comes, half the gateway's when it is looked into. */
export const webhooksFailing: Scenario = {
  name: 'webhooks-failing',
  promise: 'a webhook whose first processing fails is not taken for done: the next one is processed',
  async run(rig) {
    const stage = await rig.stage({ checks: 'never', roughRoad: true })
    const since = stage.now()
    const count = rig.some(1_000, 6)
    const all = await times(count, 16, (n) => goToPay(stage, buyer(n)))
    for (const { link } of all) await stage.pay.visit(link.href, 'pay')
    const half = Math.floor(all.length / 2)

    const kept = await whileTableRefuses(stage, 'webhook_message', () =>
      times(half, 16, (n) => stage.post.send(stage.post.message(all[n]!.payment, 'succeeded'))),
    )
    const unheard = await lookedAtInVain(stage, all.slice(half))
    const before = await stage.books(since)

    for (const { payment } of all.slice(0, half)) {
      await stage.post.deliver(stage.post.message(payment, 'succeeded'))
    }
    for (const { payment } of all.slice(half))
      await stage.post.deliver(stage.post.message(payment, 'captured'))
    await settled(stage)
    const books = await stage.books(since)
    return [
      exactly(
        'first messages that the database refused, answered 500',
        half,
        kept.filter((status) => status === 500).length,
      ),
      exactly('first looks that the gateway left unanswered', all.length - half, unheard),
      exactly('settled by then', 0, before.journeys.filter(({ state }) => state === 'completed').length),
      exactly(
        'settled by the second message',
        count,
        books.journeys.filter(({ state }) => state === 'completed').length,
      ),
      none('unfinished', unfinished(books)),
      none('broken invariants', brokenInvariants(books)),
    ]
  },
}

/** A real failure of the database: the table takes no new rows for as long as the work lasts. */
async function whileTableRefuses<T>(stage: Stage, table: string, work: () => Promise<T>): Promise<T> {
  await stage.query(`
    create or replace function rig_refuses() returns trigger language plpgsql as
      $$ begin raise exception 'the rig lets nothing in'; end $$`)
  await stage.query(
    `create trigger rig_refuses before insert on ${table} for each row execute function rig_refuses()`,
  )
  try {
    return await work()
  } finally {
    await stage.query(`drop trigger rig_refuses on ${table}`)
  }
}

/** Sends each one's first message and lets the look that it causes fail. Gives how many looks failed. */
async function lookedAtInVain(stage: Stage, all: readonly AtPay[]): Promise<number> {
  const failed = new Set<string>()
  stage.road.choose(({ method, path }) => {
    if (method !== 'GET') return 'arrives'
    failed.add(path)
    return failed.size % 2 === 0 ? { status: 500 } : 'cut'
  })
  for (const { payment } of all) await stage.post.deliver(stage.post.message(payment, 'succeeded'))
  for (const until = Date.now() + 120_000; failed.size < all.length && Date.now() < until; ) {
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  // The last look is still being written down.
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  stage.road.choose(() => 'arrives')
  return failed.size
}
