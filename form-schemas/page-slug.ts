/** The last part of a page's address: its panel's key in kebab-case ("whoAreYou" is at /who-are-you). */
export function pageSlug(key: string): string {
  return key
    .replace(/([a-z0-9])([A-Z])/g, '$1-$2')
    .replace(/([A-Z])([A-Z][a-z])/g, '$1-$2')
    .toLowerCase()
}

/** Addresses below a form that are the service's own, so no page of an officer may take them. */
export const reservedSlugs: ReadonlySet<string> = new Set([
  'accessibility',
  'accessibility-statement',
  'add',
  'assets',
  'back',
  'cancel',
  'change',
  'check-your-answers',
  'confirmation',
  'cookies',
  'feedback',
  'help',
  'language',
  'new',
  'pay',
  'payment',
  'privacy',
  'receipt',
  'remove',
  'resume',
  'return',
  'save',
  'start',
  'submit',
  'task-list',
])
