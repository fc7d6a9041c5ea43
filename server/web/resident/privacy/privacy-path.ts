/** An organisation's own privacy page. No form can stand in its way: the forms room keeps the name free. */
export function privacyPath(organisationSlug: string): string {
  return `/${organisationSlug}/privacy`
}
