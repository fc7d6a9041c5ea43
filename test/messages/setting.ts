import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { eq } from 'drizzle-orm'
import type { Database } from '../../server/db/client.ts'
import { auditEvent, message, organisation } from '../../server/db/schema/index.ts'
import { newId } from '../../server/ids.ts'
import { createLog } from '../../server/log.ts'
import { createMessages, createSenders, type Messages } from '../../server/messages/index.ts'
import type { MessagesDeps } from '../../server/messages/messages-deps.ts'
import type { NewMessage } from '../../server/messages/queue-message.ts'
import type { Job } from '../../server/queue.ts'
import { createSecrets } from '../../server/secrets.ts'
import { settableClock } from '../people/settable-clock.ts'
import type { NotifyStandIn } from '../support/notify.ts'
import type { SmtpStandIn } from '../support/smtp.ts'

export const someone = 'zoe.jones@example.com'

/** A messages room on a database, with a clock that stands until it is moved, a queue that only remembers, and a log that is kept. */
export async function createSetting(
  database: Database,
  options: Partial<MessagesDeps> & { notifyUrl?: string; mailAuthorities?: string } = {},
) {
  const { db } = database
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-messages-'))
  const clock = settableClock()
  const jobs: { job: Job; startAfter: Date | undefined }[] = []
  const logged: string[] = []
  const organisationId = newId()
  const slug = `o-${organisationId}`
  await db.insert(organisation).values({ id: organisationId, slug, name: 'Test', createdAt: clock.now() })

  const { notifyUrl, mailAuthorities, ...deps } = options
  const messages: Messages = createMessages({
    db,
    clock,
    log: createLog('trace', { write: (line) => void logged.push(line) }),
    secrets: createSecrets('a secret key for tests'),
    senders: createSenders({ dataDir, notifyUrl, mailAuthorities, timeoutMs: 10_000 }),
    enqueue: async (_tx, job, { startAfter } = {}) => void jobs.push({ job, startAfter }),
    retrySeconds: [10, 60, 300, 1800],
    random: () => 0,
    ...deps,
  })

  return {
    db,
    messages,
    clock,
    jobs,
    logged,
    organisationId,
    pass(seconds: number) {
      clock.forward(seconds / 60)
    },
    queue: (change: Partial<NewMessage> = {}) =>
      db.transaction((tx) => messages.queue(tx, { ...receipt(organisationId), ...change })),
    async read(id: string) {
      const found = (await messages.list(organisationId, { limit: 200 })).find((row) => row.id === id)
      if (!found) throw new Error('There is no such message')
      return found
    },
    /** As it lies in the database. */
    raw: async (id: string) => (await db.select().from(message).where(eq(message.id, id)))[0]!,
    events: async () =>
      (
        await db
          .select()
          .from(auditEvent)
          .where(eq(auditEvent.organisationId, organisationId))
          .orderBy(auditEvent.id)
      ).map(({ event, actor, submissionId, details }) => ({ event, actor, submissionId, details })),
    /** What the stand-in for missing senders wrote. */
    async outbox() {
      const text = await readFile(join(dataDir, 'messages', `${slug}.jsonl`), 'utf8').catch(() => '')
      const lines = text.split('\n').filter((line) => line !== '')
      return lines.map((line) => JSON.parse(line) as Record<string, string>)
    },
    useSmtp: (server: SmtpStandIn) =>
      messages.senders.add({
        organisationId,
        channel: 'email',
        sender: 'smtp',
        settings: {
          host: '127.0.0.1',
          port: server.port,
          user: server.user,
          password: server.password,
          from: 'noreply@exampleshire.example',
        },
      }),
    useNotify: (notify: NotifyStandIn, channel: 'email' | 'text') =>
      messages.senders.add({
        organisationId,
        channel,
        sender: 'govuk-notify',
        settings: {
          apiKey: notify.apiKey,
          emailTemplateId: notify.templates.email,
          textTemplateId: notify.templates.text,
        },
      }),
    close: () => rm(dataDir, { recursive: true, force: true }),
  }
}

export type Setting = Awaited<ReturnType<typeof createSetting>>

export function receipt(organisationId: string): NewMessage {
  return {
    organisationId,
    channel: 'email',
    to: someone,
    kind: 'receipt',
    language: 'en',
    mode: 'live',
    subject: 'Exampleshire Council: we have received your payment',
    text: 'We have received your payment of £25.00.',
  }
}
