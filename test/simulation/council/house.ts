import type { House } from '../../../server/app.ts'
import type { Clock } from '../../../server/clock.ts'
import type { Db } from '../../../server/db/client.ts'
import { loadDeliverable } from '../../../server/deliverable.ts'
import type { Destination } from '../../../server/delivery/destination.ts'
import { createDelivery, type Delivery } from '../../../server/delivery/index.ts'
import type { Expressions } from '../../../server/expressions/index.ts'
import type { Announce } from '../../../server/facts.ts'
import { createFinance, type Finance } from '../../../server/finance/index.ts'
import { createFlow } from '../../../server/flow.ts'
import { createForms, type Forms, type PublishedForm } from '../../../server/forms/index.ts'
import type { Log } from '../../../server/log.ts'
import { createMessages, type Messages } from '../../../server/messages/index.ts'
import type { Sender } from '../../../server/messages/sender.ts'
import type { Gateway } from '../../../server/payments/gateway.ts'
import { createPayments, type Payments } from '../../../server/payments/index.ts'
import { createPeople } from '../../../server/people/index.ts'
import { createPricing } from '../../../server/pricing/index.ts'
import type { Enqueue, Job } from '../../../server/queue.ts'
import type { Secrets } from '../../../server/secrets.ts'
import {
  createSavedJourneys,
  createSubmissions,
  type SubmissionRow,
  type Submissions,
} from '../../../server/submissions/index.ts'
import { type PaidBy, paySubmission } from '../../../server/submissions/pay.ts'
import { createTell } from '../../../server/tell.ts'
import type { Templates } from '../../../server/web/govuk/templates.ts'
import { residentDeps } from '../../../server/web/resident-wiring.ts'

/** What a process is given of the world around it. */
export interface HouseParts {
  db: Db
  clock: Clock
  log: Log
  secrets: Secrets
  expressions: Expressions
  gateways: Record<string, Gateway>
  destinations: Record<string, Destination>
  senders: Record<string, Sender>
  enqueue: Enqueue
  /** From 0 up to 1. */
  random: () => number
  newReference: () => string
  /** The account that the form names at this moment: officers may change it half way. */
  accountName: () => string
  mutation?: Mutation | undefined
}

/** A deliberate fault in the rooms, to prove that it would be found. */
export interface Mutation {
  gateway?(gateway: Gateway): Gateway
  finance?(finance: Finance): Finance
  announce?(
    announce: Announce,
    rooms: { delivery: Delivery; forms: Forms; submissions: Submissions },
  ): Announce
  enqueue?(enqueue: Enqueue): Enqueue
  /** A changed statement; undefined leaves it out. */
  statement?(text: string, parameters: readonly unknown[]): string | undefined
  payments?(payments: Payments, db: Db): Payments
}

export const baseUrl = 'https://forms.example'

/** The rooms as `server/app.ts` composes them, real but for what they reach: clock, chance, queue and the outside. */
export function composeHouse(parts: HouseParts) {
  const { db, clock, log, secrets, expressions, random, mutation } = parts
  const enqueue = mutation?.enqueue?.(parts.enqueue) ?? parts.enqueue
  const announce: Announce = (tx, fact) => react(tx, fact)

  const pricing = createPricing({ expressions })
  const people = createPeople({ db, clock, log })
  const gateways = Object.fromEntries(
    Object.entries(parts.gateways).map(([name, gateway]) => [name, mutation?.gateway?.(gateway) ?? gateway]),
  )
  const plainPayments = createPayments({
    db,
    clock,
    log,
    gateways,
    secrets,
    announce,
    enqueue,
    webhookUrl: (gateway, accountId) => `${baseUrl}/hooks/${gateway}/${accountId}`,
  })
  const payments = mutation?.payments?.(plainPayments, db) ?? plainPayments
  const messages = createMessages({
    db,
    clock,
    log,
    secrets,
    senders: parts.senders,
    enqueue,
    retrySeconds: [30, 300, 3600, 14_400],
    random,
  })
  const forms: Forms = createForms({ db, clock, gate: [] })
  const version = async (versionId: string, tx?: Parameters<Forms['version']>[1]): Promise<PublishedForm> => {
    const form = await forms.version(versionId, tx)
    const payment = { ...form.document.payment!, gateway: parts.accountName() }
    return { ...form, document: { ...form.document, payment } }
  }
  const submissions = createSubmissions({
    db,
    clock,
    announce,
    pricing,
    messages,
    baseUrl,
    version,
    newReference: parts.newReference,
  })
  const saved = createSavedJourneys({ db, clock, messages, secrets, baseUrl, version })
  const plainFinance = createFinance({ clock })
  const finance = mutation?.finance?.(plainFinance) ?? plainFinance
  const delivery: Delivery = createDelivery({
    db,
    clock,
    log,
    expressions,
    pricing,
    destinations: parts.destinations,
    secrets,
    enqueue,
    retrySeconds: [20, 120, 900, 7200, 14_400],
    giveUpHours: 72,
    loadSubmission: (id) => loadDeliverable({ submissions, forms, payments }, id),
    random,
  })
  const tell = createTell({ messages, people })
  const flow: Announce = createFlow({ forms, submissions, payments, finance, delivery, saved, tell })
  const react = mutation?.announce?.(flow, { delivery, forms, submissions }) ?? flow

  const rooms = {
    db,
    clock,
    log,
    pricing,
    people,
    payments,
    messages,
    submissions,
    finance,
    delivery,
    gateways,
    forms: { ...forms, version },
    config: { baseUrl, proxies: 0 },
  }
  return {
    ...rooms,
    /** What residents' pages call, as the web room wires it; there are no pages here. */
    resident: residentDeps(rooms as unknown as House, undefined as unknown as Templates),
    pay: (submission: SubmissionRow, by: PaidBy) =>
      paySubmission({ db, clock, payments, version, baseUrl }, submission, by),
    work: workOf(rooms),
    sweep: sweepOf(rooms),
  }
}

export type SimulatedHouse = ReturnType<typeof composeHouse>

interface Rooms {
  payments: Payments
  delivery: Delivery
  messages: Messages
  submissions: Submissions
  clock: Clock
}

/** As `startWork` in `server/app.ts` hands jobs to rooms. */
function workOf({ payments, delivery, messages }: Pick<Rooms, 'payments' | 'delivery' | 'messages'>) {
  return async (job: Job): Promise<void> => {
    switch (job.name) {
      case 'settle-payment':
        return void (await payments.settle(job.paymentId, 'job'))
      case 'settle-refund':
        return void (await payments.refunds.settle(job.refundId))
      case 'deliver':
        return delivery.attempt(job.deliveryId)
      case 'send-message':
        return messages.attempt(job.messageId)
    }
  }
}

function sweepOf({ payments, delivery, messages, submissions, clock }: Rooms) {
  return async (whole: boolean): Promise<void> => {
    await payments.checkDue(clock.now())
    if (whole) await payments.health.keep(clock.now())
    await delivery.deliverDue(clock.now())
    await messages.sendDue(clock.now())
    if (whole) await submissions.forgetUnsent()
  }
}
