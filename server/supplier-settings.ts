import { z } from 'zod'
import { BadInput } from './errors.ts'

/**
 * Settings of an account at a supplier, as the supplier's schema reads them. They come as kept, or as text from a
 * screen: what is left empty there counts as left out, and blanks around a pasted value go.
 * @throws BadInput naming each setting that is wrong, never its value
 */
export function readSettings<T>(schema: z.ZodType<T>, settings: unknown, supplier: string): T {
  const parsed = schema.safeParse(filledIn(settings))
  if (parsed.success) return parsed.data
  throw new BadInput(
    `These ${supplier} settings cannot be used`,
    parsed.error.issues.map((issue) => ({
      pointer: issue.path.map((part) => `/${String(part)}`).join(''),
      message: `${String(issue.path[0] ?? 'Settings')}: ${issue.message}`,
    })),
  )
}

/** A setting of kind `secrets`: kept as a list, typed one a line. Two while one is being changed for the other. */
export const secretsSetting = z.preprocess(
  (value) => (typeof value === 'string' ? value.split(/\s*[\r\n]+\s*/).filter(Boolean) : value),
  z
    .array(z.string().min(8, 'must have at least 8 characters').max(500))
    .max(2, 'must be one or two')
    .default([]),
)

function filledIn(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings
  return Object.fromEntries(
    Object.entries(settings)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => value !== ''),
  )
}
