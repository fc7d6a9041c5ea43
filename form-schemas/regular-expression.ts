import { RE2JS } from 're2js'

/** Longest pattern an officer may set. RE2 is linear in the text, but its program grows with the pattern. */
export const longestPattern = 500
const largestProgram = 5000
const compiled = new Map<string, RE2JS>()

/** What is wrong with a pattern, in an officer's words; undefined when it can be used. */
export function patternProblem(pattern: string): string | undefined {
  if (pattern.length > longestPattern) return `The pattern must be ${longestPattern} characters or less`
  try {
    if (RE2JS.compile(pattern).programSize() > largestProgram) return 'The pattern is too complicated'
    return undefined
  } catch (error) {
    const at = /`([^`]*)`/.exec(error instanceof Error ? error.message : '')?.[1]
    const where = at ? `: something is wrong at '${at.slice(0, 60)}'` : ''
    return `The pattern cannot be used${where}. Look-ahead, look-behind and back-references are not supported`
  }
}

/**
 * True when the whole text matches. Never backtracks (RE2), so no text and no pattern can stop the server.
 * @throws Error when the pattern was never checked with `patternProblem`.
 */
export function matchesPattern(pattern: string, text: string): boolean {
  let program = compiled.get(pattern)
  if (!program) {
    program = RE2JS.compile(pattern)
    if (compiled.size >= 1000) compiled.clear()
    compiled.set(pattern, program)
  }
  return program.testExact(text)
}
