import { afterAll, beforeAll, expect, test } from 'vitest'
import { previewLink } from '../../server/db/schema/index.ts'
import { NotFound } from '../../server/errors.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, type FormRoom, openFormRoom } from './a-form-room.ts'

onBothEngines('links to a draft', (database) => {
  let room: FormRoom
  let slug: string
  beforeAll(async () => {
    room = await openFormRoom(database())
    const made = await room.forms.create(room.organisation.id, bulkyWaste.text, room.actor)
    if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
    slug = made.slug
  })
  afterAll(() => room.expressions.close())

  test('work for seven days and no longer, and the token itself is kept nowhere', async () => {
    const { previewLinks } = room.forms
    const { link, token } = await previewLinks.make(room.organisation.id, slug, room.actor)
    expect(token).toMatch(/^[\w-]{43}$/)
    expect(JSON.stringify(await database().db.select().from(previewLink))).not.toContain(token)
    room.clock.forward(7 * 24 * 60 - 1)
    expect(await previewLinks.draft(token)).toMatchObject({ slug, organisationId: room.organisation.id })
    expect(await previewLinks.working(room.organisation.id, slug)).toMatchObject([{ id: link.id }])
    room.clock.forward(1)
    await expect(previewLinks.draft(token)).rejects.toThrow(NotFound)
    expect(await previewLinks.working(room.organisation.id, slug)).toEqual([])
  })

  test('are made, seen and withdrawn by the form’s own organisation only', async () => {
    const { previewLinks } = room.forms
    const { link, token } = await previewLinks.make(room.organisation.id, slug, room.actor)
    await expect(previewLinks.make(room.other.id, slug, room.actor)).rejects.toThrow(NotFound)
    await expect(previewLinks.working(room.other.id, slug)).rejects.toThrow(NotFound)
    await expect(previewLinks.withdraw(room.other.id, slug, link.id, room.actor)).rejects.toThrow(NotFound)
    await previewLinks.withdraw(room.organisation.id, slug, link.id, room.actor)
    await expect(previewLinks.draft(token)).rejects.toThrow(NotFound)
    for (const wrong of ['', link.tokenHash, link.id, 'x'.repeat(10_000)])
      await expect(previewLinks.draft(wrong)).rejects.toThrow(NotFound)
  })
})
