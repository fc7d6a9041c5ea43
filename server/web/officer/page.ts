import type { Context } from 'hono'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { BadInput } from '../../errors.ts'
import { can, type Permission } from '../../people/index.ts'
import type { OfficerDeps, OfficerEnv } from './deps.ts'

export type OfficerContext = Context<OfficerEnv>

const menu: { id: string; text: string; href: string; permission: Permission }[] = [
  { id: 'forms', text: 'Forms', href: '/officer/forms', permission: 'forms.read' },
  { id: 'question-bank', text: 'Question bank', href: '/officer/question-bank', permission: 'forms.edit' },
  { id: 'submissions', text: 'Submissions', href: '/officer/submissions', permission: 'submissions.read' },
  { id: 'assisted', text: 'Fill in for someone', href: '/officer/assisted', permission: 'payments.take' },
  { id: 'payments', text: 'Payments', href: '/officer/payments', permission: 'payments.read' },
  { id: 'refunds', text: 'Refunds', href: '/officer/refunds', permission: 'payments.read' },
  { id: 'to-look-at', text: 'To look at', href: '/officer/to-look-at', permission: 'payments.read' },
  { id: 'deliveries', text: 'Deliveries', href: '/officer/deliveries', permission: 'deliveries.read' },
  { id: 'gateways', text: 'Gateways', href: '/officer/gateways', permission: 'payments.read' },
  { id: 'datasets', text: 'Datasets', href: '/officer/datasets', permission: 'mapping.edit' },
  { id: 'senders', text: 'Messages', href: '/officer/senders', permission: 'gateways.manage' },
  {
    id: 'address-sources',
    text: 'Addresses',
    href: '/officer/address-sources',
    permission: 'gateways.manage',
  },
  { id: 'brands', text: 'Brands', href: '/officer/brands', permission: 'brands.manage' },
]

/** What the officer's layout needs on every page: who is signed in, where, and what they may go to. */
export function layoutContext(c: OfficerContext) {
  const officer = c.get('officer')
  // Until the one-time password is changed there is nowhere to go.
  const menuItems =
    officer && !officer.mustChangePassword ? menu.filter(({ permission }) => can(officer, permission)) : []
  return { officer, organisation: c.get('organisation'), cspNonce: c.get('cspNonce'), menu: menuItems }
}

/** The first page the officer's roles lead to. */
export function homeOf(c: OfficerContext): string {
  return layoutContext(c).menu[0]?.href ?? '/officer/password'
}

/** Renders `officer/<name>.njk` in the officer's layout. */
export function showPage(
  deps: Pick<OfficerDeps, 'templates'>,
  c: OfficerContext,
  name: string,
  context: object,
  status: ContentfulStatusCode = 200,
): Response {
  return c.html(deps.templates.render(`officer/${name}.njk`, { ...layoutContext(c), ...context }), status)
}

/** A posted form. Texts come with plain line ends and without the zero character, which PostgreSQL cannot hold. */
export interface PostedForm {
  text(name: string): string
  has(name: string): boolean
  names(): string[]
  file(name: string): File | undefined
}

const formTypes = ['application/x-www-form-urlencoded', 'multipart/form-data']

/** @throws BadInput when the body is not a form */
export async function readForm(c: OfficerContext): Promise<PostedForm> {
  const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() ?? ''
  if (!formTypes.includes(type)) throw new BadInput('This address takes what one of our own forms sends')
  const data = await c.req.formData().catch((error: unknown) => {
    throw new BadInput('What was sent could not be read as a form', [{ pointer: '', message: String(error) }])
  })
  return {
    text(name) {
      const value = data.get(name)
      return typeof value === 'string' ? value.replaceAll('\r\n', '\n').replaceAll('\0', '') : ''
    },
    has: (name) => data.has(name),
    names: () => [...data.keys()],
    file(name) {
      const value = data.get(name)
      return value instanceof File && value.size > 0 ? value : undefined
    },
  }
}

/** @throws BadInput when the body is not JSON */
export async function readJson(c: OfficerContext): Promise<unknown> {
  const text = await c.req.text()
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadInput(`What was sent is not JSON: ${(error as Error).message}`)
  }
}

/** One thing wrong in a form, for the error summary and the field itself. */
export interface FieldProblem {
  field: string
  message: string
}

/** What templates need to show problems: the list in order, and the first message of each field. */
export function errorContext(problems: FieldProblem[]) {
  const byField: Record<string, string> = Object.create(null)
  for (const { field, message } of problems) byField[field] ??= message
  return {
    hasErrors: problems.length > 0,
    problems: problems.map(({ field, message }) => ({ text: message, href: `#${field}` })),
    errors: byField,
  }
}

export const actorOf = (c: OfficerContext): `officer:${string}` => `officer:${c.get('officer').id}`
