import type { CheckDigit } from './check-digit.ts'

/** The form of a reference that many councils give out, under a name. */
export interface Scheme {
  title: string
  inputMask: string
  checkDigit: CheckDigit
}

const descending = '9,8,7,6,5,4,3,2,1'
const localTax: CheckDigit = { method: 'weighted', weights: '3,7,1,3,7,1,3,7', modulus: 10, complement: true }

/**
 * What widespread council systems do. Prefixes of penalty notices are each council's own: with another one, its mask and check digit
 * are set on the question itself.
 */
export const schemes = {
  councilTax: { title: 'Council tax account, 9 digits', inputMask: '999999999', checkDigit: localTax },
  businessRates: { title: 'Business rates account, 9 digits', inputMask: '999999999', checkDigit: localTax },
  parkingPcn: {
    title: 'Parking penalty charge notice, BJ and 8 characters',
    inputMask: 'BJ9999999*',
    checkDigit: { method: 'weighted', weights: descending, modulus: 11, ten: 'A', substitutions: 'BJ=05' },
  },
  fixedPenalty: {
    title: 'Fixed penalty notice, FP and 8 characters',
    inputMask: 'FP9999999*',
    checkDigit: { method: 'weighted', weights: descending, modulus: 11, ten: 'A', substitutions: 'FP=12' },
  },
  housingRent: {
    title: 'Housing rent account, 11 digits',
    inputMask: '99999999999',
    checkDigit: { method: 'weighted', weights: '0,0,9,7,1,4,6,3,2,8', modulus: 10, complement: true },
  },
  library: { title: 'Library card, 14 digits', inputMask: '99999999999999', checkDigit: { method: 'luhn' } },
} as const satisfies Record<string, Scheme>

export type SchemeName = keyof typeof schemes
export const schemeNames = Object.keys(schemes) as [SchemeName, ...SchemeName[]]
