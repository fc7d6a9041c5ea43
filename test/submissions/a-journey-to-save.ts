import { eq } from 'drizzle-orm'
import type { FormSettings } from '../../form-schemas/document.ts'
import { parseDocument } from '../../form-schemas/parse.ts'
import type { Words } from '../../form-schemas/words.ts'
import type { Database } from '../../server/db/client.ts'
import { form, formVersion, savedJourney, submission } from '../../server/db/schema/index.ts'
import type { PublishedForm } from '../../server/forms/index.ts'
import { newId } from '../../server/ids.ts'
import { compileForm } from '../../server/journey/index.ts'
import type { PricingRoom } from '../../server/pricing/index.ts'
import { createSecrets } from '../../server/secrets.ts'
import { createSubmissions } from '../../server/submissions/index.ts'
import { createSavedJourneys } from '../../server/submissions/saved.ts'
import { createSetting } from '../messages/setting.ts'
import permit from '../support/permit.json' with { type: 'json' }

export const price = {
  totalPence: 300,
  lines: [
    {
      code: 'hours',
      label: 'Hours',
      quantity: 1,
      amountPence: 300,
      totalPence: 300,
      vat: 'outside-scope' as const,
      fund: 'PK',
    },
  ],
  explanation: { on: '2026-11-22', values: [], lines: [] },
}

/** Submissions and saved journeys over the real messages room, whose clock stands until it is moved. */
export async function openJourneys(database: Database, options: { canSend?: boolean } = {}) {
  const { db } = database
  const setting = await createSetting(database)
  const { clock, messages, organisationId } = setting
  const published = new Map<string, PublishedForm>()
  const formId = newId()
  await db
    .insert(form)
    .values({ id: formId, organisationId, slug: 'permit', title: 'Permit', createdAt: clock.now() })

  async function publish(
    number: number,
    settings?: FormSettings,
    title: Words = { en: 'Parking permit', cy: 'Trwydded barcio' },
  ): Promise<PublishedForm> {
    const parsed = parseDocument({ ...permit, title, ...(settings && { settings }) })
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    const versionId = newId()
    const document = JSON.stringify(parsed.document)
    const row = { id: versionId, organisationId, formId, number, document, mode: 'test' as const, note: 'x' }
    await db.insert(formVersion).values({ ...row, publishedAt: clock.now(), publishedBy: 'system' })
    const about = { versionId, formId, organisationId, number, mode: 'test' as const, slug: 'permit' }
    const whole = { ...about, organisationSlug: 'exampleshire', organisationName: 'Exampleshire Council' }
    published.set(versionId, { ...whole, document: parsed.document, compiled: compileForm(parsed.document) })
    return published.get(versionId)!
  }
  const version = async (id: string) => published.get(id)!
  const submissions = createSubmissions({
    db,
    clock,
    announce: async () => {},
    pricing: { price: async () => ({ kind: 'priced', price }) } as unknown as PricingRoom,
    version,
    messages,
    baseUrl: 'https://forms.example',
  })
  const saved = createSavedJourneys({
    db,
    clock,
    messages: { queue: messages.queue, canSend: async () => options.canSend ?? true },
    secrets: createSecrets('a secret key for tests'),
    baseUrl: 'https://forms.example',
    version,
  })

  return {
    db,
    clock,
    organisationId,
    submissions,
    saved,
    publish,
    setting,
    async row(id: string) {
      return (await db.select().from(submission).where(eq(submission.id, id)))[0]
    },
    links: (submissionId: string) =>
      db
        .select()
        .from(savedJourney)
        .where(eq(savedJourney.submissionId, submissionId))
        .orderBy(savedJourney.createdAt),
    /** Every message that was queued, sent to the outbox, oldest first. */
    async mail() {
      for (const { job } of setting.jobs.splice(0)) {
        if (job.name === 'send-message') await messages.attempt(job.messageId)
      }
      return (await setting.outbox()).map(({ to, subject, text }) => ({ to, subject, text: text ?? '' }))
    },
    /** The token of the newest link that was sent. */
    async newestLink(): Promise<string> {
      const last = (await this.mail()).at(-1)
      return /\/resume\/([\w-]+)/.exec(last?.text ?? '')?.[1] ?? ''
    },
  }
}

export type Journeys = Awaited<ReturnType<typeof openJourneys>>
