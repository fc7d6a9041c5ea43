import type { TypedBrand } from '../../server/people/index.ts'

/** A brand as an officer types it, with every box that must be filled. */
export function typedBrand(change: Partial<TypedBrand> = {}): TypedBrand {
  return {
    displayName: { en: 'Exampleshire Council', cy: '' },
    colour: '#1d4f91',
    footerLinks: [],
    accessibilityUrl: '',
    accessibilityText: { en: '', cy: '' },
    privacyUrl: '',
    feedbackUrl: '',
    postalAddress: '',
    vatNumber: '',
    govuk: false,
    ...change,
  }
}

/** The smallest true PNG: one pixel, or one that says it is larger. */
export function pngLogo(width = 1, height = 1): Uint8Array {
  const bytes = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  )
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  return new Uint8Array(bytes)
}
