import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { libraryForms } from '../../form-schemas/library/index.ts'
import { form } from '../../server/db/schema/index.ts'
import { NotFound } from '../../server/errors.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, changed, type FormRoom, openFormRoom } from './a-form-room.ts'

onBothEngines('drafts of forms', (database) => {
  let room: FormRoom
  beforeAll(async () => {
    room = await openFormRoom(database())
  })
  afterAll(() => room.expressions.close())

  async function makeForm(text = bulkyWaste.text): Promise<string> {
    const made = await room.forms.create(room.organisation.id, text, room.actor)
    if (made.kind === 'refused') throw new Error(JSON.stringify(made.problems))
    return made.slug
  }

  describe('drafts', () => {
    test.each(libraryForms().map((one) => [one.slug, one] as const))(
      '%s comes out byte for byte as it went in',
      async (_, one) => {
        const made = await room.forms.create(room.other.id, one.text, 'system')
        expect(made).toMatchObject({ kind: 'created', slug: one.slug })
        expect((await room.forms.draft(room.other.id, one.slug)).text).toBe(one.text)
      },
    )

    test('a short name that is taken gets a number', async () => {
      const [first, second, third] = [await makeForm(), await makeForm(), await makeForm()]
      expect([second, third]).toEqual([`${first}-2`, `${first}-3`])
      expect((await room.forms.draft(room.organisation.id, second)).document.slug).toBe(second)
    })

    test('the same new form by ten officers at once is ten forms', async () => {
      const text = changed((document) => {
        document.slug = 'at-once'
      })
      const slugs = await Promise.all(Array.from({ length: 10 }, () => makeForm(text)))
      expect(new Set(slugs).size).toBe(10)
    })

    test('what is not a document is refused and leaves nothing', async () => {
      const before = await room.forms.list(room.organisation.id)
      for (const text of [
        '',
        '{',
        '[]',
        'null',
        '{"format":"counterfoil/1"}',
        '{"__proto__":{}}',
        '\0',
        '9'.repeat(2_200_000),
      ]) {
        expect(await room.forms.create(room.organisation.id, text, room.actor)).toMatchObject({
          kind: 'refused',
        })
      }
      expect(await room.forms.list(room.organisation.id)).toEqual(before)
    })

    test('another organisation has no such form', async () => {
      const slug = await makeForm(
        changed((document) => {
          document.slug = 'only-ours'
        }),
      )
      await expect(room.forms.draft(room.other.id, slug)).rejects.toThrow(NotFound)
      await expect(
        room.forms.saveDraft(room.other.id, slug, { revision: 1, text: bulkyWaste.text }, 'system'),
      ).rejects.toThrow(NotFound)
      await expect(
        room.forms.publish(room.other.id, slug, { note: 'x', mode: 'test' }, 'system'),
      ).rejects.toThrow(NotFound)
      await expect(room.forms.versions(room.other.id, slug)).rejects.toThrow(NotFound)
      expect(await room.forms.liveVersion('otherham', slug)).toBeUndefined()
    })
  })

  describe('saving', () => {
    test('one part leaves the others, and their order, as they are', async () => {
      const slug = await makeForm()
      const { document, text } = await room.forms.draft(room.organisation.id, slug)
      const definition = structuredClone(document.definition)
      definition.components[0]!.title = 'Who are you?'
      const saved = await room.forms.saveDraftPart(
        room.organisation.id,
        slug,
        { revision: 1, part: { definition } },
        room.actor,
      )
      expect(saved).toEqual({ kind: 'saved', revision: 2 })
      const after = await room.forms.draft(room.organisation.id, slug)
      expect(after.document).toEqual({ ...document, definition })
      expect(Object.keys(JSON.parse(after.text))).toEqual(Object.keys(JSON.parse(text)))
    })

    test('what changes nothing keeps the bytes', async () => {
      const compact = changed((document) => {
        document.slug = 'compact'
      })
      const slug = await makeForm(compact)
      const before = await room.forms.draft(room.organisation.id, slug)
      const part = { pricing: structuredClone(before.document.pricing) }
      await room.forms.saveDraftPart(room.organisation.id, slug, { revision: 1, part }, room.actor)
      const after = await room.forms.draft(room.organisation.id, slug)
      expect(after.text).toBe(compact)
      expect(after.revision).toBe(2)
    })

    test('of officers on one revision exactly one wins, and the others are given what is there', async () => {
      const slug = await makeForm()
      const { document } = await room.forms.draft(room.organisation.id, slug)
      const outcomes = await Promise.all(
        Array.from({ length: 10 }, (_, n) =>
          room.forms.saveDraftPart(
            room.organisation.id,
            slug,
            { revision: 1, part: { title: `Title ${n}` } },
            room.actor,
          ),
        ),
      )
      expect(outcomes.filter(({ kind }) => kind === 'saved')).toHaveLength(1)
      const now = await room.forms.draft(room.organisation.id, slug)
      expect(now.revision).toBe(2)
      for (const outcome of outcomes) {
        if (outcome.kind !== 'saved')
          expect(outcome).toMatchObject({ kind: 'conflict', current: { revision: 2, text: now.text } })
      }
      expect(now.document).toEqual({ ...document, title: now.document.title })
    })

    test('a document of another short name, or that is wrong, is refused with where', async () => {
      const slug = await makeForm()
      const renamed = changed((document) => {
        document.slug = 'elsewhere'
      })
      expect(
        await room.forms.saveDraft(room.organisation.id, slug, { revision: 1, text: renamed }, room.actor),
      ).toMatchObject({
        kind: 'refused',
        problems: [{ pointer: '/slug' }],
      })
      const part = { definition: { display: 'wizard', components: [{ type: 'panel' }] } as never }
      const wrong = await room.forms.saveDraftPart(
        room.organisation.id,
        slug,
        { revision: 1, part },
        room.actor,
      )
      expect(wrong.kind).toBe('refused')
      expect((await room.forms.draft(room.organisation.id, slug)).revision).toBe(1)
    })

    test('a title with the zero character does not reach the database as one', async () => {
      const slug = await makeForm()
      const saved = await room.forms.saveDraftPart(
        room.organisation.id,
        slug,
        { revision: 1, part: { title: 'A\0B' } },
        room.actor,
      )
      if (saved.kind === 'saved') {
        const rows = await database().db.select({ title: form.title }).from(form).where(eq(form.slug, slug))
        expect(rows).toEqual([{ title: 'AB' }])
      } else {
        expect(saved.kind).toBe('refused')
      }
    })
  })
})
