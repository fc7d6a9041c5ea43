import { z } from '../../zod.ts'
import { type FileGroup, fileGroups } from '../file-kinds.ts'
import { fileParts } from '../file-settings.ts'

const groups = Object.keys(fileGroups) as FileGroup[]
const tick = z.boolean('must be true or false').optional()

/** `accepts`: the groups of kinds that are taken, each true. */
export const settings = z.strictObject({
  ...fileParts,
  type: z.literal('file'),
  accepts: z
    .strictObject(Object.fromEntries(groups.map((group) => [group, tick])) as Record<FileGroup, typeof tick>)
    .refine((chosen) => Object.values(chosen).includes(true), 'must have at least one kind of file'),
})
