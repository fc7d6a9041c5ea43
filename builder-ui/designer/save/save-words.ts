import type { SaveState, Told } from './saver.ts'

const notKept = 'This browser cannot keep your changes: leave this page open'

/**
 * Whether the work is safe, in an officer's words.
 * @param problem the first problem of a form that was refused, with its place
 */
export function saveWords(state: SaveState, { outcome, kept }: Told, problem: string | undefined): string {
  const where = kept ? 'Your changes are kept on this computer' : notKept
  // What is shown below the bar says in these cases that the work is kept; on a telephone the bar has little room.
  const unless = kept ? '' : `. ${notKept}`
  switch (state) {
    case 'saving':
      return 'Saving'
    case 'saved':
      return outcome === undefined ? 'All changes saved' : `Saved at ${timeNow()}`
    case 'unreachable':
      return `Not saved: no connection. ${where}${kept ? ' and are' : '. They are'} sent when the connection is back`
    case 'conflict':
      return `Not saved: somebody else changed this form${unless}`
    case 'signed-out':
      return `Not saved: you are signed out${unless}`
    case 'refused': {
      const count = outcome?.kind === 'refused' ? outcome.problems.length : 0
      return count > 1
        ? `Not saved yet: ${count} problems. ${where}`
        : `Not saved yet. ${problem ?? where}${unless}`
    }
  }
}

function timeNow(): string {
  return new Date().toLocaleTimeString('en-GB', { timeStyle: 'short', timeZone: 'Europe/London' })
}
