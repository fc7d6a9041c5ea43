import { z } from '@hono/zod-openapi'

/*
 * What addresses and lists are made of. Patterns keep out what no address can be (control characters, megabytes)
 * before a database is asked.
 */

export const SlugParams = z.object({
  slug: z
    .string()
    .regex(/^[a-z0-9-]{1,80}$/)
    .openapi({ example: 'bulky-waste' }),
})

export const IdParams = z.object({
  id: z
    .string()
    .regex(/^[0-9a-f]{32}$/)
    .openapi({ example: '0f8fad5bd9cb469fa16570867728950e' }),
})

export const pageNumber = z.coerce
  .number()
  .int()
  .min(1)
  .max(10_000)
  .default(1)
  .openapi({ description: 'From 1, 50 on a page' })

/** At least one letter or digit: a reference of nothing would be the beginning of every one. */
export const submissionReference = z
  .string()
  .regex(/^(?=.*[A-Za-z0-9])[A-Za-z0-9 -]{1,40}$/, 'must have letters and digits, as references have')

/** What a form makes of it may hold any sign, so only what no text can hold is kept out. */
export const paymentReference = z
  .string()
  .min(1)
  .max(255)
  .regex(/^[^\p{Cc}]*$/u, 'has characters that no reference has')

export const perPage = 50

/** Fifty rows and whether there are more, from up to fifty-one. */
export function firstPage<T>(rows: T[]): { rows: T[]; more: boolean } {
  return { rows: rows.slice(0, perPage), more: rows.length > perPage }
}
