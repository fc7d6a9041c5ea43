/**
 * Whole pence from what was typed ("25", "£25.00", "1,250.5"), or undefined when it is not an amount of money.
 * Never multiplies a fraction: 19.99 * 100 is 1998.9999999999998.
 */
export function penceFromPounds(typed: string): number | undefined {
  const match = /^(-?)£?(-?)(\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.(\d{1,2}))?$/.exec(typed.replace(/\s+/g, ''))
  if (!match || (match[1] && match[2])) return undefined
  const pence = Number(match[3]?.replaceAll(',', '')) * 100 + Number((match[4] ?? '').padEnd(2, '0'))
  return (match[1] || match[2]) && pence !== 0 ? -pence : pence
}

/** "25.00" from 2500. */
export function poundsFromPence(pence: number): string {
  const sign = pence < 0 ? '-' : ''
  const whole = Math.abs(pence)
  return `${sign}${Math.trunc(whole / 100)}.${String(whole % 100).padStart(2, '0')}`
}

/** "£1,250.00" from 125000. */
export function sayPounds(pence: number): string {
  const [pounds = '', part] = poundsFromPence(Math.abs(pence)).split('.')
  return `${pence < 0 ? '-' : ''}£${pounds.replace(/\B(?=(\d{3})+$)/g, ',')}.${part}`
}
