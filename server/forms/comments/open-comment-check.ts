import type { GateCheck, GateProblem } from '../gate.ts'
import type { Comments } from './index.ts'
import { partsOf } from './parts-of-form.ts'

/** Open comments are pointed at before publication; they never stop it. */
export function openCommentCheck(comments: Pick<Comments, 'open'>): GateCheck {
  return {
    name: 'Colleagues’ comments are dealt with',
    async run(document, organisationId) {
      const parts = partsOf(document)
      const open = await comments.open(organisationId, document.slug)
      return open.map(({ question, count }): GateProblem => {
        const part = parts.find(({ key }) => key === question)
        const many = count === 1 ? '1 open comment' : `${count} open comments`
        return {
          pointer: part?.pointer ?? '',
          message: part
            ? `${part.name} has ${many}`
            : `There ${count === 1 ? 'is' : 'are'} ${many} about a question that is not in the form any more`,
          screen: 'design',
          warning: true,
        }
      })
    },
  }
}
