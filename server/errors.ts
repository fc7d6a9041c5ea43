/**
 * Refusals: what the house says no to, each with a stable code. The web room maps them to pages and API problems in one table.
 * Outcomes a caller must choose between are returned, not thrown; bugs are thrown as they are.
 */
export abstract class Refusal extends Error {
  abstract readonly code: string
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = new.target.name
  }
}

/** Thrown when a value offered as money is not a whole number of pence. */
export class MoneyRefused extends Refusal {
  readonly code = 'money-refused'
}

/** Thrown when an expression cannot be accepted or evaluated; `message` is in an officer's words. */
export class ExpressionRefused extends Refusal {
  readonly code = 'expression-refused'
}

/** Thrown when the answers have no price: a rule refused them or did not give whole pence. */
export class PriceRefused extends Refusal {
  readonly code = 'price-refused'
}

/** Thrown when what was asked for does not exist, or belongs to another organisation. */
export class NotFound extends Refusal {
  readonly code = 'not-found'
}

/** Thrown when the officer's roles or the token's scopes do not allow the action. */
export class NotAllowed extends Refusal {
  readonly code = 'not-allowed'
}

/** Thrown when somebody else changed it first: the caller holds an old revision. */
export class Conflict extends Refusal {
  readonly code = 'conflict'
}

/** Thrown when what was sent is not understandable; `problems` say where and why. */
export class BadInput extends Refusal {
  readonly code = 'bad-input'
  readonly problems: { pointer: string; message: string }[]
  constructor(message: string, problems: { pointer: string; message: string }[] = []) {
    super(message)
    this.problems = problems
  }
}

/** Thrown when something outside that we need right now does not answer; trying again later is safe. */
export class Unavailable extends Refusal {
  readonly code = 'unavailable'
}
