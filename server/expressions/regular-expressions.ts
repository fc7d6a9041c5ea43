import { RE2JS } from 're2js'
import { limits } from './limits.ts'

/** Why a pattern cannot be used, in an officer's words, or undefined when it can. */
export function patternProblem(pattern: RegExp): string | undefined {
  if (pattern.source.length > limits.patternLength)
    return `A pattern may have at most ${limits.patternLength} characters.`
  try {
    compile(pattern)
    return undefined
  } catch {
    return 'This pattern cannot be used: look-ahead, look-behind and references back to a group are not offered.'
  }
}

const compiled = new Map<string, RE2JS>()

/** RE2 takes time in proportion to the text, whatever the pattern; JavaScript's own engine can take years. */
function compile(pattern: RegExp): RE2JS {
  const cacheKey = `${pattern.flags}/${pattern.source}`
  const known = compiled.get(cacheKey)
  if (known) return known
  const flags = (pattern.ignoreCase ? RE2JS.CASE_INSENSITIVE : 0) | (pattern.multiline ? RE2JS.MULTILINE : 0)
  const made = RE2JS.compile(pattern.source, flags)
  if (compiled.size >= 200) compiled.clear()
  compiled.set(cacheKey, made)
  return made
}

/**
 * What JSONata's evaluator uses of a RegExp: `lastIndex`, and `exec` giving an array with `index`. It is made anew at every
 * evaluation of the literal, hence the cache above. Thrown refusals carry JSONata's error shape.
 */
export class LinearTimeRegExp {
  lastIndex = 0
  readonly #pattern: RE2JS

  constructor(literal: unknown) {
    // `??` and `?:` copy their left side as JSON, in which a literal becomes an empty object.
    if (!(literal instanceof RegExp))
      throw { code: 'regex-refused', message: 'A pattern cannot be used inside a default value.' }
    const problem = patternProblem(literal)
    if (problem) throw { code: 'regex-refused', message: problem }
    this.#pattern = compile(literal)
  }

  exec(text: string): (RegExpExecArray & { index: number }) | null {
    const matcher = this.#pattern.matcher(text)
    if (this.lastIndex > text.length || !matcher.find(this.lastIndex)) {
      this.lastIndex = 0
      return null
    }
    const groups: (string | undefined)[] = []
    for (let group = 0; group <= matcher.groupCount(); group++) groups.push(matcher.group(group) ?? undefined)
    this.lastIndex = matcher.end()
    return Object.assign(groups as string[], { index: matcher.start(), input: text }) as RegExpExecArray
  }
}
