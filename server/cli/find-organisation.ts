import type { House } from '../app.ts'
import type { Organisation } from '../people/index.ts'
import { CommandFailed, type Given, type Option } from './command.ts'

export const organisationOption: Option = {
  value: '<slug>',
  required: true,
  help: 'Short name of the organisation',
}

/** @throws CommandFailed naming those that there are */
export const findOrganisation = (house: House, given: Given): Promise<Organisation> =>
  organisationNamed(house, given.required('organisation'))

/** @throws CommandFailed naming those that there are */
export async function organisationNamed(house: House, slug: string): Promise<Organisation> {
  const found = await house.people.organisations.bySlug(slug)
  if (found) return found
  const known = (await house.people.organisations.list()).map((organisation) => organisation.slug)
  throw new CommandFailed(
    `There is no organisation ‘${slug}’. ${known.length > 0 ? `There is: ${known.join(', ')}` : 'Add one with organisation add.'}`,
  )
}
