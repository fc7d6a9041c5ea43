import { inputMask } from '../questions/reference/mask.ts'
import type { Source } from './source.ts'

/** The mask of a text field, where it is one that a reference can have; others (with brackets, or signs of their own) are left out. */
export function usableMask({ type, inputMask: mask }: Source): string | undefined {
  return type === 'textfield' && inputMask.safeParse(mask).success ? (mask as string) : undefined
}
