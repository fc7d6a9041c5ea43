/**
 * Text as a payment service's firewall lets it pass: `< > " \ |` and control characters become spaces, runs of white space
 * one, cut at `max` characters (whole ones: half an emoji is refused too).
 */
export function cleanText(text: string, max: number): string {
  const clean = text
    .replace(/[<>"\\|\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' ')
    .replace(/\s+/g, ' ')
    .trim()
  if (clean.length <= max) return clean
  let cut = ''
  for (const character of clean) {
    if (cut.length + character.length > max) break
    cut += character
  }
  return cut.trimEnd()
}
