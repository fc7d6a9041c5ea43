import type { Pricing } from '../../form-schemas/document.ts'
import type { Program, Step } from '../expressions/index.ts'

/** Keys of the steps, so that a result can be traced to the place in the document. */
export const stepKey = {
  define: (index: number) => `define/${index}`,
  refuse: 'refuse',
  line: (index: number, part: 'when' | 'quantity' | 'amount') => `lines/${index}/${part}`,
}

/** The whole price as one program: named values in order, then the refusal, then each line, whose amount is only asked for when it applies. */
export function priceProgram(pricing: Pricing): Program {
  const steps: Step[] = pricing.define.map((rule, index) => ({
    key: stepKey.define(index),
    source: rule.value,
    bindAs: rule.name,
  }))
  if (pricing.refuse !== undefined) steps.push({ key: stepKey.refuse, source: pricing.refuse })
  for (const [index, line] of pricing.lines.entries()) {
    const onlyIf = line.when === undefined ? undefined : stepKey.line(index, 'when')
    if (line.when !== undefined) steps.push({ key: stepKey.line(index, 'when'), source: line.when })
    if (line.quantity !== undefined)
      steps.push({ key: stepKey.line(index, 'quantity'), source: line.quantity, onlyIf })
    steps.push({ key: stepKey.line(index, 'amount'), source: line.amount, onlyIf })
  }
  return { steps }
}
