/** Where a resident asks somebody else to pay for a submission. */
export function sharePath(base: string, submissionId: string): string {
  return `${base}/payment/share/${submissionId}`
}
