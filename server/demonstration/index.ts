/**
 * The demonstration council: what a first start on an empty database makes, so that every part of the product can be tried.
 * Each step asks first whether it was done, so a start that was interrupted is finished by the next one.
 */
import { libraryForms } from '../../form-schemas/library/index.ts'
import type { House } from '../app.ts'
import { furnish } from './furnish.ts'

const slug = 'exampleshire'
const email = 'officer@exampleshire.example'
const allRoles = ['author', 'publisher', 'integrator', 'finance', 'agent', 'auditor', 'admin'] as const

export interface Demonstration {
  organisationSlug: string
  officerEmail: string
  /** Undefined once the officer has chosen a password. */
  oneTimePassword: string | undefined
}

/** `library`: the forms to make and publish. */
export async function ensureDemonstration(house: House, library = libraryForms()): Promise<Demonstration> {
  const { people, forms } = house
  const organisation =
    (await people.organisations.bySlug(slug)) ??
    (await people.organisations.create({ slug, name: 'Exampleshire Council' }))

  await furnish(house, organisation.id)
  const there = new Map((await forms.list(organisation.id)).map((form) => [form.slug, form]))
  for (const form of library) {
    if (!there.has(form.slug)) await forms.create(organisation.id, form.text, 'system')
    if (there.get(form.slug)?.liveVersionNumber) continue
    const published = await forms.publish(
      organisation.id,
      form.slug,
      { note: 'From the library', mode: 'test' },
      'system',
    )
    if (published.kind === 'refused') {
      const problems = published.problems.map(({ pointer, message }) => `${pointer} ${message}`)
      throw new Error(`The library form ${form.slug} did not pass its own gate: ${problems.join('; ')}`)
    }
  }
  const officer = await people.officers.byEmail(email)
  if (officer && !officer.mustChangePassword)
    return { organisationSlug: slug, officerEmail: email, oneTimePassword: undefined }
  const oneTimePassword = officer
    ? await people.officers.resetPassword(officer.id)
    : (
        await people.officers.add({
          organisationId: organisation.id,
          email,
          name: 'First Officer',
          roles: [...allRoles],
        })
      ).oneTimePassword
  return { organisationSlug: slug, officerEmail: email, oneTimePassword }
}
