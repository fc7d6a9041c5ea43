import type { z } from 'zod'
import { BadInput } from '../../errors.ts'

/**
 * Settings as the sender's schema reads them. From a screen they come as text, and what is left empty there counts as left out.
 * @throws BadInput naming each setting that is wrong, never its value
 */
export function readSettings<T>(schema: z.ZodType<T>, settings: unknown, sender: string): T {
  const parsed = schema.safeParse(filledIn(settings))
  if (parsed.success) return parsed.data
  throw new BadInput(
    `These ${sender} settings cannot be used`,
    parsed.error.issues.map((issue) => ({
      pointer: issue.path.map((part) => `/${String(part)}`).join(''),
      message: `${String(issue.path[0] ?? 'Settings')}: ${issue.message}`,
    })),
  )
}

function filledIn(settings: unknown): unknown {
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) return settings
  return Object.fromEntries(
    Object.entries(settings)
      .map(([name, value]) => [name, typeof value === 'string' ? value.trim() : value])
      .filter(([, value]) => value !== ''),
  )
}
