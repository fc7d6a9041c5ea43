import { z } from '../../zod.ts'

const weightsRule = 'must be the weight of each character in order, like 3,7,1,3,7,1,3,7'
const substitutionsRule = 'must be what stands for which letters, like BJ=05, or several with commas'

const weighted = z.strictObject({
  method: z.literal('weighted'),
  weights: z.string({ error: weightsRule }).regex(/^\d{1,2}(?:, ?\d{1,2}){1,29}$/, weightsRule),
  modulus: z.int('must be a whole number').min(2, 'must be 2 or more').max(11, 'must be 11 or less'),
  /** The check character is what is missing to the modulus, instead of the remainder itself. */
  complement: z.boolean().optional(),
  /** The character that stands for 10; missing = no reference has 10. */
  ten: z
    .string()
    .regex(/^[A-Z]$/, 'must be one capital letter')
    .optional(),
  substitutions: z
    .string({ error: substitutionsRule })
    .max(200, 'must be 200 characters or less')
    .regex(/^[A-Z]{1,4}=\d{1,4}(?:, ?[A-Z]{1,4}=\d{1,4})*$/, substitutionsRule)
    .optional(),
})

/**
 * How the last character of a reference follows from those before it, so that most slips of the finger are noticed. `weighted`: each
 * digit times its weight, added up, by the modulus. `luhn`: the rule of ISO/IEC 7812-1, which library cards have.
 */
export const checkDigit = z.discriminatedUnion(
  'method',
  [weighted, z.strictObject({ method: z.literal('luhn') })],
  {
    error: 'must be luhn or weighted',
  },
)
export type CheckDigit = z.infer<typeof checkDigit>

/** The character that must come after these; undefined when the rule has none for them, so that no such reference is given out. */
export function checkCharacter(body: string, rule: CheckDigit): string | undefined {
  const digits = weighable(body, rule)
  if (!/^\d+$/.test(digits)) return undefined
  if (rule.method === 'luhn') return luhnDigit(digits)
  const weights = rule.weights.split(',').map(Number)
  if (digits.length !== weights.length) return undefined
  const sum = weights.reduce((all, weight, i) => all + weight * Number(digits.charAt(i)), 0)
  const remainder = sum % rule.modulus
  const value = rule.complement ? (rule.modulus - remainder) % rule.modulus : remainder
  return value === 10 ? rule.ten : String(value)
}

export function hasRightCheckDigit(reference: string, rule: CheckDigit): boolean {
  return checkCharacter(reference.slice(0, -1), rule) === reference.slice(-1)
}

/** The characters with digits for letters, where the rule has them. */
export function weighable(body: string, rule: CheckDigit): string {
  if (rule.method === 'luhn' || rule.substitutions === undefined) return body
  const pairs = rule.substitutions.split(/, ?/).map((pair) => pair.split('='))
  // The longest first: "BJ" before "B".
  pairs.sort(([one = ''], [other = '']) => other.length - one.length)
  return pairs.reduce((text, [letters = '', digits = '']) => text.replaceAll(letters, digits), body)
}

function luhnDigit(body: string): string {
  const sum = [...body].reverse().reduce((all, character, i) => {
    const value = Number(character) * (i % 2 === 0 ? 2 : 1)
    return all + (value > 9 ? value - 9 : value)
  }, 0)
  return String((10 - (sum % 10)) % 10)
}
