export const roles = ['author', 'publisher', 'integrator', 'finance', 'agent', 'auditor', 'admin'] as const
export type Role = (typeof roles)[number]

export const permissions = [
  'forms.read',
  'forms.edit',
  'forms.comment',
  'forms.publish',
  'mapping.edit',
  'submissions.read',
  'payments.read',
  'payments.check',
  'payments.refund',
  'payments.take',
  'payments.confirm',
  'gateways.manage',
  'brands.manage',
  'deliveries.read',
  'deliveries.replay',
] as const
export type Permission = (typeof permissions)[number]

/** What each role may do. A permission that is not named here is refused. */
const allowed: Record<Role, readonly Permission[]> = {
  author: ['forms.read', 'forms.edit', 'forms.comment'],
  publisher: ['forms.read', 'forms.comment', 'forms.publish'],
  // An integrator sees submissions because the payloads of deliveries hold the same answers.
  integrator: [
    'forms.read',
    'forms.comment',
    'mapping.edit',
    'submissions.read',
    'deliveries.read',
    'deliveries.replay',
  ],
  // Whoever refunds or confirms is held to four eyes by the rooms: who asked is never who approves.
  finance: ['submissions.read', 'payments.read', 'payments.check', 'payments.refund', 'payments.confirm'],
  // An agent fills forms in for callers and takes their payments, on the gateway's own page.
  agent: ['forms.read', 'submissions.read', 'payments.read', 'payments.check', 'payments.take'],
  auditor: ['forms.read', 'submissions.read', 'payments.read', 'deliveries.read'],
  admin: permissions,
}

export function can(officer: { roles: readonly string[] }, permission: Permission): boolean {
  return officer.roles.some((role) => isRole(role) && allowed[role].includes(permission))
}

export function isRole(text: string): text is Role {
  return (roles as readonly string[]).includes(text)
}
