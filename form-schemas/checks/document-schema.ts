import type { Answers } from '../answers.ts'
import { isDay } from '../calendar.ts'
import type { FormDocument } from '../document.ts'
import { conditionGroup, key, words } from '../questions/settings-parts.ts'
import { z } from '../zod.ts'

const longestExpression = 16_384
const expression = z
  .string({ error: 'must be an expression, as text' })
  .min(1, 'must not be empty')
  .max(longestExpression, `must be ${longestExpression} characters or less`)

const code = (what: string) =>
  z
    .string({ error: 'must be text' })
    .regex(
      /^[a-zA-Z][a-zA-Z0-9_-]{0,49}$/,
      `${what} must start with a letter and have only letters, digits, - and _, at most 50`,
    )

const day = z
  .string({ error: 'must be a date like 2026-04-01' })
  .refine(isDay, 'must be a real date like 2026-04-01')
const pence = z
  .int('must be a whole number of pence')
  .min(0, 'must be 0 pence or more')
  .max(10_000_000, 'must be 10,000,000 pence (£100,000) or less')
const caseName = z
  .string({ error: 'must be text' })
  .min(1, 'must not be empty')
  .max(200, 'must be 200 characters or less')
const answers = z.record(z.string(), z.unknown()) as unknown as z.ZodType<Answers>
const plain = (max: number) =>
  z
    .string({ error: 'must be text' })
    .min(1, 'must not be empty')
    .max(max, `must be ${max} characters or less`)

const pricing = z.strictObject({
  fees: z.record(
    code('The code of a fee'),
    z
      .array(z.strictObject({ from: day, pence }))
      .min(1, 'must have at least one amount')
      .max(100, 'must have at most 100 amounts'),
  ),
  define: z
    .array(
      z.strictObject({
        name: z
          .string({ error: 'must be text' })
          .regex(/^[a-zA-Z][a-zA-Z0-9]{0,59}$/, 'must have only letters and digits'),
        value: expression,
        label: words(200).optional(),
      }),
    )
    .max(50, 'must have at most 50 values'),
  refuse: expression.optional(),
  lines: z
    .array(
      z.strictObject({
        code: code('The code of a price line'),
        label: words(255),
        when: expression.optional(),
        quantity: expression.optional(),
        amount: expression,
        vat: z.enum(['outside-scope', 'exempt', 'zero', 'reduced', 'standard']),
        fund: plain(50),
        ledger: plain(100).optional(),
        narrative: plain(255).optional(),
      }),
    )
    .max(50, 'must have at most 50 lines'),
  tests: z
    .array(
      z.strictObject({
        name: caseName,
        answers,
        on: day,
        total: pence.optional(),
        lines: z.record(z.string(), z.int('must be a whole number of pence')).optional(),
        refused: z.boolean().optional(),
      }),
    )
    .max(200, 'must have at most 200 cases'),
})

const payment = z.strictObject({
  gateway: plain(60),
  description: words(255),
  reference: plain(60)
    .regex(/^[A-Za-z0-9 _./{}-]*$/, 'must have only letters, digits, spaces and - _ . /')
    .refine(
      (text) => text.split('{reference}').length === 2 && !/[{}]/.test(text.replace('{reference}', '')),
      {
        error: "must have '{reference}' once, for the submission's reference, and no other { or }",
      },
    ),
})

const delivery = z.strictObject({
  id: z
    .string({ error: 'must be text' })
    .regex(/^[a-z][a-z0-9-]{0,59}$/, 'must have only small letters, digits and -'),
  destination: plain(60),
  on: z.literal('completed', { error: "must be 'completed'" }),
  mapping: expression,
  schema: z.record(z.string(), z.unknown()).optional(),
  tests: z
    .array(z.strictObject({ name: caseName, answers, output: z.json(), partial: z.boolean().optional() }))
    .max(200, 'must have at most 200 cases'),
})

const address = z
  .string({ error: 'must be text' })
  .max(500, 'must be 500 characters or less')
  .regex(/^(?:https:\/\/[^\s"'<>\\]+|\/(?!\/)[^\s"'<>\\]*)$/, 'must start with https:// or /')

const moment = z
  .string({ error: 'must be a day and time like 2026-04-01T09:00' })
  .regex(/^\d{4}-\d{2}-\d{2}T(?:[01]\d|2[0-3]):[0-5]\d$/, 'must be a day and time like 2026-04-01T09:00')
  .refine((text) => isDay(text.slice(0, 10)), 'must be a real day')

const useLimit = z.strictObject({
  name: code('The name of a limit'),
  question: key,
  most: z.int().min(1, 'must be 1 or more').max(100, 'must be 100 or less'),
  months: z.int().min(1, 'must be 1 or more').max(120, 'must be 120 or less'),
  message: words(300),
})

const notification = z.strictObject({
  id: code('The name of a message'),
  on: z.literal('completed', { error: "must be 'completed'" }),
  channel: z.enum(['email', 'text']),
  to: z.union([z.strictObject({ question: key }), z.strictObject({ address: z.string().min(3).max(254) })]),
  subject: words(200).optional(),
  text: words(5000),
})

const settings = z.strictObject({
  retentionDays: z
    .int('must be a whole number of days')
    .min(1, 'must be 1 day or more')
    .max(3650, 'must be 3,650 days or less')
    .optional(),
  contact: words(500).optional(),
  privacyUrl: address.optional(),
  opens: moment.optional(),
  closes: moment.optional(),
  limit: z.int('must be a whole number').min(1, 'must be 1 or more').max(10_000_000).optional(),
  closedMessage: words(1000).optional(),
  taskList: z.boolean().optional(),
  saveAndReturn: z.boolean().optional(),
  savedDays: z
    .int('must be a whole number of days')
    .min(1, 'must be 1 day or more')
    .max(90, 'must be 90 days or less')
    .optional(),
  declaration: words(1000).optional(),
  brand: z
    .string()
    .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the name of a brand')
    .max(60)
    .optional(),
  useLimits: z.array(useLimit).max(5, 'must have at most 5 limits').optional(),
})

/** The outside of a document. Pages and questions are looked at afterwards, each by its own type's settings. */
export const documentSchema: z.ZodType<FormDocument> = z.strictObject({
  format: z.literal('counterfoil/1', { error: "must be 'counterfoil/1'" }),
  slug: z
    .string({ error: 'must be text' })
    .max(60, 'must be 60 characters or less')
    .regex(
      /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/,
      'must be small letters, digits and single dashes, like bulky-waste',
    ),
  title: words(200),
  definition: z.strictObject({
    display: z.literal('wizard', { error: "must be 'wizard'" }),
    components: z
      .array(z.any())
      .min(1, 'must have at least one page')
      .max(200, 'must have at most 200 pages'),
  }),
  conditions: z
    .array(z.strictObject({ name: key, label: words(200), when: conditionGroup }))
    .max(50, 'must have at most 50 named conditions')
    .optional(),
  sections: z
    .array(z.strictObject({ key, title: words(200) }))
    .max(30, 'must have at most 30 sections')
    .optional(),
  pricing: pricing.optional(),
  payment: payment.optional(),
  deliveries: z.array(delivery).max(20, 'must have at most 20 deliveries').optional(),
  notifications: z.array(notification).max(10, 'must have at most 10 messages').optional(),
  confirmation: z
    .strictObject({ whatHappensNext: words(2000).optional(), feedbackUrl: address.optional() })
    .optional(),
  settings: settings.optional(),
})
