/** Every bound on officers' expressions, in one place. Offsets and lengths are UTF-16 units, sizes in characters. */
export const limits = {
  /** Longest expression. */
  sourceLength: 16_384,
  /** Deepest nesting: of brackets before parsing, of the syntax tree after it. */
  depth: 50,
  /** What there is to parse, with the copies that JSONata makes of the left side of each `??` and `?:`: each nesting doubles it. */
  parsedLength: 32_768,
  /** Longest literal range, as in `[1..1000]`. */
  literalRange: 1_000,
  /** Longest list that an evaluation may build. */
  listLength: 10_000,
  /** Longest text that `$pad` may make. */
  padWidth: 1_000,
  /** Longest regular expression. */
  patternLength: 200,
  /** Most regular expressions in one expression: making one ready takes milliseconds. */
  patterns: 10,
  /**
   * JSONata's own depth guard. The fields of one object are evaluated side by side and count together, so an honest mapping with
   * a hundred fields needs hundreds.
   */
  evaluationDepth: 2_000,
  /** Steps of one program, and characters of its sources together. */
  steps: 500,
  programLength: 262_144,
  /** Characters of all results of one program, as JSON. */
  resultLength: 65_536,
  /** Deepest result. */
  resultDepth: 30,
  /** Characters of answers and bindings, as JSON. */
  inputLength: 1_048_576,
  /**
   * Milliseconds of processor time for one program, from its hand-over to a waiting process. On an idle machine that is what a clock
   * shows; on a busy one an honest price must not fail because others were served first.
   */
  timeoutMs: 200,
  /** However busy the machine is: the longest time by the clock, as a multiple of the above. */
  timeoutStretch: 5,
  /** Programs waiting for a process; the next one is refused. */
  queueLength: 500,
  /** Milliseconds a program may wait for a process. */
  queueWaitMs: 15_000,
  /** Megabytes of JavaScript memory of one process. */
  memoryMb: 64,
} as const
