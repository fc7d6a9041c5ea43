import type { FormDocument } from '../../form-schemas/document.ts'
import { parseDocumentText } from '../../form-schemas/parse.ts'
import type { Words } from '../../form-schemas/words.ts'
import type { Clock } from '../clock.ts'
import type { Tx } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { type CompiledForm, compileForm } from '../journey/index.ts'
import type { FormStore } from './form-store.ts'
import { closedBy } from './london-moment.ts'

/** A version as residents' pages use it: parsed and compiled once, and never changed again. */
export interface PublishedForm {
  versionId: string
  formId: string
  organisationId: string
  organisationSlug: string
  organisationName: string
  number: number
  mode: 'test' | 'live'
  slug: string
  document: FormDocument
  compiled: CompiledForm
  /** Taken back: its document says so in the council's words, as that of a form that has closed. */
  unpublishedAt?: Date
}

export interface PublishedForms {
  /** What stands at an address. A form that was taken back stands there closed, with the council's message. */
  liveVersion(organisationSlug: string, formSlug: string): Promise<PublishedForm | undefined>
  /** @throws NotFound */
  version(versionId: string, tx?: Tx): Promise<PublishedForm>
  publishedForms(organisationSlug: string): Promise<{ slug: string; title: Words; mode: 'test' | 'live' }[]>
  /** After a publication: the next request sees the new version at once. */
  forget(organisationSlug: string, formSlug: string): void
}

interface Pointer {
  versionId: string
  unpublishedAt: Date | null
  message: Words | null
}

/** Versions kept in memory; the least recently used goes first. */
const versionsKept = 500
/** Another server of the same database may publish: a live pointer is believed for this long. */
const pointerMilliseconds = 1000

export function createPublishedForms({ store, clock }: { store: FormStore; clock: Clock }): PublishedForms {
  const versions = new Map<string, PublishedForm>()
  const pointers = new Map<string, Pointer & { readAt: number }>()
  const closed = new Map<string, PublishedForm>()
  const pointerKey = (organisationSlug: string, formSlug: string) => `${organisationSlug}/${formSlug}`

  async function version(versionId: string, tx?: Tx): Promise<PublishedForm> {
    const known = versions.get(versionId)
    if (known) {
      versions.delete(versionId)
      versions.set(versionId, known)
      return known
    }
    const row = await store.version(versionId, tx)
    if (!row) throw new NotFound('There is no such version of a form')
    const parsed = parseDocumentText(row.version.document)
    if (!parsed.ok) {
      const [first] = parsed.problems
      throw new Error(
        `The published version ${versionId} no longer reads: ${first?.pointer} ${first?.message}`,
      )
    }
    const published: PublishedForm = {
      versionId,
      formId: row.version.formId,
      organisationId: row.version.organisationId,
      organisationSlug: row.organisationSlug,
      organisationName: row.organisationName,
      number: row.version.number,
      mode: row.version.mode,
      slug: row.slug,
      document: parsed.document,
      compiled: compileForm(parsed.document),
    }
    versions.set(versionId, published)
    if (versions.size > versionsKept) versions.delete(versions.keys().next().value!)
    return published
  }

  async function at({ versionId, unpublishedAt, message }: Pointer): Promise<PublishedForm> {
    const form = await version(versionId)
    if (!unpublishedAt || message === null) {
      closed.delete(form.formId)
      return form
    }
    const known = closed.get(form.formId)
    if (known?.versionId === versionId && known.unpublishedAt?.getTime() === unpublishedAt.getTime())
      return known
    const taken = takenBack(form, unpublishedAt, message)
    closed.set(form.formId, taken)
    return taken
  }

  return {
    version,
    async liveVersion(organisationSlug, formSlug) {
      const key = pointerKey(organisationSlug, formSlug)
      const now = clock.now().getTime()
      const pointer = pointers.get(key)
      if (pointer && Math.abs(now - pointer.readAt) < pointerMilliseconds) return at(pointer)
      const row = await store.livePointer(organisationSlug, formSlug)
      // Only what exists is kept, so asking for made-up addresses fills nothing.
      if (!row?.id) {
        pointers.delete(key)
        return undefined
      }
      const read = { versionId: row.id, unpublishedAt: row.unpublishedAt, message: row.message }
      pointers.set(key, { ...read, readAt: now })
      return at(read)
    },
    async publishedForms(organisationSlug) {
      const rows = await store.published(organisationSlug)
      return rows.map((row) => ({
        slug: row.slug,
        mode: row.mode,
        title: (JSON.parse(row.document) as FormDocument).title,
      }))
    },
    forget(organisationSlug, formSlug) {
      pointers.delete(pointerKey(organisationSlug, formSlug))
    },
  }
}

/** To residents a form that was taken back is one that has closed, whatever its own days were. */
function takenBack(form: PublishedForm, unpublishedAt: Date, message: Words): PublishedForm {
  const { opens: _, ...settings } = form.document.settings ?? {}
  const closedSettings = { ...settings, closes: closedBy(unpublishedAt), closedMessage: message }
  return { ...form, unpublishedAt, document: { ...form.document, settings: closedSettings } }
}
