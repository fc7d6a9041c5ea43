import { filesOf } from '../../../../form-schemas/questions/file-answer.ts'
import { mostFiles } from '../../../../form-schemas/questions/file-settings.ts'
import { Conflict } from '../../../errors.ts'
import { own } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import type { OpenJourney } from '../open-journey.ts'
import type { FileKeeping } from './ask-for-help.ts'

/** The files of a page: part of the journey's answers as soon as they are taken, so that they are there on whatever comes next. */
export function pageFiles(deps: ResidentDeps, { token, journey }: OpenJourney): FileKeeping {
  return {
    roomFor: ({ key, component }) => ({ questionKey: key, atMostFiles: mostFiles(component) }),
    /** Whatever other tabs do meanwhile: worked out on the list as it stands, and saved only if it still stands so. */
    async change({ key }, from, change) {
      let answers = from
      for (let attempt = 0; attempt < 10; attempt++) {
        const seen = own(answers, key)
        const saved = await deps.submissions.replaceAnswer(token, key, seen, change(filesOf(seen)))
        if (saved) return saved.answers
        const again = await deps.submissions.read(token)
        if (again?.state !== 'answering') return undefined
        answers = again.answers
      }
      throw new Conflict('These files were being changed in another window. Check them and try again.')
    },
    removed: (id) => deps.help.removeFile(journey.id, id),
  }
}
