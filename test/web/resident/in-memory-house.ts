import type { Answers } from '../../../form-schemas/answers.ts'
import type { FormDocument } from '../../../form-schemas/document.ts'
import { BadInput, NotFound } from '../../../server/errors.ts'
import type { Opening } from '../../../server/forms/index.ts'
import { sha256 } from '../../../server/ids.ts'
import { nextPage, reachableAnswers } from '../../../server/journey/index.ts'
import { createLog } from '../../../server/log.ts'
import type { Channel } from '../../../server/messages/index.ts'
import type { Price } from '../../../server/pricing/price.ts'
import { createAssets } from '../../../server/web/govuk/assets.ts'
import { createTemplates } from '../../../server/web/govuk/templates.ts'
import {
  type Journey,
  type PaymentRequest,
  type PaymentReturn,
  type PriceOutcome,
  type ResidentDeps,
  type ResidentForm,
  residentRoutes,
  type SentLink,
} from '../../../server/web/resident/index.ts'
import { published } from './every-question.ts'

const now = new Date('2026-11-22T10:00:00Z')
/** The token of the only payment link there can be. */
export const linkToken = 'L'.repeat(43)

/** As jsonb gives things back: a copy, without undefined, with its keys in another order. */
function stored<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_key, part) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1)))
      : part,
  )
}

export interface InMemoryHouse {
  app: ReturnType<typeof residentRoutes>
  form: ResidentForm
  /** Every call of a room, in order: `read`, `savePage`, … */
  calls: string[]
  /** The only journey there is, by token. */
  journeys: Map<string, Journey>
  logged: string[]
  /** What the next payment comes back as. */
  payment: PaymentReturn['state']
  /** How it was begun. */
  paymentChannel: PaymentReturn['channel']
  /** Who fills the next journey in. */
  channel: Journey['channel']
  /** What the organisation can send. */
  canSend: Channel[]
  /** The newest payment link. */
  link: SentLink | undefined
  /** What was sent where. */
  sent: { channel: Channel; to: string }[]
  /** As a sent link of this token sees it. */
  request: PaymentRequest['state'] | undefined
  /** What paying leads to instead of the gateway. */
  payAs: Awaited<ReturnType<ResidentDeps['retryPayment']>>
  /** How many seconds ago it last moved. */
  paymentAge: number
  price: PriceOutcome
  /** Runs before each replaceAnswer: another tab. */
  meanwhile: ((journey: Journey) => void) | undefined
  /** What submit says instead of what it would. */
  submitAs: Awaited<ReturnType<ResidentDeps['submit']>> | undefined
  publish(document: FormDocument): ResidentForm
  broken: boolean
  /** Whether the form can be begun. */
  opening: Opening
}

