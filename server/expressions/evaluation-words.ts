import { spoken } from './money-functions.ts'
import { FunctionRefusal } from './refusal-in-sandbox.ts'

/** What JSONata, or one of our functions, throws. JSONata's positions are where the token ENDS. */
interface Thrown {
  code?: unknown
  message?: unknown
  position?: unknown
  token?: unknown
  value?: unknown
  value2?: unknown
  index?: unknown
}

/** An evaluation's error in an officer's words, with the offset at which its token begins. */
export function describeError(
  thrown: unknown,
  source: string,
): { code: string; message: string; position?: number } {
  const error = (typeof thrown === 'object' && thrown !== null ? thrown : { message: thrown }) as Thrown
  const code = typeof error.code === 'string' ? error.code : 'failed'
  const token = typeof error.token === 'string' ? error.token : ''
  const message = String(
    thrown instanceof FunctionRefusal ? thrown.message : wordsFor(code, token, error, thrown),
  )
  const position = startOfToken(source, error.position, token)
  return { code, message: message.slice(0, 500), ...(position === undefined ? {} : { position }) }
}

function wordsFor(code: string, token: string, error: Thrown, thrown: unknown): string {
  switch (code) {
    case 'T2001':
      return `What stands before ‘${token}’ must be a number, and is ${spoken(error.value)}.`
    case 'T2002':
      return `What stands after ‘${token}’ must be a number, and is ${spoken(error.value)}.`
    case 'T2003':
    case 'T2004':
      return `A range needs whole numbers, not ${spoken(error.value)}.`
    case 'T2009':
      return `${spoken(error.value)} and ${spoken(error.value2)} cannot be compared: one is a text, the other a number.`
    case 'T2010':
      return `‘${token}’ compares numbers or texts, not ${spoken(error.value)}.`
    case 'D1002':
      return `Only a number can have a minus sign before it, not ${spoken(error.value)}.`
    case 'T0410':
    case 'T0411':
    case 'T0412':
      return `‘$${token}’ cannot work on ${spoken(error.value)}.`
    case 'T1003':
      return `The name of a part must be a text, not ${spoken(error.value)}.`
    case 'T1005':
    case 'T1006':
      return `There is no function called ‘$${token}’.`
    case 'D1001':
    case 'D3060':
    case 'D3061':
      return 'The number is too large.'
    case 'D3030':
      return `${spoken(error.value)} cannot be read as a number.`
    case 'D1004':
      return 'This pattern also matches nothing at all, so it would never end.'
    case 'D1009':
      return `Two parts have the same name ${spoken(error.value)}.`
    case 'D1011':
      return 'This goes too deep: something works on itself without an end.'
    case 'too-long':
      return 'This took too long to work out.'
    case 'D2014':
    case 'D2015':
      return 'The list is too long.'
    case 'D3137':
    case 'D3141':
      return String(error.message ?? 'The expression stopped itself.')
    case 'missing-answer':
    case 'not-a-number':
    case 'regex-refused':
      return String(error.message)
    default:
      if (thrown instanceof RangeError) return 'This became too long or too deep.'
      return `This could not be worked out: ${String(error.message ?? code)}`
  }
}

/** A call's error stands at its bracket, an operator's at its end; both begin where their token does. */
function startOfToken(source: string, end: unknown, token: string): number | undefined {
  if (typeof end !== 'number' || end <= 0) return undefined
  const name = token === '' ? -1 : source.lastIndexOf(`$${token}`, end - 1)
  if (name >= 0 && end - name <= token.length + 4) return name
  return Math.max(0, Math.min(end, source.length) - Math.max(1, token.length))
}
