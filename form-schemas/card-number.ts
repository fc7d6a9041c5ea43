/**
 * Whether a text seems to hold a payment card's number. Card numbers must never be kept (PCI DSS), so they are refused wherever
 * people type. Two rules, so that lists of phone numbers and figures are not taken for cards one time in ten (Luhn's chance):
 * a run of digits that is 13 to 19 long as a whole and passes Luhn; or a part of a longer run, from group to group, that also has
 * the beginning and the length of a known card scheme. References of 12 digits or fewer are never taken for cards.
 */
export function looksLikeCardNumber(text: string): boolean {
  for (const run of text.matchAll(/(?<![\d+])\d+(?:[ \u00a0.-]{1,2}\d+)*/g)) {
    const groups = run[0].split(/\D+/)
    const whole = groups.join('')
    if (whole.length < 13) continue
    if (whole.length <= 19 && !whole.startsWith('0') && passesLuhn(whole)) return true
    if (hasCardAmong(groups)) return true
  }
  return false
}

/**
 * Whether a text is, whole, a number that a known card scheme gives out: for references whose own rule may be that of cards (a library
 * card's is), or whose form is fixed, so that one in ten would be refused by chance.
 */
export function isKnownCard(text: string): boolean {
  return isOfScheme(text) && passesLuhn(text)
}

function hasCardAmong(groups: string[]): boolean {
  for (let from = 0; from < groups.length; from++) {
    if (!/^[2-6]/.test(groups[from] ?? '')) continue
    let digits = ''
    for (let to = from; to < groups.length && digits.length < 19; to++) {
      digits += groups[to]
      if (digits.length >= 13 && isOfScheme(digits) && passesLuhn(digits)) return true
    }
  }
  return false
}

/** Beginnings and lengths of Visa, Mastercard, American Express, Diners, Discover, JCB, UnionPay and Maestro. */
const schemes: RegExp[] = [
  /^4(?:\d{12}|\d{15}|\d{18})$/,
  /^(?:5[1-5]\d{2}|222[1-9]|22[3-9]\d|2[3-6]\d{2}|27[01]\d|2720)\d{12}$/,
  /^3[47]\d{13}$/,
  /^3(?:0[0-5]|[689]\d)\d{11}$/,
  /^(?:6011|64[4-9]\d|65\d{2}|62\d{2})\d{12,15}$/,
  /^35(?:2[89]|[3-8]\d)\d{12}$/,
  /^(?:50|5[6-8]|6[37])\d{14,17}$/,
]

function isOfScheme(digits: string): boolean {
  return schemes.some((scheme) => scheme.test(digits))
}

/** The check-digit rule of ISO/IEC 7812-1, annex B. */
function passesLuhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i])
    const doubled = digit * 2
    sum += i % 2 === 0 ? digit : doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}
