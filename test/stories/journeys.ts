import { readFileSync } from 'node:fs'
import type { FormDocument } from '../../form-schemas/document.ts'
import { type Fields, type Resident, type SeenPage, sealOn } from '../support/resident-client.ts'

export const permit = '/exampleshire/permit'
export const bulkyWaste = '/exampleshire/bulky-waste'

/** £1.50 an hour, one question: the quickest way to a payment. */
export function permitText(change: (document: FormDocument) => void = () => {}): string {
  const text = readFileSync(new URL('../support/permit.json', import.meta.url), 'utf8')
  const document = JSON.parse(text) as FormDocument
  change(document)
  return JSON.stringify(document)
}

/** The permit in both languages, with a name asked for that nobody else may see. */
export function bilingualPermitText(): string {
  return permitText((document) => {
    const [panel] = document.definition.components
    const [hours] = panel!.components
    document.title = { en: 'Buy a visitor permit', cy: 'Prynu trwydded ymwelydd' }
    panel!.title = { en: 'How many hours?', cy: 'Sawl awr?' }
    hours!.label = { en: 'How many hours do you need?', cy: 'Sawl awr sydd ei hangen arnoch?' }
    panel!.components.push({
      type: 'textfield',
      key: 'fullName',
      label: { en: 'What is your name?', cy: 'Beth yw eich enw?' },
    })
    document.pricing!.lines[0]!.label = { en: 'Visitor permit, an hour', cy: 'Trwydded ymwelydd, awr' }
    document.payment!.description = { en: 'Visitor permit', cy: 'Trwydded ymwelydd' }
    document.settings!.contact = { en: 'permits@example.org', cy: 'trwyddedau@example.org' }
    document.deliveries![0]!.tests = []
  })
}

export function permitSteps(hours: number): Fields[] {
  return [{ hours: String(hours) }]
}

/** A resident with `quantity` mattresses, from the page after the start to check-your-answers. */
export function bulkyWasteSteps(quantity: number): Fields[] {
  return [
    { applicant: 'resident' },
    { fullName: 'Ada Example' },
    { email: 'ada@example.com', phone: '' },
    { 'address-line1': '1 High Street', 'address-town': 'Exampleton', 'address-postcode': 'ex1 1aa' },
    { item: 'mattress', quantity: String(quantity) },
    { another: 'no' },
    { whereLeft: 'By the front gate' },
    { accessProblem: 'no' },
    { declaration: 'yes' },
  ]
}

/** From the start of the permit form to the sandbox's page, which is given back. */
export async function goToPay(resident: Resident, hours: number): Promise<SeenPage> {
  const check = await resident.fill(permit, permitSteps(hours))
  return openGateway(resident, await resident.send(check))
}

/** The single-use link leads to the page itself. */
export async function openGateway(resident: Resident, redirect: SeenPage): Promise<SeenPage> {
  return resident.follow(await resident.follow(redirect))
}

/** Presses a button of the sandbox's page; gives what the return page shows, or the confirmation behind it. */
export async function payAndReturn(
  resident: Resident,
  gatewayPage: SeenPage,
  outcome: string,
): Promise<SeenPage> {
  const back = await resident.follow(await resident.send(gatewayPage, { outcome }))
  return back.status === 303 ? resident.follow(back) : back
}

export function referenceOn(page: SeenPage): string {
  const reference = /(?:reference number|reference is|the reference) ([A-Z0-9]{10})/.exec(page.text)?.[1]
  if (!reference) throw new Error(`${page.url} names no reference: ${page.text.slice(0, 1500)}`)
  return reference
}

export { sealOn }
