/*
 * What messages can be sent with: one file each, one line here.
 * Knows suppliers and how to hand a message over. Refuses to know queues, retries and the database.
 */
import { join } from 'node:path'
import type { Sender } from '../sender.ts'
import { createGovukNotify } from './govuk-notify.ts'
import { createOutbox } from './outbox.ts'
import { createSmtp } from './smtp.ts'

interface Options {
  dataDir: string
  /** GOV.UK Notify's API, without a trailing slash; its own when left out. */
  notifyUrl?: string | undefined
  /** Milliseconds for one exchange with a supplier: tests shorten it. */
  timeoutMs?: number
  /** Authorities (PEM) whose certificates mail servers may show, in place of the usual ones. */
  mailAuthorities?: string
}

export function createSenders({
  dataDir,
  notifyUrl,
  timeoutMs = 15_000,
  mailAuthorities,
}: Options): Record<string, Sender> {
  return {
    'govuk-notify': createGovukNotify({ url: notifyUrl, timeoutMs }),
    smtp: createSmtp({ timeoutMs, authorities: mailAuthorities }),
    outbox: createOutbox({ folder: join(dataDir, 'messages') }),
  }
}
