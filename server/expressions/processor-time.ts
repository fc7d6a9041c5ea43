import { readFileSync } from 'node:fs'

/**
 * Milliseconds of processor time that a process has used, as Linux counts it (in hundredths of a second), or undefined where that cannot
 * be read: on another system, or when the process has just gone.
 */
export function processorTime(pid: number | undefined): number | undefined {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1')
    // The name of the program, in brackets, may hold spaces and brackets itself. utime and stime are fields 14 and 15.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    const ticks = Number(fields[11]) + Number(fields[12])
    return Number.isFinite(ticks) ? ticks * 10 : undefined
  } catch {
    return undefined
  }
}
