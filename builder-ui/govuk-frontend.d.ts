/** The little of govuk-frontend's browser code that we use; the package brings no types of its own. */
declare module 'govuk-frontend' {
  type Part = new (root: Element, config?: Record<string, unknown>) => object
  export const Button: Part
  export const CharacterCount: Part
  export const Checkboxes: Part
  export const ErrorSummary: Part
  export const NotificationBanner: Part
  export const PasswordInput: Part
  export const Radios: Part
  export const ServiceNavigation: Part
  export const SkipLink: Part
  export const Tabs: Part
  export function createAll(part: Part, config?: Record<string, unknown>): object[]
}
