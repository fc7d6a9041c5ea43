import type { Answer, Answers } from '../../form-schemas/answers.ts'
import { filesOf } from '../../form-schemas/questions/file-answer.ts'
import type { CompiledForm, CompiledList, ComponentSet } from '../journey/index.ts'

/** True for forms with a question that files are sent for, wherever it stands. */
export function asksForFiles({ pages }: CompiledForm): boolean {
  return pages.some((page) => sends(page) || (page.list !== undefined && listSends(page.list)))
}

function listSends({ item, lists }: CompiledList): boolean {
  return sends(item) || lists.some(listSends)
}

function sends({ questions }: ComponentSet): boolean {
  return questions.some(({ type }) => type.sendsFiles)
}

/** Ids of the files among answers, in lists and in lists inside those too. */
export function fileIdsIn(answers: Answers): string[] {
  return Object.values(answers).flatMap(idsOf)
}

function idsOf(answer: Answer): string[] {
  const files = filesOf(answer)
  if (files.length > 0) return files.map(({ id }) => id)
  if (!Array.isArray(answer)) return []
  return answer.flatMap((item) =>
    typeof item === 'object' && item !== null ? fileIdsIn(item as Answers) : [],
  )
}
