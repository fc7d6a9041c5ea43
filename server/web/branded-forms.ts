import type { House } from '../app.ts'
import type { PublishedForm } from '../forms/index.ts'
import type { Channel } from '../messages/index.ts'
import { type Brand, mayLookLikeGovuk } from '../people/index.ts'
import { channelsOf } from './message-channels.ts'
import type { ResidentDeps, ResidentForm } from './resident/deps.ts'

/** A journey's pages ask nothing of the organisation: what it looks like is believed for so long, and then looked at beside the page. */
const believedMs = 30_000

/** What a form shows of its organisation, besides its name. */
interface Appearance {
  brand: Brand | undefined
  sends: readonly Channel[]
}

type Parts = Pick<House, 'forms' | 'people' | 'messages' | 'db' | 'clock' | 'log' | 'config'>

/**
 * Published versions as residents' pages use them. Versions never change, and their organisation's brand does: a start page shows it as
 * it is now, and the pages of a journey follow within half a minute without a query of theirs.
 */
export function brandedForms({
  forms,
  people,
  messages,
  db,
  clock,
  log,
  config,
}: Parts): ResidentDeps['forms'] {
  const kept = new WeakMap<PublishedForm, { form: ResidentForm; lookedAt: number }>()

  const brandOf = async ({ organisationId, document }: PublishedForm) =>
    asAllowed(await people.brands.forForm(organisationId, document.settings?.brand), config.baseUrl)

  /** The same object as long as nothing that it shows has changed. */
  function put(published: PublishedForm, appearance: Appearance): ResidentForm {
    const known = kept.get(published)?.form
    const form = known && isSame(known, appearance) ? known : { ...published, ...appearance }
    kept.set(published, { form, lookedAt: clock.now().getTime() })
    return form
  }

  async function look(published: PublishedForm): Promise<ResidentForm> {
    const [brand, sends] = await Promise.all([brandOf(published), channelsOf({ messages, db }, published)])
    return put(published, { brand, sends })
  }

  const isOld = (lookedAt: number) => Math.abs(clock.now().getTime() - lookedAt) >= believedMs

  return {
    publishedForms: forms.publishedForms,

    async version(versionId) {
      const published = await forms.version(versionId)
      const known = kept.get(published)
      if (!known) return look(published)
      if (isOld(known.lookedAt)) {
        known.lookedAt = clock.now().getTime()
        look(published).catch((error) => log.warn({ err: error }, 'brand.not-looked-at'))
      }
      return known.form
    },

    async liveVersion(organisationSlug, formSlug) {
      const published = await forms.liveVersion(organisationSlug, formSlug)
      if (!published) return undefined
      const known = kept.get(published)
      if (!known || isOld(known.lookedAt)) return look(published)
      const { sends = [] } = known.form
      const appearance = { brand: await brandOf(published), sends }
      return isSame(known.form, appearance) ? known.form : put(published, appearance)
    },
  }
}

/** A brand that may look like GOV.UK where it was made may not once its database has moved to another name. */
export function asAllowed(brand: Brand | undefined, baseUrl: string): Brand | undefined {
  return brand?.govuk && !mayLookLikeGovuk(baseUrl) ? { ...brand, govuk: false } : brand
}

function isSame({ brand, sends = [] }: ResidentForm, other: Appearance): boolean {
  return (
    brand?.id === other.brand?.id &&
    brand?.updatedAt.getTime() === other.brand?.updatedAt.getTime() &&
    sends.join() === other.sends.join()
  )
}
