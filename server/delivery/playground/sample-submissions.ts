import { sampleAnswers } from '../../../form-schemas/answer-shapes.ts'
import type { Answers } from '../../../form-schemas/answers.ts'
import type { FormDocument } from '../../../form-schemas/document.ts'
import { compileForm, reachableAnswers } from '../../journey/index.ts'
import type { PricingRoom } from '../../pricing/index.ts'
import { sampleDay } from '../deliverable-submission.ts'

const triedAtMost = 12

/**
 * Made-up answers as one resident could have given them: those on reachable pages only. The first from number `n` on that has a price, so
 * that there is something to map; if none of a dozen has, the first as it is. `n` varies them; the same gives the same.
 */
export async function generatedSample(
  pricing: Pick<PricingRoom, 'price'>,
  document: FormDocument,
  n: number,
): Promise<Answers> {
  const compiled = compileForm(document)
  const made = (number: number) => reachableAnswers(compiled, sampleAnswers(document, number))
  for (let tried = 0; tried < triedAtMost; tried++) {
    // Far apart, so that the next sample is not the one that this one went on to.
    const answers = made(n + tried * 101)
    const priced = await pricing.price(document, answers, sampleDay)
    if (priced.kind === 'priced') return answers
  }
  return made(n)
}
