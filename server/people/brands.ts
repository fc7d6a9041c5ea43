import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Db, Tx } from '../db/client.ts'
import { BadInput, Conflict, NotFound } from '../errors.ts'
import { newId } from '../ids.ts'
import { recordEvent } from './audit.ts'
import { type Brand, readBrand, type TypedBrand } from './brand.ts'
import { createBrandStore } from './brand-store.ts'
import { type LogoImage, readLogo } from './logo.ts'

export interface Brands {
  /** An organisation's brands, the first that was made first. From memory: costs a page no query. */
  of(organisationId: string): Promise<readonly Brand[]>
  /** The brand that a form names, or the first when it names none (or one that there is not). */
  forForm(organisationId: string, name: string | undefined, tx?: Tx): Promise<Brand | undefined>
  /** @throws BadInput with a problem for each box that is wrong, or when the name is taken */
  add(organisationId: string, name: string, typed: TypedBrand, actor: string): Promise<void>
  /** `seen`: its `updatedAt` as the officer saw it. @throws NotFound @throws BadInput @throws Conflict when it has changed since */
  change(organisationId: string, name: string, typed: TypedBrand, seen: string, actor: string): Promise<void>
  /** @throws NotFound @throws BadInput at `/logo` when the bytes are no picture that is allowed */
  setLogo(organisationId: string, name: string, bytes: Uint8Array, actor: string): Promise<void>
  /** @throws NotFound */
  removeLogo(organisationId: string, name: string, actor: string): Promise<void>
  /** The bytes of a logo, for whoever knows its address. */
  logo(id: string, hash: string): Promise<{ type: LogoImage['type']; bytes: Uint8Array } | undefined>
}

/** Another server of the same database may change a brand: what is in memory is believed for this long. */
const believedMs = 5000

export function createBrands(deps: { db: Db; clock: Clock; baseUrl: string }): Brands {
  const { db, clock, baseUrl } = deps
  const store = createBrandStore(db)
  const kept = new Map<string, { brands: Brand[]; state: string; readAt: number }>()

  async function of(organisationId: string, tx?: Tx): Promise<readonly Brand[]> {
    const known = kept.get(organisationId)
    const now = clock.now().getTime()
    if (known && Math.abs(now - known.readAt) < believedMs) return known.brands
    // Whoever asks meanwhile is given what is known: one request looks, the others do not wait.
    if (known) known.readAt = now
    const state = await store.state(organisationId, tx)
    if (known?.state === state) return known.brands
    const brands = await store.of(organisationId, tx)
    kept.set(organisationId, { brands, state, readAt: now })
    return brands
  }

  async function changing(
    organisationId: string,
    name: string,
    actor: string,
    event: string,
    change: (before: Brand, tx: Tx) => Promise<Record<string, unknown>>,
  ): Promise<void> {
    await db.transaction(async (tx) => {
      const before = await store.lock(tx, organisationId, name)
      if (!before) throw new NotFound('There is no such brand')
      const details = await change(before, tx)
      const at = clock.now()
      await recordEvent(tx, { organisationId, at, actor, event, details: { brand: name, ...details } })
    })
    kept.delete(organisationId)
  }

  function read(typed: TypedBrand) {
    const read = readBrand(typed, { baseUrl })
    if (!read.ok) throw new BadInput('The brand cannot be saved like this', read.problems)
    return read.content
  }

  /** Later than before, also when two changes fall into the same millisecond: it is what "changed since" is told by. */
  const nextMoment = (before: Brand) =>
    new Date(Math.max(clock.now().getTime(), before.updatedAt.getTime() + 1))

  return {
    of: (organisationId) => of(organisationId),

    async forForm(organisationId, name, tx) {
      const brands = await of(organisationId, tx)
      return brands.find((brand) => brand.name === name) ?? brands[0]
    },

    async add(organisationId, name, typed, actor) {
      const problems = nameProblems(name)
      const given = readBrand(typed, { baseUrl })
      if (!given.ok) problems.push(...given.problems)
      if (problems.length > 0 || !given.ok)
        throw new BadInput('The brand cannot be added like this', problems)
      const at = clock.now()
      const row = { id: newId(), organisationId, name, ...given.content, createdAt: at, updatedAt: at }
      await db.transaction(async (tx) => {
        if (!(await store.insert(tx, { ...row, logo: null, logoBytes: null }))) {
          const message = `There already is a brand called ‘${name}’`
          throw new BadInput(message, [{ pointer: '/name', message }])
        }
        const event = { organisationId, at, actor, event: 'brand.added' }
        await recordEvent(tx, { ...event, details: { brand: name, colour: row.colour, govuk: row.govuk } })
      })
      kept.delete(organisationId)
    },

    async change(organisationId, name, typed, seen, actor) {
      await changing(organisationId, name, actor, 'brand.changed', async (before, tx) => {
        const content = read(typed)
        if (before.updatedAt.toISOString() !== seen) {
          throw new Conflict('Somebody else has changed this brand since you opened it. Look at it again.')
        }
        await store.update(tx, before.id, { ...content, updatedAt: nextMoment(before) })
        return { colour: content.colour, govuk: content.govuk }
      })
    },

    async setLogo(organisationId, name, bytes, actor) {
      const found = readLogo(bytes)
      if (found.kind === 'refused') {
        throw new BadInput(found.message, [{ pointer: '/logo', message: found.message }])
      }
      const { type, width, height } = found
      const logo = {
        hash: createHash('sha256').update(bytes).digest('hex').slice(0, 32),
        type,
        width,
        height,
      }
      await changing(organisationId, name, actor, 'brand.logo-set', async (before, tx) => {
        await store.update(tx, before.id, { logo, logoBytes: bytes, updatedAt: nextMoment(before) })
        return { hash: logo.hash, type }
      })
    },

    async removeLogo(organisationId, name, actor) {
      await changing(organisationId, name, actor, 'brand.logo-removed', async (before, tx) => {
        await store.update(tx, before.id, { logo: null, logoBytes: null, updatedAt: nextMoment(before) })
        return {}
      })
    },

    async logo(id, hash) {
      if (!/^[0-9a-f]{32}$/.test(id) || !/^[0-9a-f]{32}$/.test(hash)) return undefined
      const found = await store.logo(id)
      return found?.logo.hash === hash ? { type: found.logo.type, bytes: found.bytes } : undefined
    },
  }
}

function nameProblems(name: string): { pointer: string; message: string }[] {
  const wrong = (message: string) => [{ pointer: '/name', message }]
  if (name === '') return wrong('Enter the name that forms use')
  if (name === 'new') return wrong('‘new’ is the address of the page that adds a brand: choose another name')
  return name.length <= 60 && /^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
    ? []
    : wrong('The name that forms use must be lower-case letters, digits and hyphens, 60 at most')
}
