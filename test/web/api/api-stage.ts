import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Hono } from 'hono'
import type { Answers } from '../../../form-schemas/answers.ts'
import { libraryForms } from '../../../form-schemas/library/index.ts'
import { say } from '../../../form-schemas/words.ts'
import { createHouse, type House } from '../../../server/app.ts'
import { readConfig } from '../../../server/config.ts'
import { newSandboxSettings } from '../../../server/payments/index.ts'
import type { Organisation } from '../../../server/people/index.ts'
import { scopes } from '../../../server/people/index.ts'
import { sealPrice } from '../../../server/submissions/index.ts'
import { createApi } from '../../../server/web/api/index.ts'
import { answerChecker } from './described-answer.ts'

/*
 * A real house on an embedded database of its own, its API, and the sandbox gateway reached by its own HTTP API within the
 * process. Nothing of ours is replaced.
 */

export interface Answered {
  status: number
  headers: Headers
  text: string
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers freely
  json: any
}

export type Call = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answered>

export interface Stage {
  house: House
  app: Hono
  organisation: Organisation
  other: Organisation
  /** Calls with a token of the organisation that has these scopes (all without). */
  as(
    organisation: Organisation,
    asked?: readonly string[],
  ): Promise<Call & { tokenId: string; token: string }>
  anonymous: Call
  /** Fills, sends and pays as a resident would, as far as asked. */
  send(slug: string, answers: Answers): Promise<{ reference: string; submissionId: string }>
  startPayment(submissionId: string): Promise<{ paymentId: string; payUrl: string }>
  /** Opens the hosted page and presses the button. */
  pay(payUrl: string, outcome: string): Promise<void>
  close(): Promise<void>
}

const baseUrl = 'http://localhost:3000'

export async function openStage(): Promise<Stage> {
  const app = new Hono()
  const dataDir = await mkdtemp(join(tmpdir(), 'counterfoil-api-'))
  const house = await createHouse(
    readConfig({
      DATA_DIR: dataDir,
      SECRET_KEY: 'a key for tests only',
      DEMO: '0',
      LOG_LEVEL: 'silent',
      BASE_URL: baseUrl,
      SANDBOX_URL: `${baseUrl}/sandbox`,
    }),
    { fetch: async (url, init) => app.request(url, init) },
  )
  app.route('/api', createApi(house))
  app.route('/sandbox', house.sandbox.app)
  const organisation = await furnish(house, 'exampleshire')
  const other = await furnish(house, 'othershire')

  const checkAnswer = answerChecker(await (await app.request('/api/openapi.json')).json())

  const calling =
    (token?: string): Call =>
    async (method, path, body, headers = {}) => {
      const response = await app.request(`/api/v1${path}`, {
        method,
        headers: {
          ...(token && { authorization: `Bearer ${token}` }),
          ...(body !== undefined && { 'content-type': 'application/json' }),
          ...headers,
        },
        ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
      })
      const text = await response.text()
      const contentType = (response.headers.get('content-type') ?? '').split(';')[0]!
      const json = contentType.endsWith('json') ? JSON.parse(text) : undefined
      checkAnswer(method, `/api/v1${path}`, response.status, contentType, json)
      return { status: response.status, headers: response.headers, text, json }
    }

  return {
    house,
    app,
    organisation,
    other,
    anonymous: calling(),
    async as({ id }, asked = scopes) {
      const made = await house.people.tokens.add(
        { organisationId: id, name: 'tests', scopes: asked },
        'system',
      )
      return Object.assign(calling(made.token), { tokenId: made.id, token: made.token })
    },
    async send(slug, answers) {
      const form = (await house.forms.liveVersion(organisation.slug, slug))!
      const { token, id } = await house.submissions.start(form, 'en')
      await house.submissions.savePage(token, form.versionId, answers)
      const day = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/London' }).format(house.clock.now())
      const counting = await house.submissions.answersOf((await house.submissions.byId(id))!)
      const outcome = await house.pricing.price(form.document, counting, day)
      if (outcome.kind === 'refused') throw new Error(outcome.reason)
      const submitted = await house.submissions.submit(token, sealPrice(outcome.price))
      if (submitted.kind !== 'submitted') throw new Error(JSON.stringify(submitted))
      return { reference: submitted.submission.reference!, submissionId: id }
    },
    async startPayment(submissionId) {
      const row = (await house.submissions.byId(submissionId))!
      const { document, slug } = await house.forms.version(row.formVersionId)
      const started = await house.payments.start({
        organisationId: row.organisationId,
        submissionId,
        mode: row.mode,
        accountName: document.payment!.gateway,
        amountPence: row.totalPence!,
        lines: row.price!.lines.map((line) => ({ ...line, label: say(line.label) })),
        reference: document.payment!.reference.replace('{reference}', row.reference!),
        description: say(document.payment!.description),
        language: 'en',
        form: slug,
        channel: 'web',
        startedBy: 'resident',
        returnUrl: (returnId) => `${baseUrl}/payment-return/${returnId}`,
      })
      if (started.kind !== 'redirect') throw new Error(JSON.stringify(started))
      return { paymentId: started.paymentId, payUrl: started.url }
    },
    async pay(payUrl, outcome) {
      const opened = await app.request(payUrl)
      const session = new URL(opened.headers.get('location') ?? '', payUrl).href
      const paid = await app.request(session, { method: 'POST', body: new URLSearchParams({ outcome }) })
      if (paid.status >= 400) throw new Error(`The sandbox answered ${paid.status}`)
    },
    async close() {
      await house.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function furnish({ people, payments, delivery }: House, slug: string): Promise<Organisation> {
  const organisation = await people.organisations.create({ slug, name: slug }, 'system')
  await payments.accounts.add({
    organisationId: organisation.id,
    name: 'card',
    gateway: 'sandbox',
    mode: 'test',
    settings: newSandboxSettings(organisation.id, 'off'),
  })
  const names = new Set(
    libraryForms().flatMap((form) => (form.document.deliveries ?? []).map((one) => one.destination)),
  )
  for (const name of names) {
    await delivery.destinations.add({
      organisationId: organisation.id,
      name,
      kind: 'file',
      settings: { name: `${slug}-${name}` },
    })
  }
  return organisation
}

export function libraryText(slug: string): string {
  return libraryForms().find((form) => form.slug === slug)!.text
}

/** A complete journey through bulky waste; two items, £25.00. */
export const bulkyWasteAnswers: Answers = {
  applicant: 'resident',
  fullName: 'Ada Hill',
  email: 'ada@example.org',
  phone: null,
  address: { line1: '1 High Street', town: 'Exampleton', postcode: 'EX1 1AA' },
  items: [
    { item: 'mattress', quantity: 1 },
    { item: 'wardrobe', quantity: 1 },
  ],
  whereLeft: 'By the gate',
  accessProblem: false,
  declaration: true,
}
