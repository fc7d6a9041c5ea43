/** The sandbox is part of the house and makes its own keys: nobody has any to type or to change. */
export function makesOwnSettings(gateway: string): boolean {
  return gateway === 'sandbox'
}
