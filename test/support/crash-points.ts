/**
 * The named points at which the kill test ends a server with SIGKILL. Each is seen from outside, in the SQL, the calls and the
 * answers of the house, so production code carries none of this.
 */
export type CrashPoint = keyof typeof statements | keyof typeof calls | keyof typeof answers

/** Just before this statement runs. Its transaction, if it has one, is open. */
const statements = {
  'before the submission is frozen': updates('submission', 'reference'),
  'after the submission is committed, before its payment attempt': inserts('payment'),
  'after the gateway answered, before its payment id is stored': updates('payment', 'gateway_payment_id'),
  'in the settlement, before the payment is moved': updates('payment', 'state'),
  'in the settlement, before the ledger entry': inserts('ledger_entry'),
  'in the settlement, before the submission is completed': updates('submission', 'completed_at'),
  'in the settlement, before the delivery is queued': inserts('delivery'),
  'before a delivery is claimed': updates('delivery', 'attempts'),
  'after the back office accepted, before the attempt is recorded': inserts('delivery_attempt'),
  'after a webhook was verified, before it is stored': inserts('webhook_message'),
}

/** Around a call to the gateway. */
const calls = {
  'before the call to the gateway': (call: Call) => call.when === 'before' && isCreation(call),
  'after the gateway created the payment, before its reply is read': (call: Call) =>
    call.when === 'after' && isCreation(call),
  'before the gateway is asked how a payment stands': (call: Call) =>
    call.when === 'before' && call.method === 'GET' && /\/v1\/payments\//.test(call.url),
}

/** When an answer is ready and nothing of it is sent. */
const answers = {
  'before the redirect to the gateway': (answer: Answer) => /\/sandbox\/pay\//.test(answer.location),
  'after a webhook is stored, before it is answered': (answer: Answer) => answer.path.startsWith('/hooks/'),
  'after the settlement is committed, before the resident is told': (answer: Answer) =>
    /\/payment\//.test(answer.path) && /\/confirmation\//.test(answer.location),
}

interface Call {
  when: 'before' | 'after'
  method: string
  url: string
}

interface Answer {
  path: string
  /** Where it redirects to; empty when it does not. */
  location: string
}

export const crashPoints = [statements, calls, answers].flatMap((group) => Object.keys(group)) as CrashPoint[]

export const isStatementAt = (point: string, sql: string): boolean => matches(statements, point, sql)
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

function inserts(table: string): (sql: string) => boolean {
  return (sql) => sql.startsWith(`insert into "${table}" `)
}

function updates(table: string, column: string): (sql: string) => boolean {
  return (sql) => {
    const [changes = '', ...rest] = sql.split(' where ')
    return (
      rest.length > 0 && changes.startsWith(`update "${table}" set `) && changes.includes(`"${column}" = `)
    )
  }
}
