/** "22 November 2026 at 10:42", in London; nothing for a moment that is none. */
export function sayMoment(moment: Date): string {
  if (Number.isNaN(moment.getTime())) return ''
  return moment.toLocaleString('en-GB', {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/London',
  })
}