/** The rest of the house as residents' pages see it, kept in memory. The real one is tested in the stories. */
export function inMemoryHouse(document: FormDocument, options: { price?: Price } = {}): InMemoryHouse {
  const versions = new Map<string, ResidentForm>()
  let live: ResidentForm
  const publish = (next: FormDocument) => {
    live = { ...published(next, 'test'), versionId: `v${versions.size + 1}`, number: versions.size + 1 }
    versions.set(live.versionId, live)
    return live
  }
  const form = publish(document)
  const journeys = new Map<string, Journey>()
  const calls: string[] = []
  const logged: string[] = []
  const freePrice: Price = {
    totalPence: 0,
    lines: [],
    explanation: { on: '2026-11-22', values: [], lines: [] },
  }
  const house = {
    form,
    calls,
    journeys,
    logged,
    publish,
    payment: 'success',
    paymentChannel: 'web',
    channel: 'online',
    canSend: ['email', 'text'],
    link: undefined,
    sent: [],
    request: undefined,
    payAs: { kind: 'pay', url: 'https://pay.example/again' },
    paymentAge: 0,
    price: { kind: 'priced', price: options.price ?? freePrice },
    broken: false,
    opening: { kind: 'open' },
  } as unknown as InMemoryHouse

  const change = (token: string, answers: Answers) => {
    const journey = { ...journeys.get(token)!, answers: stored(answers) }
    journeys.set(token, journey)
    return { answers: stored(journey.answers) }
  }
  const version = async (id: string) => {
    const found = versions.get(id)
    if (!found) throw new NotFound('There is no such version of a form')
    return Object.assign(found, { sends: house.canSend })
  }
  const sentJourney = (id: string) =>
    [...journeys.values()].find((one) => one.id === id && one.state !== 'answering')

  const deps: ResidentDeps = {
    organisation: async (slug: string) =>
      slug === 'exampleshire' ? { name: 'Exampleshire Council' } : undefined,
    forms: {
      publishedForms: async () => [{ slug: live.slug, title: live.document.title }],
      liveVersion: async (organisation, slug) =>
        organisation === live.organisationSlug && slug === live.slug
          ? Object.assign(live, { sends: house.canSend })
          : undefined,
      version,
    },
    opening: async () => house.opening,
    submissions: {
      async setLanguage(token, language) {
        calls.push('setLanguage')
        const journey = journeys.get(token)
        if (journey) journeys.set(token, { ...journey, language })
        return journey && { id: journey.id }
      },
      async start(startedForm, language) {
        const token = `token-${journeys.size}-${'x'.repeat(30)}`
        journeys.set(token, {
          id: `submission${journeys.size}`,
          formVersionId: startedForm.versionId,
          state: 'answering',
          channel: house.channel,
          language,
          answers: {},
          reference: null,
          price: null,
        })
        return { token }
      },
      async read(token) {
        calls.push('read')
        if (house.broken) throw new Error('the database is away')
        const journey = journeys.get(token)
        return journey && stored(journey)
      },
      async savePage(token, versionId, patch) {
        calls.push('savePage')
        const journey = journeys.get(token)
        if (journey?.state !== 'answering' || journey.formVersionId !== versionId) return undefined
        return change(token, { ...journey.answers, ...patch })
      },
      async replaceAnswer(token, key, seen, value) {
        calls.push('replaceAnswer')
        const before = journeys.get(token)
        if (before) house.meanwhile?.(before)
        const journey = journeys.get(token)
        if (journey?.state !== 'answering') return undefined
        if (JSON.stringify(stored(journey.answers[key] ?? null)) !== JSON.stringify(stored(seen ?? null)))
          return undefined
        return change(token, { ...journey.answers, [key]: value as Answers[] })
      },
    },
    // Nobody helps here: pages that ask for help are told in test/stories/pages-that-are-helped.
    help: {
      findAddresses: async () => ({ kind: 'unavailable' }),
      receiveFile: async () => ({ kind: 'unavailable' }),
      filesOf: async () => [],
      removeFile: async () => {},
      lookUp: async () => ({ kind: 'unavailable' }),
      compute: async () => ({}),
    },
    proxies: 0,
    pricing: { price: async () => house.price },
    sealPrice: (price) => sha256(JSON.stringify(price)),
    explainPrice: (price) => ({
      values: ['Number of items: 3'],
      lines: price.lines.map((line) => `Because of ${line.code}`),
    }),
    async submit({ token, seen, next }) {
      calls.push('submit')
      if (house.submitAs) return house.submitAs
      const journey = journeys.get(token)!
      if (journey.state === 'answering') {
        const next = nextPage(form.compiled, journey.answers)
        if (next !== 'check-your-answers') return { kind: 'incomplete', page: next.slug }
        if (house.price.kind === 'refused') return { kind: 'unpriced' }
        if (sha256(JSON.stringify(house.price.price)) !== seen) return { kind: 'changed' }
        const { price } = house.price
        const answers = reachableAnswers(form.compiled, journey.answers)
        const state = price.totalPence === 0 ? 'completed' : 'submitted'
        journeys.set(token, { ...journey, answers, state, price, reference: 'ABC4EFG7HJ' })
      }
      const now = journeys.get(token)!
      if (now.state === 'completed') return { kind: 'completed', submissionId: now.id }
      if (now.channel !== 'online') return { kind: 'assisted', reference: now.reference! }
      if (next === 'share') return { kind: 'share', submissionId: now.id }
      return { kind: 'pay', url: 'https://pay.example/next' }
    },
    async paymentReturn(returnId) {
      const journey = sentJourney(returnId.replace('return-', ''))
      if (!journey) return undefined
      if (house.payment === 'success') {
        for (const [token, one] of journeys)
          if (one.id === journey.id) journeys.set(token, { ...one, state: 'completed' })
      }
      return {
        state: house.payment,
        channel: house.paymentChannel,
        amountPence: journey.price!.totalPence,
        stateAt: new Date(now.getTime() - house.paymentAge * 1000),
        submissionId: journey.id,
        versionId: journey.formVersionId,
        language: journey.language,
        reference: journey.reference!,
      }
    },
    retryPayment: async () => house.payAs,
    sharing: {
      channels: async () => house.canSend,
      newest: async () => house.link,
      async send({ channel, to, after }) {
        if (house.link && house.link.id !== after) return
        if (house.sent.length === 5) throw new BadInput('Too many')
        house.sent.push({ channel, to })
        house.link = {
          id: `link${house.sent.length}`,
          state: 'alive',
          channel,
          maskedTo: `${to[0]}…`,
          message: 'sent',
          sentAt: now,
          worksUntil: '2026-11-29',
        }
      },
    },
    // Links need messages: saving is told in test/stories.
    saving: {
      save: async () => ({ kind: 'not-offered' }),
      look: async () => ({ kind: 'unknown' }),
      resume: async () => ({ kind: 'unknown' }),
      kept: async () => undefined,
      days: () => 28,
      contact: () => ({}),
    },
    payLinks: {
      async read(token, opened) {
        calls.push(opened ? 'open' : 'look')
        const journey = [...journeys.values()].find((one) => one.state !== 'answering')
        if (token !== linkToken || !house.request || !journey) return undefined
        return {
          state: house.request,
          submissionId: journey.id,
          versionId: journey.formVersionId,
          language: journey.language,
          reference: journey.reference!,
          price: journey.price!,
          worksUntil: '2026-11-29',
        }
      },
      pay: async () => (house.request === 'alive' ? house.payAs : undefined),
    },
    // Receipts need payments: they are told in test/stories.
    receipt: async () => undefined,
    async confirmation(id) {
      const journey = sentJourney(id)
      if (!journey) return undefined
      return {
        submissionId: id,
        channel: journey.channel,
        versionId: journey.formVersionId,
        language: journey.language,
        reference: journey.reference!,
        state: journey.state as 'submitted' | 'completed',
        totalPence: journey.price!.totalPence,
      }
    },
    templates: createTemplates(createAssets()),
    clock: { now: () => new Date(now) },
    baseUrl: 'http://localhost',
    log: createLog('info', { write: (line) => void logged.push(line) }),
  }
  house.app = residentRoutes(deps)
  return house
}

/** A browser with one cookie jar, which follows nothing by itself. */
export function aResident({ app, form }: InMemoryHouse) {
  const base = `/exampleshire/${form.slug}`
  let cookie = ''
  const keep = (response: Response) => {
    const set = response.headers.get('set-cookie')
    if (set) cookie = set.includes('Max-Age=0') ? '' : set.split(';')[0]!
    return response
  }
  const resident = {
    base,
    setCookie: (value: string) => {
      cookie = value
    },
    get: async (path: string) => keep(await app.request(base + path, { headers: { cookie } })),
    async post(path: string, fields: Record<string, string> = {}) {
      const body = new URLSearchParams(fields).toString()
      const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' }
      return keep(await app.request(base + path, { method: 'POST', headers, body }))
    },
    /** The text of a page, its tags left out. */
    async text(path: string) {
      return plain(await (await resident.get(path)).text())
    },
    start: (fields: Record<string, string> = {}) => resident.post('', fields),
  }
  return resident
}

export function plain(html: string): string {
  return html
    .replace(/<title>/, '[title] ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ')
}

export function location(response: Response): string | null {
  return response.status === 303 ? response.headers.get('location') : `${response.status}`
}
