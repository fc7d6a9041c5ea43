/**
 * The named points at which the kill test ends a server with SIGKILL. Each is seen from outside, in the SQL, the calls and the
 * answers of the house, so production code carries none of this.
 */
export type CrashPoint = keyof typeof statements | keyof typeof calls | keyof typeof answers

/** Where in the house something happened: in the answer to a request for this path, or in work of its own (jobs, the sweep). */
export interface Place {
  path: string | undefined
}

export interface Statement extends Place {
  sql: string
  parameters: readonly unknown[]
}

export interface Call extends Place {
  when: 'before' | 'after'
  method: string
  url: string
}

export interface Answer {
  path: string
  /** Where it redirects to; empty when it does not. */
  location: string
}

/** Just before this statement runs. Its transaction, if it has one, is open. */
const statements = {
  'before the submission is committed': tells('submission.submitted'),
  'after the submission is committed, before its payment attempt': inserts('payment'),
  'before the payment attempt is committed': tells('payment.created'),
  'after the gateway answered, before its payment id is stored': updates('payment', 'gateway_payment_id'),
  'in the settlement, before the payment is moved': updates('payment', 'state'),
  'in the settlement, before the ledger entry': inserts('ledger_entry'),
  'in the settlement, before the submission is completed': updates('submission', 'completed_at'),
  'in the settlement, before the delivery is queued': inserts('delivery'),
  'before a delivery is claimed': updates('delivery', 'attempts'),
  'after the back office accepted, before the attempt is recorded': inserts('delivery_attempt'),
  'after a message was sent, before that is recorded': tells('message.sent'),
  'after a webhook was verified, before it is stored': inserts('webhook_message'),
  'after a check was queued, before it begins': ({ sql, path }: Statement) =>
    path === undefined &&
    sql.startsWith('select ') &&
    sql.includes(' from "payment" where "payment"."id" = $1'),
  'in the settlement of a refund, before it is committed': tells('refund.succeeded'),
  'in the mop-up, with some checks queued and nothing committed': afterwards(
    updatesMany('payment', 'next_check_at'),
    ({ sql }) => sql.includes(' from "refund" where "refund"."next_check_at" <= '),
  ),
}

/** Around a call out: to the gateway, and to the back office. */
const calls = {
  'before the call to the gateway': (call: Call) => call.when === 'before' && isCreation(call),
  'after the gateway created the payment, before its reply is read': (call: Call) =>
    call.when === 'after' && isCreation(call),
  'on the way back, before the gateway is asked': (call: Call) =>
    call.when === 'before' && isQuestion(call) && call.path !== undefined,
  'before the gateway is asked how a payment stands': (call: Call) =>
    call.when === 'before' && isQuestion(call),
  'after the gateway was asked, before anything is written': (call: Call) =>
    call.when === 'after' && isQuestion(call),
  'before the gateway is asked for a refund': (call: Call) => call.when === 'before' && isRefund(call),
  'after the gateway made a refund, before its reply is read': (call: Call) =>
    call.when === 'after' && isRefund(call),
  'before a payment is captured': (call: Call) => call.when === 'before' && isCapture(call),
  'after a payment is captured, before the reply is read': (call: Call) =>
    call.when === 'after' && isCapture(call),
  'after the back office accepted, before its answer is read': (call: Call) =>
    call.when === 'after' && call.method === 'DELIVER',
}

/** When an answer is ready and nothing of it is sent. */
const answers = {
  'before the redirect to the gateway': (answer: Answer) =>
    /\/check-your-answers$/.test(answer.path) && /\/(sandbox\/pay|secure)\//.test(answer.location),
  'after a webhook is stored, before it is answered': (answer: Answer) => answer.path.startsWith('/hooks/'),
  'after the settlement is committed, before the resident is told': (answer: Answer) =>
    /\/payment\//.test(answer.path) && /\/confirmation\//.test(answer.location),
}

export const crashPoints = [statements, calls, answers].flatMap((group) => Object.keys(group)) as CrashPoint[]

export const isStatementAt = (point: string, statement: Statement): boolean =>
  matches(statements, point, statement)
export const isCallAt = (point: string, call: Call): boolean => matches(calls, point, call)
export const isAnswerAt = (point: string, answer: Answer): boolean => matches(answers, point, answer)

/** Printed, all of it, by a server that is about to kill itself: how its end is told from an end that nobody wanted. */
export const lastWords = 'Killed at the crash point'

function matches<T>(group: Record<string, (seen: T) => boolean>, point: string, seen: T): boolean {
  return Object.hasOwn(group, point) && group[point]!(seen)
}

function isCreation({ method, url }: Call): boolean {
  return method === 'POST' && /\/v1\/payments$/.test(url)
}

function isQuestion({ method, url }: Call): boolean {
  return method === 'GET' && /\/v1\/payments\/[^/]+$/.test(url)
}

function isRefund({ method, url }: Call): boolean {
  return method === 'POST' && /\/v1\/payments\/[^/]+\/refunds$/.test(url)
}

function isCapture({ method, url }: Call): boolean {
  return method === 'POST' && /\/v1\/payments\/[^/]+\/capture$/.test(url)
}

function inserts(table: string): (statement: Statement) => boolean {
  return ({ sql }) => sql.startsWith(`insert into "${table}" `)
}

/** The audit event, which is the last or nearly the last statement of its transaction. */
function tells(event: string): (statement: Statement) => boolean {
  return ({ sql, parameters }) => sql.startsWith('insert into "audit_event" ') && parameters.includes(event)
}

function updates(table: string, column: string): (statement: Statement) => boolean {
  return ({ sql }) => changesOf(table, sql)?.includes(`"${column}" = `) ?? false
}

function updatesMany(table: string, column: string): (statement: Statement) => boolean {
  return ({ sql }) => updates(table, column)({ sql } as Statement) && sql.includes(`"${table}"."id" in (`)
}

/** What an UPDATE sets. */
function changesOf(table: string, sql: string): string | undefined {
  const [changes = '', ...rest] = sql.split(' where ')
  return rest.length > 0 && changes.startsWith(`update "${table}" set `) ? changes : undefined
}

/** The second, once the first has been seen. One transaction of the house does both, and no two of them run at once. */
function afterwards(
  first: (statement: Statement) => boolean,
  second: (statement: Statement) => boolean,
): (statement: Statement) => boolean {
  let begun = false
  return (statement) => {
    if (first(statement)) begun = true
    if (!begun || !second(statement)) return false
    begun = false
    return true
  }
}
