import type { Answers } from '../../../form-schemas/answers.ts'
import type { Day } from '../../clock.ts'
import type { PriceOutcome } from '../read-price.ts'

/** A case worth adding, with what its answers cost as the rules are now: for an officer to say whether that is right. */
export interface Suggestion {
  name: string
  answers: Answers
  on: Day
  /** Why it is worth having, or what is wrong, in an officer's words. */
  why: string
  /**
   * `fault` = the rules give no price for answers that a resident can give; `nothing` = no line is charged for them; `gap` = they fall
   * between two bands; `overlap` = two bands are charged for them.
   */
  kind: 'unseen' | 'fault' | 'gap' | 'overlap' | 'nothing' | 'day' | 'boundary' | 'empty' | 'option'
  outcome: PriceOutcome
}

/** A suggestion before it is priced. `tells` is what it tries, so that no case is offered for what a case tries already. */
export interface Candidate {
  name: string
  answers: Answers
  on: Day
  why: string
  kind: 'day' | 'boundary' | 'empty' | 'option' | 'generated'
  tells: string
}
