import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import type { Log } from '../log.ts'

export interface SandboxDeps {
  db: Db
  clock: Clock
  log: Log
  /** For webhooks out. */
  fetch?: (url: string, init: RequestInit) => Promise<Response>
  /**
   * How browsers reach this server, without a trailing slash (setting BASE_URL); the sandbox is mounted at /sandbox below it.
   * Return and webhook addresses must be of the same origin: anybody may read how keys are made, and a sandbox that sent people or
   * requests wherever it was told would be an open redirect and a way into the inner network.
   */
  baseUrl: string
  /** How long a "slow" payment or refund takes, in seconds. */
  slowSeconds?: number
}

export const defaultSlowSeconds = 8

/** What the API knows of who is asking. */
export type SandboxApi = { Variables: { organisationId: string; keyHash: string } }
