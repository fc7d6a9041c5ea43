/** What to simulate: a world, which of its journeys take place, and which of its faults strike (all when left out). */
export interface Case {
  seed: string
  journeys: readonly number[]
  only?: readonly string[]
}

/** How many journeys a whole world has. */
export const journeysInWorld = 80

export function wholeWorld(seed: string): Case {
  return { seed, journeys: Array.from({ length: journeysInWorld }, (_, index) => index) }
}

/** `17`, `17@3,8`, or `17@3@j3.tab1/gateway#2,j3.tab1/crash#1`: what `--replay` takes. `@` and nothing behind it: no faults at all. */
export function writeCase({ seed, journeys, only }: Case): string {
  const whole = journeys.length === journeysInWorld && only === undefined
  return [seed, ...(whole ? [] : [journeys.join(',')]), ...(only ? [only.join(',')] : [])].join('@')
}

/** @throws Error when the text is no case */
export function readCase(text: string): Case {
  const [seed = '', journeys, faults] = text.split('@')
  const numbers = journeys?.split(',').map(Number)
  if (seed === '' || numbers?.some((number) => !Number.isInteger(number)))
    throw new Error(`‘${text}’ is no case to replay`)
  return {
    seed,
    journeys: numbers ?? wholeWorld(seed).journeys,
    ...(faults !== undefined && { only: faults === '' ? [] : faults.split(',') }),
  }
}
