import { z } from '../../zod.ts'
import { count, ordered, pattern, questionParts, validateParts, width } from '../settings-parts.ts'
import { type CheckDigit, checkDigit, weighable } from './check-digit.ts'
import { inputMask, maskSigns } from './mask.ts'
import { type Scheme, schemeNames, schemes } from './schemes.ts'

export const longest = 100

const reference = z.strictObject({
  ...questionParts,
  type: z.literal('reference'),
  /** A form that many councils use, by name; otherwise the question's own mask, check digit and pattern. */
  scheme: z.enum(schemeNames, { error: `must be one of ${schemeNames.join(', ')}` }).optional(),
  inputMask: inputMask.optional(),
  checkDigit: checkDigit.optional(),
  width: width.optional(),
  /** Lengths and the pattern are those of the reference as it is stored: in capitals, without spaces and dashes. */
  validate: ordered(
    z.strictObject({
      ...validateParts,
      minLength: count(longest).optional(),
      maxLength: count(longest).optional(),
      pattern: pattern.optional(),
    }),
    'minLength',
    'maxLength',
  ).optional(),
})

export const settings = reference.superRefine(({ scheme, inputMask: mask, checkDigit: rule }, context) => {
  const add = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
  if (scheme !== undefined && mask !== undefined)
    add('inputMask', 'must not be there: the scheme has its own mask')
  if (scheme !== undefined && rule !== undefined)
    add('checkDigit', 'must not be there: the scheme has its own')
  const problem = mask === undefined || rule === undefined ? undefined : misfit(mask, rule)
  if (problem !== undefined) add('inputMask', problem)
})
export type Reference = z.infer<typeof settings>

/** Why no reference of the mask's form could have a right check digit. */
function misfit(mask: string, rule: CheckDigit): string | undefined {
  const signs = maskSigns(mask)
  const last = signs.at(-1) ?? ''
  if (!'9*'.includes(last)) return 'must end in the check digit: 9, or * where it may be a letter'
  const digits = weighable(signs.slice(0, -1).join(''), rule)
  if (!/^\d+$/.test(digits))
    return 'must have only digits before the check digit, and letters that are substituted'
  const weights = rule.method === 'luhn' ? digits.length : rule.weights.split(',').length
  if (digits.length === weights) return undefined
  return `must have as many characters before the check digit as there are weights: ${weights}, not ${digits.length}`
}

/** The mask and the check digit that a question goes by: its scheme's or its own. */
export function formOf({ scheme, inputMask: mask, checkDigit: rule }: Reference): Partial<Scheme> {
  return scheme === undefined ? { inputMask: mask, checkDigit: rule } : schemes[scheme]
}
