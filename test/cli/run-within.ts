import type { House } from '../../server/app.ts'
import { runCommandLine } from '../../server/cli/command-line.ts'
import { readConfig } from '../../server/config.ts'
import type { Ended } from './counterfoil-process.ts'

/** A command without a process of its own, on a house that is there already or must not be asked for. */
export async function runWith(openHouse: () => Promise<House>, typed: string[]): Promise<Ended> {
  const ended: Ended = { code: 0, out: '', err: '' }
  const streams = {
    out: (text: string) => {
      ended.out += text
    },
    err: (text: string) => {
      ended.err += text
    },
  }
  ended.code = await runCommandLine(typed, streams, { readSettings: () => readConfig({}), openHouse })
  return ended
}
