/** Words that stay small inside a name: Stoke-on-Trent, Bwlch y Gwynt. */
const small = new Set('and at by cum in juxta le of on the under upon with y yr'.split(' '))
const initials = new Set(['PO', 'BT', 'NHS', 'HM', 'HMP', 'RAF', 'UK', 'II', 'III', 'IV'])

/** "Flat 2, Rose Court" from the capitals that postal files are written in. Words with digits stay as they are: "12A". */
export function titleCase(capitals: string): string {
  let first = true
  return capitals.replace(/[\p{Letter}\p{Number}'’.]+|,/gu, (word) => {
    if (word === ',') {
      first = true
      return word
    }
    const lower = word.toLowerCase()
    const start = first
    // After a number a name begins: 10 The Meadows.
    first = /\d/.test(word)
    if (first || initials.has(word)) return word
    if (small.has(lower) && !start) return lower
    // St. John's keeps its small s; O'Brien does not.
    return lower.replace(/^(\p{Letter}['’])?(\p{Letter})/u, (letters) => letters.toUpperCase())
  })
}
