import type { Brands, TypedBrand } from '../people/index.ts'

const plain: Omit<TypedBrand, 'displayName' | 'colour'> = {
  footerLinks: [],
  accessibilityUrl: '',
  accessibilityText: { en: '', cy: '' },
  privacyUrl: '',
  feedbackUrl: '',
  postalAddress: 'Exampleshire Council\nCounty Hall\n1 High Street\nExampleton\nEX1 1AA',
  vatNumber: 'GB 123 4567 89',
  govuk: false,
}

/** The first is that of every form which names none. */
const brands: Record<string, TypedBrand> = {
  council: {
    ...plain,
    displayName: { en: 'Exampleshire Council', cy: 'Cyngor Exampleshire' },
    colour: '#1d4f91',
  },
  'public-protection': {
    ...plain,
    displayName: { en: 'Exampleshire Public Protection', cy: 'Diogelu’r Cyhoedd Exampleshire' },
    colour: '#00563f',
  },
}

/** Makes each brand that is not there. */
export async function ensureBrands(book: Brands, organisationId: string, actor: string): Promise<void> {
  const known = new Set((await book.of(organisationId)).map(({ name }) => name))
  for (const [name, typed] of Object.entries(brands)) {
    if (!known.has(name)) await book.add(organisationId, name, typed, actor)
  }
}
