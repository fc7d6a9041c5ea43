import postgres from 'postgres'
import { openDatabase } from '../../server/db/client.ts'

type Query = <Row>(sql: string) => Promise<Row[]>

/** One sent submission with everything that hangs on it. */
export interface Journey {
  reference: string
  state: string
  hours: number
  totalPence: number
  /** Payments that hold money for it, in whatever state. */
  paid: number
  succeeded: number
  /** Audit events that say its payment succeeded, and that it was completed. */
  settlements: number
  completions: number
  ledgerEntries: number
  ledgerPence: number
  deliveries: number
  delivered: number
  /** The key its delivery goes under. */
  deliveryId: string | null
}

export interface Books {
  journeys: Journey[]
  /** What the gateway took. */
  gateway: { payments: number; pence: number }
  /** Gateway payments with money whose submission of ours is not completed, or is not there at all. */
  paidForNothing: number
  /** Work that is still to come: unfinished payments, unsent webhooks. */
  waiting: { payments: number; webhooks: number }
}

/** Reads from outside, while the server runs or dies. */
export async function readPostgresBooks(databaseUrl: string): Promise<Books> {
  const sql = postgres(databaseUrl, { max: 1, onnotice: () => {} })
  try {
    return await readBooks(async <Row>(text: string) => (await sql.unsafe(text)) as unknown as Row[])
  } finally {
    await sql.end()
  }
}

/** Opens the folder itself: no server may be running on it. */
export async function readEmbeddedBooks(dataDir: string): Promise<Books> {
  const { pglite, close } = await openDatabase({ dataDir })
  try {
    return await readBooks(async <Row>(text: string) => (await pglite!.query<Row>(text)).rows)
  } finally {
    await close()
  }
}

async function readBooks(query: Query): Promise<Books> {
  const journeys = await query<Journey>(`
    select reference, state, (answers ->> 'hours')::int as "hours", total_pence as "totalPence",
      (select count(*) from payment p where p.submission_id = s.id and p.state in ('success', 'overpaid', 'mismatched'))::int as "paid",
      (select count(*) from payment p where p.submission_id = s.id and p.state = 'success')::int as "succeeded",
      (select count(*) from audit_event e where e.submission_id = s.id and e.event = 'payment.succeeded')::int as "settlements",
      (select count(*) from audit_event e where e.submission_id = s.id and e.event = 'submission.completed')::int as "completions",
      (select count(*) from ledger_entry l where l.submission_id = s.id)::int as "ledgerEntries",
      (select coalesce(sum(l.gross_pence), 0) from ledger_entry l where l.submission_id = s.id)::int as "ledgerPence",
      (select count(*) from delivery d where d.submission_id = s.id)::int as "deliveries",
      (select count(*) from delivery d where d.submission_id = s.id and d.state = 'delivered')::int as "delivered",
      (select min(d.id) from delivery d where d.submission_id = s.id) as "deliveryId"
    from submission s where s.reference is not null order by s.reference`)
  const [gateway] = await query<Books['gateway']>(`
    select count(*)::int as payments, coalesce(sum(amount_pence), 0)::int as pence from sandbox_payment where status = 'success'`)
  const [paidForNothing] = await query<{ count: number }>(`
    select count(*)::int from sandbox_payment g where g.status = 'success' and not exists (
      select from payment p join submission s on s.id = p.submission_id
      where p.gateway_payment_id = g.id and p.state = 'success' and s.state = 'completed')`)
  const [waiting] = await query<Books['waiting']>(`
    select (select count(*) from payment where not finished)::int as payments,
      (select count(*) from sandbox_payment where webhook_due)::int as webhooks`)
  return { journeys, gateway: gateway!, paidForNothing: paidForNothing!.count, waiting: waiting! }
}

/** Everything that was begun has ended. */
export function isAtRest({ journeys, waiting }: Books): boolean {
  const busy = journeys.some(
    ({ state, deliveries, delivered }) => state !== 'completed' || delivered < deliveries,
  )
  return !busy && waiting.payments === 0 && waiting.webhooks === 0
}
