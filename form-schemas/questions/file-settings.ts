import type { Component } from '../document.ts'
import { z } from '../zod.ts'
import { numberField } from './edit-form-parts.ts'
import { count, ordered, questionParts, validateParts } from './settings-parts.ts'

const mostMegabytes = 25
const usualMegabytes = 10
const mostOfAll = 20

/** What files and photos have alike. `validate.minLength` and `maxLength` count files, as they count the items of a list. */
export const fileParts = {
  ...questionParts,
  /** The largest file, in millions of bytes; missing = 10. */
  maxMegabytes: z
    .int('must be a whole number')
    .min(1, 'must be 1 or more')
    .max(mostMegabytes, `must be ${mostMegabytes} or less`)
    .optional(),
  validate: ordered(
    z.strictObject({
      ...validateParts,
      minLength: count(mostOfAll).optional(),
      maxLength: count(mostOfAll).min(1, 'must be 1 or more').optional(),
    }),
    'minLength',
    'maxLength',
  ).optional(),
}

/** Bytes that one file must not reach. */
export function mostBytes(component: Component): number {
  return ((component.maxMegabytes as number | undefined) ?? usualMegabytes) * 1_000_000
}

/** Files that the question takes; one when it does not say, or as many as it must have. */
export function mostFiles(component: Component): number {
  const { minLength = 0, maxLength } = (component.validate ?? {}) as {
    minLength?: number
    maxLength?: number
  }
  return maxLength ?? Math.max(1, minLength)
}

export const fileLimitFields = () => [
  numberField('validate.minLength', 'Fewest files'),
  numberField('validate.maxLength', 'Most files', `1 if left empty, at most ${mostOfAll}`),
  numberField(
    'maxMegabytes',
    'Largest file, in MB',
    `${usualMegabytes} if left empty, at most ${mostMegabytes}`,
  ),
]
