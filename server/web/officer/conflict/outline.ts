import type { Component, FormDocument } from '../../../../form-schemas/document.ts'
import { say } from '../../../../form-schemas/words.ts'
import { spokenDay } from '../../../clock.ts'
import { formatPence } from '../../../money.ts'

/** The parts that have a screen, and so can meet a conflict. */
export type PartName = 'definition' | 'pricing' | 'deliveries' | 'settings'

export interface OutlineSection {
  heading: string
  items: string[]
}

/** A part of a document so that two officers' versions can be read side by side. */
export function outline(document: FormDocument, part: PartName): OutlineSection[] {
  if (part === 'definition') {
    const pages = document.definition.components.map((panel) => ({
      heading: say(panel.title) || panel.key,
      items: questionsOf(panel.components),
    }))
    const named = (document.conditions ?? []).map(({ label }) => say(label))
    const sections = (document.sections ?? []).map(({ title }) => say(title))
    return [
      ...pages,
      { heading: 'Named conditions', items: named },
      { heading: 'Sections', items: sections },
    ].filter(({ items }, index) => index < pages.length || items.length > 0)
  }
  if (part === 'pricing') {
    const fees = Object.entries(document.pricing?.fees ?? {}).flatMap(([code, dated]) =>
      dated.map(({ from, pence }) => `${code} from ${spokenDay(from)}: ${formatPence(pence)}`),
    )
    const defines = (document.pricing?.define ?? []).map(({ name, value }) => `$${name} = ${value}`)
    const lines = (document.pricing?.lines ?? []).map(
      ({ label, when, quantity, amount }) =>
        `${say(label)}: ${quantity ?? 1} × ${amount}${when ? `, when ${when}` : ''}`,
    )
    const cases = (document.pricing?.tests ?? []).map(
      ({ name, total, refused }) => `${name}: ${refused ? 'refused' : formatPence(total ?? 0)}`,
    )
    return [
      { heading: 'Fees', items: fees },
      { heading: 'Values', items: defines },
      { heading: 'Price lines', items: lines },
      { heading: 'Price cases', items: cases },
    ].filter(({ items }) => items.length > 0)
  }
  if (part === 'deliveries') {
    return (document.deliveries ?? []).map(({ id, destination, mapping }) => ({
      heading: `${id} to ${destination}`,
      items: [mapping],
    }))
  }
  const { title, payment, confirmation, settings, notifications = [] } = document
  return [
    { heading: 'Title', items: [say(title)] },
    {
      heading: 'Payment',
      items: payment ? [payment.gateway, say(payment.description), payment.reference] : ['None'],
    },
    {
      heading: 'When it is open',
      items: [
        settings?.opens ? `Opens ${settings.opens.replace('T', ' ')}` : '',
        settings?.closes ? `Closes ${settings.closes.replace('T', ' ')}` : '',
        settings?.limit ? `At most ${settings.limit} submissions` : '',
        say(settings?.closedMessage),
      ],
    },
    {
      heading: 'Filling it in',
      items: [
        settings?.taskList ? 'A list of tasks' : '',
        settings?.saveAndReturn === false ? 'Cannot be saved for later' : '',
        settings?.savedDays ? `Saved for ${settings.savedDays} days` : '',
        say(settings?.declaration),
      ],
    },
    {
      heading: 'How often it can be used',
      items: (settings?.useLimits ?? []).map(
        ({ question, most, months }) => `${most} for each ‘${question}’ in ${months} months`,
      ),
    },
    {
      heading: 'What happens next',
      items: [say(confirmation?.whatHappensNext), confirmation?.feedbackUrl ?? ''],
    },
    { heading: 'Messages', items: notifications.map(({ channel, text }) => `${channel}: ${say(text)}`) },
    { heading: 'Brand', items: [settings?.brand ?? ''] },
    {
      heading: 'Contact and privacy',
      items: [
        say(settings?.contact),
        settings?.privacyUrl ?? '',
        settings?.retentionDays ? `${settings.retentionDays} days` : '',
      ],
    },
  ].map((section) => ({ ...section, items: section.items.filter((item) => item !== '') }))
}

function questionsOf(components: readonly Component[]): string[] {
  return components.flatMap((component) => [
    say(component.label) || component.key,
    ...questionsOf(component.components ?? []).map(
      (inner) => `${say(component.label) || component.key}: ${inner}`,
    ),
  ])
}
