/** Something wrong in a form document, in plain words, at a JSON pointer (RFC 6901) such as `/pricing/lines/0/amount`. */
export interface Problem {
  pointer: string
  message: string
}
