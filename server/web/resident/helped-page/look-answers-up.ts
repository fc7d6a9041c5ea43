import type { Context } from 'hono'
import type { Answer, Answers } from '../../../../form-schemas/answers.ts'
import type { FieldError } from '../../../../form-schemas/questions/question-type.ts'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { type ComponentSet, lookupsOf, own } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'
import { callerAddress } from './caller-address.ts'

/**
 * Looks up what was answered in the datasets that a screen's questions name. What is found is kept beside the answers, with when the
 * dataset came in; what is not found is told the same way whether the number or the second factor was wrong.
 * `answered` is what was read from the screen, `known` what was answered before it. `lookups`: undefined when nothing is looked up.
 */
export async function lookAnswersUp(
  c: Context,
  deps: ResidentDeps,
  { form, journey }: OpenJourney,
  { questions }: ComponentSet,
  answered: Answers,
  known: Answers,
): Promise<{ kind: 'found'; lookups: Answer | undefined } | { kind: 'errors'; errors: FieldError[] }> {
  const looked = questions.filter(({ key, component }) => component.lookup && Object.hasOwn(answered, key))
  if (looked.length === 0) return { kind: 'found', lookups: undefined }
  const errors: FieldError[] = []
  const found = { ...lookupsOf(known) }
  for (const { key, component } of looked) {
    delete found[key]
    const { dataset, factor, expose, notFound } = component.lookup!
    const answer = answered[key]
    if (typeof answer !== 'string') continue
    const second = factor && (own(answered, factor.question) ?? own(known, factor.question))
    const outcome = await deps.help.lookUp({
      organisationId: form.organisationId,
      dataset,
      key: answer,
      ...(factor && { factor: { [factor.column]: textOf(second) } }),
      caller: { ip: callerAddress(c, deps.proxies), submissionId: journey.id },
    })
    if (outcome.kind === 'found') {
      const row = Object.fromEntries(expose.map((column) => [column, outcome.row[column] ?? null]))
      found[key] = { ...row, asAt: outcome.asAt.toISOString() } as Record<string, Answer>
    } else {
      const own = outcome.kind === 'not-found' && notFound ? say(notFound, journey.language) : undefined
      errors.push({ field: key, message: own ?? words[journey.language][outcome.kind] })
    }
  }
  if (errors.length > 0) return { kind: 'errors', errors }
  return { kind: 'found', lookups: found as unknown as Answer }
}

function textOf(answer: Answer | undefined): string {
  if (typeof answer === 'string') return answer
  if (answer && typeof answer === 'object' && 'postcode' in answer) return String(answer.postcode)
  if (answer && typeof answer === 'object' && 'lastName' in answer) return String(answer.lastName)
  return answer === undefined || answer === null ? '' : String(answer)
}

const words: Record<Language, Record<'not-found' | 'too-many' | 'unavailable', string>> = {
  en: {
    'not-found': 'We cannot find these details. Check them and try again',
    'too-many': 'You have tried too many times. Try again in 10 minutes',
    unavailable: 'We cannot look this up right now. Try again later',
  },
  cy: {
    'not-found': 'Ni allwn ddod o hyd i’r manylion hyn. Gwiriwch nhw a rhowch gynnig arall arni',
    'too-many': 'Rydych wedi rhoi cynnig arni ormod o weithiau. Rhowch gynnig arall arni ymhen 10 munud',
    unavailable: 'Ni allwn chwilio am hyn ar hyn o bryd. Rhowch gynnig arall arni yn nes ymlaen',
  },
}
