import { NotFound } from '../../../errors.ts'

/** The number of a version in an address. @throws NotFound for what no version can have */
export function versionNumber(text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new NotFound('The form has no such version')
  return Number(text)
}
