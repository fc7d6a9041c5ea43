import { z } from '../zod.ts'

/** The purposes of WCAG 2.2 success criterion 1.3.5 that a form of a council can have, as HTML's autocomplete tokens. */
export const autocompleteTokens = [
  'name',
  'honorific-prefix',
  'given-name',
  'additional-name',
  'family-name',
  'honorific-suffix',
  'nickname',
  'organization-title',
  'organization',
  'street-address',
  'address-line1',
  'address-line2',
  'address-line3',
  'address-level1',
  'address-level2',
  'address-level3',
  'address-level4',
  'country',
  'country-name',
  'postal-code',
  'bday',
  'sex',
  'email',
  'tel',
  'tel-national',
  'url',
  'language',
  'off',
] as const

export const autocomplete = z.enum(autocompleteTokens, {
  error: 'must be an autocomplete token of WCAG 1.3.5, like given-name',
})
