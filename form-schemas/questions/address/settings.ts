import type { Component } from '../../document.ts'
import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('address'),
  /** True when addresses can be found by their postcode and chosen from a list; they can always be typed. */
  findByPostcode: z.boolean().optional(),
  /** `off` when the address is not the resident's own, so that browsers do not fill in theirs. */
  autocomplete: z.enum(['on', 'off'], { error: 'must be on or off' }).optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type AddressQuestion = z.infer<typeof settings>

export function findsByPostcode(component: Component): boolean {
  return (component as AddressQuestion).findByPostcode === true
}
