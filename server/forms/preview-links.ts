import type { Clock } from '../clock.ts'
import type { Db } from '../db/client.ts'
import { NotFound } from '../errors.ts'
import { newId, newSecret, sha256 } from '../ids.ts'
import { recordEvent } from '../people/audit.ts'
import type { Draft } from './index.ts'
import { createPreviewLinkStore, type PreviewLink } from './preview-link-store.ts'

/** Days for which a link works: as long as colleagues take to look. */
export const previewDays = 7

/** Links by which colleagues without an account leaf through a draft. Whoever has one sees the draft as it is at that moment. */
export interface PreviewLinks {
  /** The token (256 bits) is told once and kept nowhere. @throws NotFound */
  make(organisationId: string, slug: string, actor: string): Promise<{ link: PreviewLink; token: string }>
  /** Those that still work, newest first. @throws NotFound */
  working(organisationId: string, slug: string): Promise<PreviewLink[]>
  /** What has ended already stays as it is. @throws NotFound for a link of another form, too */
  withdraw(organisationId: string, slug: string, id: string, actor: string): Promise<void>
  /** @throws NotFound for a token that is not, or not any more, one of ours */
  draft(token: string): Promise<Draft>
}

interface Deps {
  db: Db
  clock: Clock
  draft(organisationId: string, slug: string): Promise<Draft>
}

export function createPreviewLinks({ db, clock, draft }: Deps): PreviewLinks {
  const store = createPreviewLinkStore(db)
  return {
    async make(organisationId, slug, actor) {
      const { formId } = await draft(organisationId, slug)
      const at = clock.now()
      const token = newSecret()
      const link: PreviewLink = {
        id: newId(),
        organisationId,
        formId,
        tokenHash: sha256(token),
        createdBy: actor,
        createdAt: at,
        expiresAt: new Date(at.getTime() + previewDays * 86_400_000),
        withdrawnAt: null,
      }
      await db.transaction(async (tx) => {
        await store.insert(tx, link)
        const details = { link: link.id, expiresAt: link.expiresAt.toISOString() }
        await recordEvent(tx, { organisationId, at, actor, event: 'form.preview-shared', formId, details })
      })
      return { link, token }
    },

    async working(organisationId, slug) {
      return store.working((await draft(organisationId, slug)).formId, clock.now())
    },

    async withdraw(organisationId, slug, id, actor) {
      const { formId } = await draft(organisationId, slug)
      if (!(await store.isOf(formId, id))) throw new NotFound('There is no such link')
      const at = clock.now()
      await db.transaction(async (tx) => {
        if (!(await store.withdraw(tx, formId, id, at))) return
        const details = { link: id }
        await recordEvent(tx, { organisationId, at, actor, event: 'form.preview-withdrawn', formId, details })
      })
    },

    async draft(token) {
      const found = await store.byToken(sha256(token), clock.now())
      if (!found) throw new NotFound('This link has expired or was withdrawn. Ask for a new one')
      return draft(found.organisationId, found.slug)
    },
  }
}
