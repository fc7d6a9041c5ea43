import type { Component, Condition, Conditional, ConditionGroup } from '../document.ts'
import { patternProblem } from '../regular-expression.ts'
import { say, type Words } from '../words.ts'
import { z } from '../zod.ts'
import { type Rule, rules } from './error-words.ts'

/** Words of expressions and of JavaScript objects, and `seen`, a hidden field of pages: no question can be called by them. */
const takenKeys = new Set([
  'and',
  'or',
  'in',
  'true',
  'false',
  'null',
  'function',
  'lambda',
  'prototype',
  'seen',
  '__proto__',
  'lookup',
])

const keyRule = 'The key must start with a letter and have only letters and digits, at most 60'
export const key = z
  .string({ error: keyRule })
  .regex(/^[a-zA-Z][a-zA-Z0-9]{0,59}$/, keyRule)
  .refine((name) => !takenKeys.has(name) && !(name in {}), {
    error: (issue) => `'${String(issue.input)}' has another meaning: choose another key`,
  })

const control = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff]/
const tag = /<[a-zA-Z/!?]/

/** Plain text for people: never empty, never HTML. */
function textProblem(text: unknown, max: number): string | undefined {
  if (typeof text !== 'string') return 'must be text'
  if (text.trim() === '') return 'must not be empty'
  if ([...text].length > max) return `must be ${max} characters or less`
  if (tag.test(text)) return 'must be plain text, without HTML'
  return control.test(text) ? 'must not have control characters' : undefined
}

/** `"text"` or `{"en": …, "cy": …}`, each plain text of at most `max` characters. */
export function words(max: number): z.ZodType<Words> {
  return wordsThat((text) => textProblem(text, max))
}

export function wordsThat(problem: (text: unknown) => string | undefined): z.ZodType<Words> {
  return z.unknown().superRefine((value, context) => {
    const add = (path: string[], message: string) => context.addIssue({ code: 'custom', path, message })
    if (value === null || typeof value !== 'object' || Array.isArray(value)) {
      const found =
        typeof value === 'string' ? problem(value) : 'must be text, or text by language: {"en": …, "cy": …}'
      if (found) add([], found)
      return
    }
    for (const [language, text] of Object.entries(value)) {
      const found =
        language === 'en' || language === 'cy' ? problem(text) : 'is not a language we have: use en and cy'
      if (found) add([language], found)
    }
    if (!Object.hasOwn(value, 'en')) add(['en'], 'is missing: give the English words')
  }) as unknown as z.ZodType<Words>
}

/** A question's key, or what a look-up of a question found: `lookup.account.balance`. */
const subjectRule = 'must be the key of a question, or lookup.<question>.<column>'
const subject = z
  .string({ error: subjectRule })
  .regex(/^(?:lookup\.[a-zA-Z][a-zA-Z0-9]{0,59}\.)?[a-zA-Z][a-zA-Z0-9_]{0,59}$/, subjectRule)

const condition: z.ZodType<Condition> = z.strictObject({
  component: subject,
  operator: z.enum([
    'isEqual',
    'isNotEqual',
    'isEmpty',
    'isNotEmpty',
    'includes',
    'notIncludes',
    'greaterThan',
    'greaterThanOrEqual',
    'lessThan',
    'lessThanOrEqual',
  ]),
  value: z
    .union([z.string().max(500), z.number(), z.boolean()], {
      error: 'must be text, a number, true or false',
    })
    .optional(),
})

const deepestGroup = 4
const manyEnough = 'must have at least one condition'

/** Groups within groups, at most four deep: nobody can read more. */
function groupShape(depth: number): z.core.$ZodLooseShape {
  const shape = {
    conjunction: z.enum(['all', 'any']),
    conditions: z.array(condition).max(20, 'must have at most 20 conditions'),
    named: z.array(key).max(10, 'must have at most 10 named conditions').optional(),
  }
  if (depth === deepestGroup) return shape
  const inner = filled(z.strictObject(groupShape(depth + 1)))
  return { ...shape, groups: z.array(inner).max(10, 'must have at most 10 groups').optional() }
}

