/**
 * The registry of question types: one folder and one line each. A type knows its settings, how an answer is read, checked, shown and
 * summed up, and how the designer edits it. It refuses to know pages, forms, prices and storage.
 */
import { address } from './address/index.ts'
import { checkbox } from './checkbox/index.ts'
import { content } from './content/index.ts'
import { currency } from './currency/index.ts'
import { day } from './day/index.ts'
import { editgrid } from './editgrid/index.ts'
import { email } from './email/index.ts'
import { number } from './number/index.ts'
import { phoneNumber } from './phoneNumber/index.ts'
import type { QuestionType } from './question-type.ts'
import { radio } from './radio/index.ts'
import { select } from './select/index.ts'
import { selectboxes } from './selectboxes/index.ts'
import { textarea } from './textarea/index.ts'
import { textfield } from './textfield/index.ts'
import { yesno } from './yesno/index.ts'

export const questionTypes: Record<string, QuestionType> = {
  textfield,
  textarea,
  radio,
  yesno,
  selectboxes,
  select,
  checkbox,
  number,
  currency,
  day,
  email,
  phoneNumber,
  address,
  editgrid,
  content,
}

/** @throws Error for a type that does not exist: a parsed document has none such. */
export function questionType(type: string): QuestionType {
  const found = Object.hasOwn(questionTypes, type) ? questionTypes[type] : undefined
  if (!found) throw new Error(`There is no question type '${type}'`)
  return found
}
