import { z } from '../../zod.ts'
import { questionParts, validateParts } from '../settings-parts.ts'

export const settings = z.strictObject({
  ...questionParts,
  type: z.literal('vehicleRegistration'),
  /** Takes anything that could be on a vehicle: of other countries, the forces and diplomats. Then only its length is checked. */
  anyCountry: z.boolean().optional(),
  validate: z.strictObject(validateParts).optional(),
})
export type VehicleRegistration = z.infer<typeof settings>
