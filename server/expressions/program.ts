import type { Answers } from '../../form-schemas/answers.ts'
import type { Pricing } from '../../form-schemas/document.ts'
import type { AnswerShape } from '../../form-schemas/questions/question-type.ts'
import type { Day } from '../clock.ts'

/** What an expression may name. */
export interface Scope {
  /** Shapes of the answers by question key. */
  fields: Record<string, AnswerShape>
  /** Names usable as `$name`, besides the functions. */
  variables: string[]
  /** Codes of the fee table, so that `$fee('tpyo')` is found; missing = not checked. */
  fees?: string[]
}

/** Something wrong in an expression. `position` is the offset of the first character of the token, `length` at least 1. */
export interface ExpressionProblem {
  code: string
  /** In an officer's words. */
  message: string
  position: number
  length: number
}

/** One expression of a program. Its value is bound as `$bindAs` for the steps after it. */
export interface Step {
  key: string
  source: string
  bindAs?: string
  /** Key of an earlier step that must have given true; otherwise this one is skipped. */
  onlyIf?: string
}

/** Expressions evaluated together, in order, by one child process under one time limit. */
export interface Program {
  steps: Step[]
  /** Also tell which of each step's branches were taken: for trying rules, not for residents' prices, which it would slow. */
  branches?: boolean
}

export interface EvaluationInput {
  answers: Answers
  /** The day (Europe/London) that `$today()`, `$fee()`, `$age()` and the like go by. */
  on: Day
  fees?: Pricing['fees']
  /** More `$name` values: JSON-safe. */
  bindings?: Record<string, unknown>
}

/** A fee that a step read: the amount that held on the day, and since when. */
export interface FeeUsed {
  code: string
  pence: number
  from: string
}

/**
 * `value` is JSON-safe; `undefined` when the expression gave nothing. `branches` are the ids of those taken, when the program asks for
 * them. `position` is an offset in the step's source.
 */
export type StepResult =
  | { kind: 'value'; value: unknown; fees: FeeUsed[]; branches?: string[] }
  | { kind: 'error'; code: string; message: string; position?: number }
  | { kind: 'skipped' }

export interface Expressions {
  /**
   * Never rejects for what an expression does: each step has its own result by key. Codes of the pool itself: `too-long`,
   * `too-much-memory`, `stopped` (the process ended by itself), `busy` (the queue is full or did not move), `closed`,
   * `too-much-input`.
   */
  evaluate(program: Program, input: EvaluationInput): Promise<Record<string, StepResult>>
  close(): Promise<void>
}
