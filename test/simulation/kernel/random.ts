/** A stream of numbers that depends on its name alone: the same name gives the same numbers, on every machine. */
export class Random {
  #a: number
  #b: number
  #c: number
  #d = 1

  constructor(name: string) {
    ;[this.#a, this.#b, this.#c] = hash(name)
    for (let round = 0; round < 12; round++) this.next()
  }

  /** From 0 up to 1. The generator is sfc32. */
  next(): number {
    const sum = (((this.#a + this.#b) | 0) + this.#d) | 0
    this.#d = (this.#d + 1) | 0
    this.#a = this.#b ^ (this.#b >>> 9)
    this.#b = (this.#c + (this.#c << 3)) | 0
    this.#c = (((this.#c << 21) | (this.#c >>> 11)) + sum) | 0
    return (sum >>> 0) / 4_294_967_296
  }

  chance(probability: number): boolean {
    return this.next() < probability
  }

  /** A whole number from 0 up to and without `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count)
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return least + this.below(most - least + 1)
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)]!
  }

  /** One of the names, each as likely as its weight says. */
  weighted<Name extends string>(weights: Readonly<Partial<Record<Name, number>>>): Name {
    const entries = Object.entries(weights) as [Name, number][]
    let left = this.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
    for (const [name, weight] of entries) {
      left -= weight
      if (left < 0) return name
    }
    return entries.at(-1)![0]
  }
}

/** Three words of 32 bits out of a name, by FNV-1a with three beginnings. */
function hash(name: string): [number, number, number] {
  const words = [0x811c9dc5, 0x9e3779b9, 0x85ebca6b]
  for (let at = 0; at < name.length; at++) {
    for (let word = 0; word < words.length; word++) {
      words[word] = Math.imul(words[word]! ^ (name.charCodeAt(at) + word), 0x01000193)
    }
  }
  return words.map((word) => word ^ (word >>> 15)) as [number, number, number]
}
