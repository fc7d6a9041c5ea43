import type { FileAnswer } from '../../form-schemas/answers.ts'
import { calculationsOf } from '../../form-schemas/calculations.ts'
import { sayResult } from '../../form-schemas/questions/calculated/result.ts'
import { acceptedKinds } from '../../form-schemas/questions/file-kinds.ts'
import { mostBytes } from '../../form-schemas/questions/file-settings.ts'
import type { House } from '../app.ts'
import { londonDay } from '../clock.ts'
import { NotFound, Unavailable } from '../errors.ts'
import { type FileType, fileTypes, type Upload } from '../files/index.ts'
import { reachableAnswers } from '../journey/index.ts'
import type { Help } from './resident/deps.ts'

/** What residents' pages may ask of the house while a question is answered. */
export function helpDeps({ datasets, files, expressions, clock, log }: House): Help {
  return {
    async findAddresses(organisationId, postcode) {
      const found = await datasets.addresses.find(organisationId, postcode)
      if (found.kind === 'unavailable') return { kind: 'unavailable' }
      if (found.kind === 'not-a-postcode') return { kind: 'none-found', postcode }
      return found.addresses.length === 0
        ? { kind: 'none-found', postcode: found.postcode }
        : { kind: 'addresses', postcode: found.postcode, addresses: found.addresses }
    },

    async receiveFile({ component, atMostFiles, ...arriving }) {
      const wanted = acceptedKinds(component).map(({ type }) => type)
      const types = (Object.keys(fileTypes) as FileType[]).filter((type) => wanted.includes(mimeOf(type)))
      const settings = { types, atMostBytes: mostBytes(component), atMostFiles }
      const outcome = await files.receive({ ...arriving, settings })
      return outcome.kind === 'stored' ? { kind: 'stored', file: fileAnswer(outcome.upload) } : outcome
    },

    async filesOf(submissionId, questionKey) {
      const held = await files.ofSubmission(submissionId)
      return held.filter((upload) => upload.questionKey === questionKey).map(fileAnswer)
    },

    removeFile: (submissionId, id) => files.remove(submissionId, id),

    async lookUp(wanted) {
      try {
        return await datasets.lookUp(wanted)
      } catch (error) {
        // No such dataset, or none of its rows yet: the officer's business. The resident is told to try later, and nothing is lost.
        if (!(error instanceof NotFound || error instanceof Unavailable)) throw error
        log.error({ organisationId: wanted.organisationId, dataset: wanted.dataset }, 'look-up.unavailable')
        return { kind: 'unavailable' }
      }
    },

    async compute(form, page, { answers, language }) {
      const wanted = calculationsOf(form.document).filter((one) => one.page === page.key)
      if (wanted.length === 0) return {}
      const results = await expressions.evaluate(
        { steps: wanted.map(({ component }) => ({ key: component.key, source: String(component.value) })) },
        { answers: reachableAnswers(form.compiled, answers), on: londonDay(clock.now()), bindings: {} },
      )
      const said: Record<string, string> = {}
      for (const { component } of wanted) {
        const result = results[component.key]
        if (result?.kind !== 'value') {
          log.warn({ form: form.slug, version: form.versionId, key: component.key }, 'calculation.failed')
          continue
        }
        const told = sayResult(component, result.value, language)
        if (!told.ok)
          log.warn({ form: form.slug, version: form.versionId, problem: told.problem }, 'calculation.wrong')
        else if (told.text !== undefined) said[component.key] = told.text
      }
      return said
    },
  }
}

function fileAnswer({ id, name, sizeBytes, type }: Upload): FileAnswer {
  return { id, name, size: sizeBytes, type: mimeOf(type) }
}

/** The content type without its parameters, as questions know it. */
function mimeOf(type: FileType): string {
  return fileTypes[type].mime.split(';')[0]!
}
