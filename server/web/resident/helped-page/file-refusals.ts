import type { Component } from '../../../../form-schemas/document.ts'
import { type FileProblem, fileMessage } from '../../../../form-schemas/questions/file-messages.ts'
import type { Language } from '../../../../form-schemas/words.ts'
import type { ReceiveOutcome } from '../../../files/index.ts'

export type FileRefusal = Exclude<ReceiveOutcome, { kind: 'stored' }>

/** Why a file was not taken, in the words of whoever sent it. `already`: how many files the question has. */
export function sayRefusal(
  component: Component,
  refusal: FileRefusal,
  language: Language,
  already: number,
): string {
  // It has the right name and is of no use all the same: naming the kinds that are taken would only puzzle.
  if (refusal.kind === 'wrong-type' && refusal.because !== 'type') return words[language][refusal.because]
  return fileMessage(component, problems[refusal.kind], language, already)
}

const words: Record<Language, Record<'macros' | 'damaged', string>> = {
  en: {
    macros: 'The selected file must not contain macros – save it without them, or as a PDF, and try again',
    damaged: 'The selected file is damaged or is not what its name says – save it again and try again',
  },
  cy: {
    macros:
      'Rhaid i’r ffeil a ddewiswyd beidio â chynnwys macros – cadwch hi hebddynt, neu fel PDF, a rhowch gynnig arall arni',
    damaged:
      'Mae’r ffeil a ddewiswyd wedi’i difrodi neu nid yw’r hyn y mae ei henw yn ei ddweud – cadwch hi eto a rhowch gynnig arall arni',
  },
}

const problems: Record<FileRefusal['kind'], FileProblem> = {
  'wrong-type': 'wrong-type',
  'too-big': 'too-big',
  empty: 'empty',
  'password-protected': 'password-protected',
  virus: 'virus',
  'too-many': 'too-many',
  unavailable: 'not-uploaded',
}
