import type { Answer, Answers } from '../../form-schemas/answers.ts'
import type { FormDocument, UseLimit } from '../../form-schemas/document.ts'
import { own } from '../journey/index.ts'

/** One thing of which a limit counts the uses. */
export interface LimitedUse {
  limit: UseLimit
  subject: string
}

/**
 * What the limits of a form count of these answers, always in the same order, so that two who want the same never wait for each other
 * in a circle. An address counts by its UPRN and by its lines, so that typing it instead of choosing it is not a way round the limit.
 * A question that was left empty, or not asked, is not counted.
 */
export function limitedUses({ settings }: FormDocument, answers: Answers): LimitedUse[] {
  return (settings?.useLimits ?? [])
    .flatMap((limit) => subjectsOf(own(answers, limit.question)).map((subject) => ({ limit, subject })))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1))
}

function orderOf({ limit, subject }: LimitedUse): string {
  return `${limit.name}\n${subject}`
}

function subjectsOf(answer: Answer | undefined): string[] {
  if (typeof answer === 'string' || typeof answer === 'number') return said(String(answer))
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return []
  const { uprn = '', line1 = '', line2 = '', postcode = '' } = answer as Record<string, string | undefined>
  const lines = `${line1}${line2}${postcode}`.replace(/[^\p{Letter}\p{Number}]+/gu, '')
  return [...said(uprn), ...said(lines)]
}

/** One bucket for everybody who gave nothing would refuse them all after the first. */
function said(text: string): string[] {
  return /[\p{Letter}\p{Number}]/u.test(text) ? [text] : []
}
