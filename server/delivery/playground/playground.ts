import type { Answers } from '../../../form-schemas/answers.ts'
import type { DeliverySettings, FormDocument } from '../../../form-schemas/document.ts'
import { sampleBindings, sampleDay } from '../deliverable-submission.ts'
import type { DeliveryDeps } from '../delivery-deps.ts'
import { type MappingInput, type MappingOutcome, runMapping } from '../mapping.ts'
import { compareMappings, type MappingChanges } from './compare-mappings.ts'
import { maskAnswers } from './mask-answers.ts'
import { pastSubmissions } from './past-submissions-store.ts'
import { generatedSample } from './sample-submissions.ts'
import { type SentTest, sendTest, type TestRoute, type TestToSend, testRoute } from './send-test.ts'
import { type ExpressionStep, stepThrough } from './step-through.ts'

/** What officers try a mapping with before it is published. Nothing of it becomes a delivery. */
export interface MappingPlayground {
  /** What a mapping gives for sample answers, in a submission of 22 November 2026 with the reference SAMPLE1234. */
  runMapping(delivery: DeliverySettings, document: FormDocument, sample: Answers): Promise<MappingOutcome>
  /** Made-up answers as one resident could have given them; `n` varies them. */
  generatedSample(document: FormDocument, n: number): Promise<Answers>
  /**
   * The answers of a submission with what may be about a person masked; `no-answers` when they were kept for their time.
   * Undefined when this form has none of that reference.
   */
  maskedSample(
    organisationId: string,
    formId: string,
    document: FormDocument,
    reference: string,
  ): Promise<Answers | 'no-answers' | undefined>
  /** What a draft's mapping would have made of the last submissions, against the live one. `withoutAnswers` are those kept for their time. */
  compareMappings(
    scope: { organisationId: string; formId: string; limit: number },
    before: { document: FormDocument; delivery: DeliverySettings },
    after: { document: FormDocument; delivery: DeliverySettings },
  ): Promise<MappingChanges & { withoutAnswers: number }>
  /** What each part of an expression comes to for sample answers; undefined when it cannot be read, or the sample has no price. */
  stepThrough(
    document: FormDocument,
    source: string,
    sample: Answers,
    each?: string,
  ): Promise<ExpressionStep | undefined>
  testRoute(organisationId: string, destination: string): Promise<TestRoute | undefined>
  sendTest(test: TestToSend): Promise<SentTest>
}

export function createPlayground(deps: DeliveryDeps): MappingPlayground {
  const { db, expressions, pricing } = deps

  async function sampleInput(document: FormDocument, sample: Answers): Promise<MappingInput | string> {
    const priced = await pricing.price(document, sample, sampleDay)
    if (priced.kind === 'refused') return priced.reason
    return { answers: sample, on: sampleDay, bindings: sampleBindings(document, priced.price) }
  }

  const run: MappingPlayground['runMapping'] = async (delivery, document, sample) => {
    const input = await sampleInput(document, sample)
    if (typeof input !== 'string') return runMapping(expressions, delivery, input)
    const message = `The sample answers have no price: ${input}`
    return { kind: 'failed', problem: { code: 'no-price', message } }
  }

  return {
    runMapping: run,
    generatedSample: (document, n) => generatedSample(pricing, document, n),

    async maskedSample(organisationId, formId, document, reference) {
      const [sent] = await pastSubmissions(db, { organisationId, formId, reference, limit: 1 })
      if (!sent) return undefined
      return Object.keys(sent.answers).length === 0 ? 'no-answers' : maskAnswers(document, sent.answers)
    },

    async compareMappings(scope, before, after) {
      const sent = await pastSubmissions(db, scope)
      // After its time a submission keeps its price but not its answers.
      const kept = sent.filter(({ answers }) => Object.keys(answers).length > 0)
      const changes = await compareMappings(before, after, kept, (delivery, input) =>
        runMapping(expressions, delivery, input),
      )
      return { ...changes, withoutAnswers: sent.length - kept.length }
    },

    async stepThrough(document, source, sample, each) {
      const input = await sampleInput(document, sample)
      return typeof input === 'string' ? undefined : stepThrough(expressions, source, input, each)
    },

    testRoute: (organisationId, destination) => testRoute(deps, organisationId, destination),
    sendTest: (test) => sendTest(deps, test, () => run(test.delivery, test.document, test.sample)),
  }
}
