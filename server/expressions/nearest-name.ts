/** The known name that somebody most likely meant, or undefined when none is near. */
export function nearestName(typed: string, known: Iterable<string>): string | undefined {
  const wanted = typed.slice(0, 80).toLowerCase()
  let best: string | undefined
  let bestDistance = (wanted.length < 2 ? 0 : Math.min(3, Math.ceil(wanted.length / 3))) + 1
  for (const name of known) {
    if (Math.abs(name.length - wanted.length) >= bestDistance) continue
    const distance = editDistance(wanted, name.toLowerCase())
    if (distance < bestDistance) {
      best = name
      bestDistance = distance
    }
  }
  return best
}

/** " Did you mean ‘items’?" or nothing. */
export function suggestion(typed: string, known: Iterable<string>, prefix = ''): string {
  const name = nearestName(typed, known)
  return name === undefined ? '' : ` Did you mean ‘${prefix}${name}’?`
}

/** Insertions, deletions, replacements and swaps of neighbours (optimal string alignment). */
function editDistance(a: string, b: string): number {
  let beforeLast: number[] = []
  let last = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = last[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      let cost = Math.min(replaced, last[j]! + 1, row[j - 1]! + 1)
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        cost = Math.min(cost, beforeLast[j - 2]! + 1)
      row.push(cost)
    }
    beforeLast = last
    last = row
  }
  return last[b.length]!
}
