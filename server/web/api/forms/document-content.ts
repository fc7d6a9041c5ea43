/**
 * A form document in the OpenAPI description. Not a zod schema on purpose: the body is kept byte for byte and is checked by
 * form-schemas, which says what is wrong in plain words with pointers.
 */
export const documentContent = {
  'application/json': {
    schema: {
      type: 'object' as const,
      description: 'A form document, format counterfoil/1, at most 2 MB',
      required: ['format', 'slug', 'title', 'definition'],
      properties: {
        format: { type: 'string' as const, const: 'counterfoil/1' },
        slug: { type: 'string' as const },
        title: { description: 'A text, or {"en": …, "cy": …}' },
        definition: { type: 'object' as const, description: 'Form.io wizard: each root panel is a page' },
        conditions: { type: 'array' as const, items: { type: 'object' as const } },
        sections: { type: 'array' as const, items: { type: 'object' as const } },
        pricing: { type: 'object' as const },
        payment: { type: 'object' as const },
        deliveries: { type: 'array' as const, items: { type: 'object' as const } },
        notifications: { type: 'array' as const, items: { type: 'object' as const } },
        confirmation: { type: 'object' as const },
        settings: { type: 'object' as const },
      },
      additionalProperties: false,
    },
  },
}
