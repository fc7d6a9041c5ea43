import { expect, test } from 'vitest'
import { can, permissions, roles } from '../../server/people/index.ts'

test('each role may do exactly this', () => {
  const table = Object.fromEntries(
    roles.map((role) => [role, permissions.filter((permission) => can({ roles: [role] }, permission))]),
  )
  expect(table).toEqual({
    author: ['forms.read', 'forms.edit', 'forms.comment'],
    publisher: ['forms.read', 'forms.comment', 'forms.publish'],
    integrator: [
      'forms.read',
      'forms.comment',
      'mapping.edit',
      'submissions.read',
      'deliveries.read',
      'deliveries.replay',
    ],
    finance: ['submissions.read', 'payments.read', 'payments.check', 'payments.refund', 'payments.confirm'],
    agent: ['forms.read', 'submissions.read', 'payments.read', 'payments.check', 'payments.take'],
    auditor: ['forms.read', 'submissions.read', 'payments.read', 'deliveries.read'],
    admin: [...permissions],
  })
})

test('a role nobody knows may do nothing', () => {
  for (const role of ['root', '', '__proto__', 'constructor', 'toString']) {
    for (const permission of permissions) expect(can({ roles: [role] }, permission)).toBe(false)
  }
})
