/**
 * Does the work for each item, a few at a time and in order: residents' prices wait in the same queue of the sandbox, so a run of hundreds
 * of prices must never fill it. Stops beginning more once `enough` says so; what was not begun has no result.
 */
export async function inTurn<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
  enough: () => boolean = () => false,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const lane = async () => {
    while (next < items.length && !enough()) {
      const index = next++
      results[index] = await work(items[index]!, index)
    }
  }
  await Promise.all(Array.from({ length: atOnce }, lane))
  return results
}

const atOnce = 4
