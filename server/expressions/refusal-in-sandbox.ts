/** Thrown inside the sandbox by an offered function; `message` is in an officer's words. */
export class FunctionRefusal extends Error {
  readonly code: string
  /** JSONata writes where the call stands into this. */
  position?: number
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}
