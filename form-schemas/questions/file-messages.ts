import type { Component } from '../document.ts'
import { type Language, say } from '../words.ts'
import { acceptedKinds, sayKinds } from './file-kinds.ts'
import { mostBytes, mostFiles } from './file-settings.ts'

/** What can be wrong with a file that is sent, whoever finds it out. The question's own `customMessage` is not about these. */
export type FileProblem =
  | 'none-chosen'
  | 'wrong-type'
  | 'too-big'
  | 'empty'
  | 'virus'
  | 'password-protected'
  | 'not-uploaded'
  | 'too-many'

interface Limits {
  name: string
  kinds: string
  size: string
  most: number
}

/** As in the GOV.UK Design System: File upload, "Error messages". */
const messages: Record<Language, Record<FileProblem, (limits: Limits) => string>> = {
  en: {
    'none-chosen': ({ name }) => `Select ${name}`,
    'wrong-type': ({ kinds }) => `The selected file must be a ${kinds}`,
    'too-big': ({ size }) => `The selected file must be smaller than ${size}`,
    empty: () => 'The selected file is empty',
    virus: () => 'The selected file contains a virus',
    'password-protected': () => 'The selected file is password protected',
    'not-uploaded': () => 'The selected file could not be uploaded – try again',
    'too-many': ({ most }) =>
      `You can only select up to ${most} ${most === 1 ? 'file' : 'files'} at the same time`,
  },
  cy: {
    'none-chosen': ({ name }) => `Dewiswch ${name}`,
    'wrong-type': ({ kinds }) => `Rhaid i’r ffeil a ddewiswyd fod yn ${kinds}`,
    'too-big': ({ size }) => `Rhaid i’r ffeil a ddewiswyd fod yn llai na ${size}`,
    empty: () => 'Mae’r ffeil a ddewiswyd yn wag',
    virus: () => 'Mae firws yn y ffeil a ddewiswyd',
    'password-protected': () => 'Mae’r ffeil a ddewiswyd wedi’i diogelu â chyfrinair',
    'not-uploaded': () => 'Nid oedd modd lanlwytho’r ffeil a ddewiswyd – rhowch gynnig arall arni',
    'too-many': ({ most }) => `Dim ond ${most} ffeil y gallwch eu dewis ar yr un pryd`,
  },
}

const aFile: Record<Language, Record<string, string>> = {
  en: { file: 'a file', photo: 'a photo' },
  cy: { file: 'ffeil', photo: 'llun' },
}

/** `already`: how many files the question has; only the rest of what it takes can be selected. */
export function fileMessage(
  component: Component,
  problem: FileProblem,
  language: Language,
  already = 0,
): string {
  return messages[language][problem]({
    name: say(component.errorLabel, language) || (aFile[language][component.type] ?? aFile[language].file!),
    kinds: sayKinds(acceptedKinds(component), language),
    size: `${mostBytes(component) / 1_000_000}MB`,
    most: Math.max(1, mostFiles(component) - already),
  })
}
