/**
 * The registry of question types: one folder and one line each. A type knows its settings, how an answer is read, checked, shown and
 * summed up, and how the designer edits it. It refuses to know pages, forms, prices and storage.
 *
 * A type that Form.io has is called as it is there. Ours alone are yesno, monthYear, name, dateOfBirth, niNumber, organisation, bankDetails,
 * reference, vehicleRegistration, uprn, declaration, photo and calculated, and what is only read: inset, warning and details.
 */
import { address } from './address/index.ts'
import { bankDetails } from './bankDetails/index.ts'
import { calculated } from './calculated/index.ts'
import { checkbox } from './checkbox/index.ts'
import { content } from './content/index.ts'
import { currency } from './currency/index.ts'
import { dateOfBirth } from './dateOfBirth/index.ts'
import { day } from './day/index.ts'
import { declaration } from './declaration/index.ts'
import { details } from './details/index.ts'
import { editgrid } from './editgrid/index.ts'
import { email } from './email/index.ts'
import { file } from './file/index.ts'
import { hidden } from './hidden/index.ts'
import { inset } from './inset/index.ts'
import { monthYear } from './monthYear/index.ts'
import { name } from './name/index.ts'
import { niNumber } from './niNumber/index.ts'
import { number } from './number/index.ts'
import { organisation } from './organisation/index.ts'
import { phoneNumber } from './phoneNumber/index.ts'
import { photo } from './photo/index.ts'
import type { QuestionType } from './question-type.ts'
import { withHelp } from './question-view.ts'
import { radio } from './radio/index.ts'
import { reference } from './reference/index.ts'
import { select } from './select/index.ts'
import { selectboxes } from './selectboxes/index.ts'
import { textarea } from './textarea/index.ts'
import { textfield } from './textfield/index.ts'
import { time } from './time/index.ts'
import { uprn } from './uprn/index.ts'
import { vehicleRegistration } from './vehicleRegistration/index.ts'
import { warning } from './warning/index.ts'
import { yesno } from './yesno/index.ts'

const registry: Record<string, QuestionType> = {
  textfield,
  textarea,
  radio,
  yesno,
  selectboxes,
  select,
  checkbox,
  declaration,
  number,
  currency,
  day,
  monthYear,
  time,
  name,
  email,
  phoneNumber,
  address,
  dateOfBirth,
  niNumber,
  organisation,
  bankDetails,
  reference,
  vehicleRegistration,
  uprn,
  editgrid,
  content,
  inset,
  warning,
  details,
  calculated,
  hidden,
  file,
  photo,
}

export const questionTypes: Record<string, QuestionType> = Object.fromEntries(
  Object.entries(registry).map(([name, type]) => [name, withHelp(type)]),
)

/** @throws Error for a type that does not exist: a parsed document has none such. */
export function questionType(type: string): QuestionType {
  const found = Object.hasOwn(questionTypes, type) ? questionTypes[type] : undefined
  if (!found) throw new Error(`There is no question type '${type}'`)
  return found
}
