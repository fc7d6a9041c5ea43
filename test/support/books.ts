import postgres from 'postgres'
import { openDatabase } from '../../server/db/client.ts'

/** Asks the books themselves, never the server. */
export type Query = <Row>(sql: string) => Promise<Row[]>

/** One sent submission with everything that hangs on it. Money in pence, times in milliseconds UTC. */
export interface Journey {
  id: string
  reference: string
  state: string
  versionId: string
  hours: number
  totalPence: number
  submittedAt: number
  completedAt: number | null
  /** Payments that hold money for it, in whatever state. */
  paid: number
  succeeded: number
  /** Audit events that say its payment succeeded, and that it was completed. */
  settlements: number
  completions: number
  /** What was posted for it, refunds and money that is held left out. */
  ledgerEntries: number
  ledgerPence: number
  /** Posted as held, and posted as paid back (as a positive amount). */
  heldPence: number
  refundedPence: number
  deliveries: number
  delivered: number
  deliveredAt: number | null
  /** The key its delivery goes under. */
  deliveryId: string | null
  messages: number
  messagesSent: number
}

/** One attempt, as our own books have it. */
export interface Attempt {
  id: string
  submissionId: string
  reference: string
  gatewayPaymentId: string | null
  returnUrl: string
  state: string
  amountPence: number
  /** Taken, surcharge included. */
  takenPence: number
  finished: boolean
  refundedPence: number
  ledgerPence: number
}

/** One payment, as the gateway's own books have it. */
export interface GatewayPayment {
  id: string
  /** Money was taken (and not lost again). */
  taken: boolean
  /** Nothing can become of it any more. */
  over: boolean
  pence: number
  refundedPence: number
  refunds: number
  /** Ours, as sent along. */
  reference: string
}

/** Work that is still to come. */
export interface Waiting {
  /** Frozen, and money was seen for it, but not complete. */
  submissions: number
  /** Payments that are not finished. */
  payments: number
  refunds: number
  deliveries: number
  messages: number
  /** The sandbox's unsent webhooks. */
  webhooks: number
}

export interface Books {
  journeys: Journey[]
  attempts: Attempt[]
  gateway: GatewayPayment[]
  waiting: Waiting
  /** Rows whose last state has no audit event, or more than one where there may be one: named. */
  unaudited: string[]
  /** Rows of one organisation that hang on a row of another: named. */
  strays: string[]
  /** References that an organisation has given out more than once. */
  doubleReferences: string[]
  /** Deliveries queued before their submission was complete. */
  earlyDeliveries: number
}

/** Opens the books of a server on PostgreSQL from outside, while it runs or dies. */
export async function withPostgres<T>(databaseUrl: string, read: (query: Query) => Promise<T>): Promise<T> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    return await read(async <Row>(text: string) => (await sql.unsafe(text)) as unknown as Row[])
  } finally {
    await sql.end()
  }
}

/** Opens the folder itself: no server may be running on it. */
export async function withEmbedded<T>(dataDir: string, read: (query: Query) => Promise<T>): Promise<T> {
  const { pglite, close } = await openDatabase({ dataDir })
  try {
    return await read(async <Row>(text: string) => (await pglite!.query<Row>(text)).rows)
  } finally {
    await close()
  }
}

/** @param gateway the gateway's own books; the sandbox's are in the same database */
export async function readBooks(query: Query, gateway?: GatewayPayment[]): Promise<Books> {
  const [early] = await query<{ count: number }>(`
    select count(*)::int from delivery d join submission s on s.id = d.submission_id
    where s.state <> 'completed' or d.queued_at < s.completed_at`)
  return {
    journeys: await query<Journey>(journeySql),
    attempts: await query<Attempt>(attemptSql),
    gateway: gateway ?? (await query<GatewayPayment>(sandboxSql)),
    waiting: await readWaiting(query),
    unaudited: (await query<{ row: string }>(unauditedSql)).map(({ row }) => row),
    strays: (await query<{ row: string }>(straySql)).map(({ row }) => row),
    doubleReferences: (
      await query<{ reference: string }>(`
        select reference from submission where reference is not null
        group by organisation_id, reference having count(*) > 1`)
    ).map(({ reference }) => reference),
    earlyDeliveries: early!.count,
  }
}

export async function readWaiting(query: Query): Promise<Waiting> {
  const [waiting] = await query<Waiting>(`
    select
      (select count(*) from submission s where s.state = 'submitted' and exists (
        select from payment p where p.submission_id = s.id and p.state in ('capturable', 'success', 'overpaid')))::int as submissions,
      (select count(*) from payment where not finished)::int as payments,
      (select count(*) from refund where state in ('approved', 'submitted'))::int as refunds,
      (select count(*) from delivery where state = 'queued')::int as deliveries,
      (select count(*) from message where state = 'queued')::int as messages,
      (select count(*) from sandbox_payment where webhook_due)::int as webhooks`)
  return waiting!
}

/** Everything that was begun has ended. */
export function isAtRest(waiting: Waiting): boolean {
  return Object.values(waiting).every((count) => count === 0)
}

const milliseconds = (column: string) => `(extract(epoch from ${column}) * 1000)::float8`

