import type { FormDocument } from '../../../../../form-schemas/document.ts'
import { type PickScope, rowScope, scopeOf } from '../../../../delivery/index.ts'

const nothing: PickScope = { subjects: [], find: () => undefined }

/** What can be picked in a row. @param list of whose rows its value is made, as it is written; '' = none */
export function scopeIn(document: FormDocument, list: string): PickScope {
  return list === '' ? scopeOf(document) : (rowScope(document, list) ?? nothing)
}
