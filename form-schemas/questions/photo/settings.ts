import { z } from '../../zod.ts'
import { fileParts } from '../file-settings.ts'

export const settings = z.strictObject({ ...fileParts, type: z.literal('photo') })
