/** Where the sections of a long form are worked through in any order. */
export function taskListPath(base: string): string {
  return `${base}/task-list`
}
