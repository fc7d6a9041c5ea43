import type { Answers } from '../../form-schemas/answers.ts'
import type { FormDocument } from '../../form-schemas/document.ts'
import type { Day } from '../clock.ts'
import type { PriceOutcome } from './read-price.ts'

/** What answers come to, with the branches that were taken on the way: their ids, by the key of the step. */
export interface Tried {
  outcome: PriceOutcome
  branches: Record<string, string[]>
}

/** Works a price out to see how it comes about. */
export type TryPrice = (document: FormDocument, answers: Answers, on: Day) => Promise<Tried>