const journeySql = `
  with paid as (
    select submission_id, count(*) filter (where state in ('capturable', 'success', 'overpaid', 'mismatched'))::int as paid,
      count(*) filter (where state = 'success')::int as succeeded
    from payment group by submission_id),
  told as (
    select submission_id, count(*) filter (where event = 'payment.succeeded')::int as settlements,
      count(*) filter (where event = 'submission.completed')::int as completions
    from audit_event where submission_id is not null group by submission_id),
  posted as (
    select submission_id, count(*) filter (where kind = 'payment')::int as entries,
      coalesce(sum(gross_pence) filter (where kind in ('payment', 'reversal')), 0)::int as pence,
      coalesce(sum(gross_pence) filter (where kind = 'held'), 0)::int as held,
      coalesce(-sum(gross_pence) filter (where kind = 'refund'), 0)::int as refunded
    from ledger_entry group by submission_id),
  carried as (
    select submission_id, count(*)::int as deliveries, count(*) filter (where state = 'delivered')::int as delivered,
      max(delivered_at) as delivered_at, min(id) as id
    from delivery group by submission_id),
  written as (
    select submission_id, count(*)::int as messages, count(*) filter (where state = 'sent')::int as sent
    from message where submission_id is not null group by submission_id)
  select s.id, s.reference, s.state, s.form_version_id as "versionId", (s.answers ->> 'hours')::int as hours, s.total_pence as "totalPence",
    ${milliseconds('s.submitted_at')} as "submittedAt", ${milliseconds('s.completed_at')} as "completedAt",
    coalesce(paid.paid, 0) as paid, coalesce(paid.succeeded, 0) as succeeded,
    coalesce(told.settlements, 0) as settlements, coalesce(told.completions, 0) as completions,
    coalesce(posted.entries, 0) as "ledgerEntries", coalesce(posted.pence, 0) as "ledgerPence",
    coalesce(posted.held, 0) as "heldPence", coalesce(posted.refunded, 0) as "refundedPence",
    coalesce(carried.deliveries, 0) as deliveries, coalesce(carried.delivered, 0) as delivered,
    ${milliseconds('carried.delivered_at')} as "deliveredAt", carried.id as "deliveryId",
    coalesce(written.messages, 0) as messages, coalesce(written.sent, 0) as "messagesSent"
  from submission s
    left join paid on paid.submission_id = s.id left join told on told.submission_id = s.id
    left join posted on posted.submission_id = s.id left join carried on carried.submission_id = s.id
    left join written on written.submission_id = s.id
  where s.reference is not null order by s.reference`

const attemptSql = `
  with returned as (
    select payment_id, sum(amount_pence)::int as pence from refund where state = 'success' group by payment_id),
  posted as (select payment_id, sum(gross_pence)::int as pence from ledger_entry group by payment_id)
  select p.id, p.submission_id as "submissionId", p.reference, p.gateway_payment_id as "gatewayPaymentId",
    p.return_url as "returnUrl", p.state, p.amount_pence as "amountPence",
    coalesce(p.taken_pence, 0) + p.surcharge_pence as "takenPence", p.finished,
    coalesce(returned.pence, 0) as "refundedPence", coalesce(posted.pence, 0) as "ledgerPence"
  from payment p left join returned on returned.payment_id = p.id left join posted on posted.payment_id = p.id
  order by p.created_at, p.id`

const sandboxSql = `
  select g.id, g.status = 'success' as taken, g.status not in ('created', 'started', 'submitted') as over,
    g.amount_pence + g.surcharge_pence as pence, coalesce(r.pence, 0) as "refundedPence",
    coalesce(r.refunds, 0) as refunds, g.reference
  from sandbox_payment g left join (
    select payment_id, sum(amount_pence)::int as pence, count(*)::int as refunds from sandbox_refund
    where status = 'success' group by payment_id) r on r.payment_id = g.id`

/** Which event tells of the state that a row is in. What is told once and for ever may be told once only. */
const unauditedSql = `
  with told as (
    select submission_id, coalesce(details ->> 'refundId', delivery_id, details ->> 'message', payment_id, submission_id) as about,
      event, count(*)::int as times
    from audit_event where submission_id is not null group by 1, 2, 3),
  expected as (
    select id as about, 'payment ' || id as row, 'payment.created' as event, 1 as most from payment where channel <> 'elsewhere'
    union all
    select id, 'payment ' || id, case state when 'success' then 'payment.succeeded' else 'payment.' || state end,
      case when state in ('success', 'overpaid', 'mismatched') then 1 else 1000 end from payment
    union all
    select id, 'submission ' || id, 'submission.submitted', 1 from submission where state <> 'answering'
    union all
    select id, 'submission ' || id, 'submission.completed', 1 from submission where state = 'completed'
    union all
    select id, 'refund ' || id, 'refund.requested', 1 from refund
    union all
    select id, 'refund ' || id, case state when 'success' then 'refund.succeeded' else 'refund.' || state end, 1
      from refund where state not in ('requested', 'approved')
    union all
    select id, 'delivery ' || id, 'delivery.queued', 1 from delivery
    union all
    select id, 'delivery ' || id, case state when 'delivered' then 'delivery.delivered' else 'delivery.dead-lettered' end, 1
      from delivery where state <> 'queued'
    union all
    select id, 'message ' || id, 'message.queued', 1 from message where submission_id is not null
    union all
    select id, 'message ' || id, 'message.' || state, 1 from message where state <> 'queued' and submission_id is not null)
  select e.row || ' (' || e.event || ' told ' || coalesce(t.times, 0) || ' times)' as row
  from expected e left join told t on t.about = e.about and t.event = e.event
  where t.times is null or t.times > e.most order by 1`

const straySql = ['payment', 'refund', 'ledger_entry', 'delivery', 'message', 'pay_link', 'audit_event']
  .map(
    (
      table,
    ) => `select '${table} ' || child.id as row from ${table} child join submission s on s.id = child.submission_id
      where child.organisation_id is null or child.organisation_id <> s.organisation_id`,
  )
  .join(' union all ')
