/** Something that is always true was not. */
export class Violation extends Error {
  /** Which rule: shrinking looks for the same one. */
  readonly rule: string
  readonly journey: number | undefined

  constructor(rule: string, journey: number | undefined, message: string) {
    super(message)
    this.name = 'Violation'
    this.rule = rule
    this.journey = journey
  }
}

/** Says what was wrong with a journey. Never returns. */
export type Accuse = (rule: string, message: string) => never

export function accuserOf(journey: number | undefined): Accuse {
  return (rule, message) => {
    throw new Violation(rule, journey, message)
  }
}
