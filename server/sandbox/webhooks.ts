import { createHmac } from 'node:crypto'
import type { SandboxDeps } from './sandbox-deps.ts'
import { type SandboxRow, webhookSecretOf } from './sandbox-payment.ts'
import { turnDue, webhookDone, webhooksDue } from './sandbox-store.ts'

/** Waits after the 1st, 2nd, … failure, in seconds; after the last one the sandbox gives up, as real gateways do. */
const retrySeconds = [1, 5, 15, 60, 300]
const timeoutMs = 3000

/**
 * Sends what is due, at least once each. Which messages are due is in the rows, so a restart forgets only how often one was
 * tried. Calling it again while it runs does nothing.
 */
export function webhookSweep(deps: SandboxDeps): () => Promise<number> {
  const { db, clock, log } = deps
  const tries = new Map<string, { failures: number; nextAt: number }>()
  let running = false

  async function attempt(row: SandboxRow): Promise<boolean> {
    const fault = await send(deps, row)
    const failures = fault === undefined ? 0 : (tries.get(row.id)?.failures ?? 0) + 1
    const wait = retrySeconds[failures - 1]
    if (fault !== undefined && wait !== undefined) {
      tries.set(row.id, { failures, nextAt: clock.now().getTime() + wait * 1000 })
      return false
    }
    if (fault !== undefined) log.warn({ sandboxPaymentId: row.id, fault }, 'sandbox.webhook-given-up')
    await webhookDone(db, row.id)
    tries.delete(row.id)
    return fault === undefined
  }

  return async function deliverWebhooks() {
    if (running) return 0
    running = true
    try {
      await turnDue(db, clock.now())
      let sent = 0
      for (const row of await webhooksDue(db)) {
        if ((tries.get(row.id)?.nextAt ?? 0) > clock.now().getTime()) continue
        if (await attempt(row)) sent++
      }
      return sent
    } finally {
      running = false
    }
  }
}

/** What went wrong, or undefined when it was taken. */
async function send(deps: SandboxDeps, row: SandboxRow): Promise<string | undefined> {
  const { fetch = globalThis.fetch } = deps
  const body = JSON.stringify({
    // The same message each time it is sent: the receiver can tell a repeat.
    message_id: `${row.id}-${row.status}`,
    payment_id: row.id,
    status: row.status,
  })
  const signature = createHmac('sha256', webhookSecretOf(row.keyHash)).update(body).digest('hex')
  try {
    const response = await fetch(row.webhookUrl ?? '', {
      method: 'POST',
      redirect: 'error',
      signal: AbortSignal.timeout(timeoutMs),
      headers: { 'content-type': 'application/json', 'sandbox-signature': signature },
      body,
    })
    await response.arrayBuffer()
    return response.ok ? undefined : `answered ${response.status}`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}
