import type { z } from 'zod'
import { BadInput } from '../../errors.ts'

/** Settings as the gateway's schema reads them. @throws BadInput naming each setting that is wrong, never its value */
export function readSettings<T>(schema: z.ZodType<T>, settings: unknown, gateway: string): T {
  const parsed = schema.safeParse(settings)
  if (parsed.success) return parsed.data
  throw new BadInput(
    `These ${gateway} settings cannot be used`,
    parsed.error.issues.map((issue) => ({
      pointer: issue.path.map((part) => `/${String(part)}`).join(''),
      message: `${String(issue.path[0] ?? 'Settings')}: ${issue.message}`,
    })),
  )
}