function filled<T extends z.ZodType>(group: T): T {
  return group.refine(
    (value) => {
      const { conditions, groups, named } = value as unknown as ConditionGroup
      return conditions.length + (groups?.length ?? 0) + (named?.length ?? 0) > 0
    },
    { error: manyEnough, path: ['conditions'] },
  ) as T
}

export const conditionGroup = filled(z.strictObject(groupShape(1))) as unknown as z.ZodType<ConditionGroup>

export const conditional = filled(
  z.strictObject({ show: z.boolean(), ...groupShape(1) }),
) as unknown as z.ZodType<Conditional>

/** Where a question came from in the organisation's question bank: kept so that a change there can be offered, without effect here. */
const bankOrigin = z.strictObject({
  block: z
    .string({ error: 'must be text' })
    .regex(/^[0-9a-f]{32}$/, 'must be the id of a block of the question bank'),
  version: z.int('must be a whole number').min(1, 'must be 1 or more').max(1_000_000),
  part: key,
})

/** What every component may carry. `input` and `tableView` are Form.io's bookkeeping: kept for other tools, without effect here. */
export const componentParts = {
  key,
  conditional: conditional.optional(),
  input: z.boolean().optional(),
  tableView: z.boolean().optional(),
  bank: bankOrigin.optional(),
}

/** Help that most people do not need, in a line that opens below the question: GOV.UK's details. A line of `text` is a paragraph. */
const help = z.strictObject({ summary: words(150), text: words(2000) })

/** What every question may carry. `errorLabel` is how messages name it ("your full name"); missing = from the label. */
export const questionParts = {
  ...componentParts,
  label: words(300),
  description: words(1000).optional(),
  errorLabel: words(100).optional(),
  help: help.optional(),
  lookup: z
    .strictObject({
      dataset: z
        .string()
        .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'must be the name of a dataset')
        .max(60),
      factor: z.strictObject({ column: z.string().min(1).max(60), question: key }).optional(),
      expose: z
        .array(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]{0,59}$/, 'must be the name of a column'))
        .max(20),
      notFound: words(300).optional(),
    })
    .optional(),
}

const customMessages = z.strictObject(
  Object.fromEntries(rules.map((rule) => [rule, words(300).optional()])) as Record<
    Rule,
    z.ZodOptional<z.ZodType<Words>>
  >,
)

/**
 * `required: false` or missing = optional, and its label says so. `customMessage` replaces every message of the question, but for those
 * that have words of their own in `customMessages`, by rule.
 */
export const validateParts = {
  required: z.boolean().optional(),
  customMessage: words(300).optional(),
  customMessages: customMessages.optional(),
}

export const count = (max: number) =>
  z.int('must be a whole number').min(0, 'must be 0 or more').max(max, `must be ${max} or less`)

export const pattern = z
  .string()
  .min(1, 'must not be empty')
  .superRefine((source, context) => {
    const message = patternProblem(source)
    if (message) context.addIssue({ code: 'custom', message })
  })

/** Whether two limits are the right way round; the problem is told at the higher one. */
export function ordered<T extends z.ZodObject>(settings: T, low: string, high: string): T {
  return settings.superRefine((value, context) => {
    const [least, most] = [(value as Record<string, unknown>)[low], (value as Record<string, unknown>)[high]]
    if (least === undefined || most === undefined || (least as number) <= (most as number)) return
    context.addIssue({ code: 'custom', path: [high], message: `must not be less than '${low}'` })
  })
}

/** GOV.UK's widths of an input: so many characters, or a share of the column. */
export const widths = [2, 3, 4, 5, 10, 20, 30] as const
export const shares = ['one-quarter', 'one-third', 'one-half', 'two-thirds', 'three-quarters'] as const
export type Width = (typeof widths)[number] | (typeof shares)[number]
export const width = z.literal([...widths, ...shares], {
  error: 'must be 2, 3, 4, 5, 10, 20 or 30 characters, or a share like two-thirds',
})

export function labelOf(component: Component): string {
  return say(component.label)
}
