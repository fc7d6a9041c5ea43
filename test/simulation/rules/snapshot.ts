import type { PaymentChannel, PaymentState, RefundState } from '../../../server/payments/index.ts'
import type { Lane } from '../engines/lane.ts'

/** One submission with everything that hangs on it, as committed at one moment. */
export interface Snapshot {
  id: string
  state: 'answering' | 'submitted' | 'completed'
  reference: string | null
  totalPence: number | null
  /** Of the frozen price, line by line: pence. */
  lineTotals: number[] | null
  payments: SeenPayment[]
  refunds: SeenRefund[]
  ledger: SeenEntry[]
  deliveries: { id: string; state: 'queued' | 'delivered' | 'dead-letter' }[]
  messages: { id: string; kind: string; state: string }[]
  /** How many audit events there are, by `eventKey`. */
  events: Record<string, number>
  liveLinks: number
}

export interface SeenPayment {
  id: string
  state: PaymentState
  gateway: string
  gatewayAccountId: string | null
  gatewayPaymentId: string | null
  channel: PaymentChannel
  amountPence: number
  takenPence: number | null
  surchargePence: number
  finished: boolean
  /** Whether it will be looked at again. */
  due: boolean
  email: string | null
}

export interface SeenRefund {
  id: string
  paymentId: string
  state: RefundState
  amountPence: number
  gatewayRefundId: string | null
  paidBy: string | null
  due: boolean
}

export interface SeenEntry {
  paymentId: string
  refundId: string | null
  kind: 'payment' | 'held' | 'reversal' | 'refund'
  line: number
  gross: number
  net: number
  vat: number
  treatment: string
}

/** One audit event in short: what, of which payment, refund or delivery. */
export function eventKey(event: string, id = ''): string {
  return `${event} ${id}`
}

/** Columns of `SeenEntry`, in its order. */
type EntryValues = [string, string | null, SeenEntry['kind'], number, number, number, number, string]

const everything = `
select s.id, s.state, s.reference, s.total_pence as "totalPence",
  jsonb_path_query_array(s.price, '$.lines[*].totalPence') as "lineTotals",
  (select coalesce(json_agg(json_build_object('id', p.id, 'state', p.state, 'gateway', p.gateway,
    'gatewayAccountId', p.gateway_account_id, 'gatewayPaymentId', p.gateway_payment_id, 'channel', p.channel,
    'amountPence', p.amount_pence, 'takenPence', p.taken_pence, 'surchargePence', p.surcharge_pence,
    'finished', p.finished, 'due', p.next_check_at is not null, 'email', p.payer ->> 'email')
    order by p.created_at), '[]') from payment p where p.submission_id = s.id) as payments,
  (select coalesce(json_agg(json_build_object('id', r.id, 'paymentId', r.payment_id, 'state', r.state,
    'amountPence', r.amount_pence, 'gatewayRefundId', r.gateway_refund_id, 'paidBy', r.paid_by,
    'due', r.next_check_at is not null) order by r.requested_at), '[]')
    from payment p join refund r on r.payment_id = p.id where p.submission_id = s.id) as refunds,
  (select coalesce(json_agg(json_build_array(l.payment_id, l.refund_id, l.kind, l.line_number, l.gross_pence, l.net_pence,
    l.vat_pence, l.vat_treatment) order by l.id), '[]')
    from payment p join ledger_entry l on l.payment_id = p.id where p.submission_id = s.id) as ledger,
  (select coalesce(json_agg(json_build_object('id', d.id, 'state', d.state)), '[]')
    from delivery d where d.submission_id = s.id) as deliveries,
  (select coalesce(json_agg(json_build_object('id', m.id, 'kind', m.kind, 'state', m.state)), '[]')
    from message m where m.submission_id = s.id) as messages,
  (select string_agg(a.event || ' ' || coalesce(a.details ->> 'refundId', a.payment_id, a.delivery_id, ''), ';')
    from audit_event a where a.submission_id = s.id) as events,
  (select count(*)::int from pay_link k where k.submission_id = s.id and k.closed_at is null) as "liveLinks"
from submission s where s.id = $1`

/** Reads a submission beside the simulation. Undefined when it is gone, as answers that were never sent are after a while. */
export async function readSnapshot({ query }: Lane, submissionId: string): Promise<Snapshot | undefined> {
  const [row] = await query(everything, [submissionId])
  if (!row) return undefined
  const ledger = (row.ledger as EntryValues[]).map(
    ([paymentId, refundId, kind, line, gross, net, vat, treatment]): SeenEntry => ({
      paymentId,
      refundId,
      kind,
      line,
      gross,
      net,
      vat,
      treatment,
    }),
  )
  const events: Record<string, number> = {}
  for (const key of ((row.events ?? '') as string).split(';')) if (key) events[key] = (events[key] ?? 0) + 1
  return { ...(row as unknown as Snapshot), ledger, events }
}
