import { z } from 'zod'
import type { SandboxDeps } from './sandbox-deps.ts'
import type { SandboxRow } from './sandbox-payment.ts'
import { byId, turnDue } from './sandbox-store.ts'

export const IdempotencyKey = z.string().regex(/^[A-Za-z0-9-]{1,255}$/)

/** The payment as it is by now, to the key that made it and to no other. */
export async function ownPayment(
  { db, clock }: SandboxDeps,
  id: string,
  keyHash: string,
): Promise<SandboxRow | undefined> {
  await turnDue(db, clock.now(), id)
  const row = await byId(db, id)
  return row?.keyHash === keyHash ? row : undefined
}
