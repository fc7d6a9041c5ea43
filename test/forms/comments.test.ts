import { afterAll, beforeAll, expect, test } from 'vitest'
import { auditEvent } from '../../server/db/schema/index.ts'
import { BadInput, NotFound } from '../../server/errors.ts'
import { onBothEngines } from '../support/db.ts'
import { bulkyWaste, changed, type FormRoom, openFormRoom } from './a-form-room.ts'

onBothEngines('comments', (database) => {
  let room: FormRoom
  let slug: string
  beforeAll(async () => {
    room = await openFormRoom(database())
    slug = await made()
  })
  afterAll(() => room.expressions.close())

  async function made(): Promise<string> {
    const outcome = await room.forms.create(room.organisation.id, bulkyWaste.text, room.actor)
    if (outcome.kind === 'refused') throw new Error(JSON.stringify(outcome.problems))
    return outcome.slug
  }
  const say = (text: string, question = 'items', on = slug) =>
    room.forms.comments.add(room.organisation.id, on, { question, text }, room.actor)
  const all = (on = slug) => room.forms.comments.of(room.organisation.id, on)

  test('are kept with who and when, are replied to, resolved and opened again', async () => {
    const form = await made()
    const { comments } = room.forms
    const id = await say('Is <b>six</b> right?\r\nAsk Ben', 'items', form)
    await comments.reply(room.organisation.id, form, id, 'Yes, six', 'officer:ben')
    expect(await all(form)).toMatchObject([
      {
        question: 'items',
        text: 'Is <b>six</b> right?\nAsk Ben',
        by: room.actor,
        at: room.clock.now(),
        replies: [{ text: 'Yes, six', by: 'officer:ben' }],
        resolvedAt: null,
      },
    ])
    expect(await comments.open(room.organisation.id, form)).toEqual([{ question: 'items', count: 1 }])
    await comments.resolve(room.organisation.id, form, id, 'officer:ben')
    await comments.resolve(room.organisation.id, form, id, 'officer:eve')
    expect(await all(form)).toMatchObject([{ resolvedBy: 'officer:ben', resolvedAt: room.clock.now() }])
    expect(await comments.open(room.organisation.id, form)).toEqual([])
    await comments.reopen(room.organisation.id, form, id, room.actor)
    expect(await all(form)).toMatchObject([{ resolvedBy: null, resolvedAt: null }])
    const events = (await database().db.select().from(auditEvent)).filter(
      ({ details }) => (details as { comment?: string }).comment === id,
    )
    expect(events.map(({ event }) => event)).toEqual([
      'form.commented',
      'form.comment-replied',
      'form.comment-resolved',
      'form.comment-reopened',
    ])
    expect(JSON.stringify(events)).not.toContain('six')
  })

  test.each(['', ' \n ', 'x'.repeat(2001), 'Take 4111 1111 1111 1111'])(
    '‘%.20s’ is refused',
    async (text) => {
      await expect(say(text)).rejects.toThrow(BadInput)
      const id = await say('Fine')
      await expect(
        room.forms.comments.reply(room.organisation.id, slug, id, text, room.actor),
      ).rejects.toThrow(BadInput)
    },
  )

  test.each(['noSuchQuestion', '', "' or 1=1"])(
    'the question ‘%s’, which is not in the draft, is refused',
    async (question) => {
      await expect(say('Hello', question)).rejects.toThrow(BadInput)
    },
  )

  test('belong to one form of one organisation', async () => {
    const { comments } = room.forms
    const id = await say('Ours')
    const elsewhere = await made()
    for (const [organisationId, on] of [
      [room.other.id, slug],
      [room.organisation.id, elsewhere],
    ] as const) {
      for (const attempt of [
        () => comments.reply(organisationId, on, id, 'Mine', 'officer:eve'),
        () => comments.resolve(organisationId, on, id, 'officer:eve'),
        () => comments.reopen(organisationId, on, id, 'officer:eve'),
      ])
        await expect(attempt()).rejects.toThrow(NotFound)
    }
    await expect(comments.of(room.other.id, slug)).rejects.toThrow(NotFound)
    expect(await comments.open(room.other.id, slug)).toEqual([])
    expect(await all(elsewhere)).toEqual([])
  })

  test('nobody replies to a reply', async () => {
    const id = await say('Begin')
    await room.forms.comments.reply(room.organisation.id, slug, id, 'First', room.actor)
    const reply = (await all()).find((one) => one.id === id)!.replies[0]!.id
    await expect(
      room.forms.comments.reply(room.organisation.id, slug, reply, 'Second', room.actor),
    ).rejects.toThrow(NotFound)
  })

  test('warn at the gate while they are open and never stop it; no document has them', async () => {
    const form = await made()
    const check = async () => {
      const report = await room.forms.gateReport(room.organisation.id, form, 'test')
      return report.checks.find(({ name }) => name === 'Colleagues’ comments are dealt with')!.problems
    }
    expect(await check()).toEqual([])
    const id = await say('Look at this', 'items', form)
    await say('And at that', 'items', form)
    expect(await check()).toMatchObject([
      {
        message: expect.stringContaining('2 open comments'),
        warning: true,
        pointer: expect.stringContaining('/definition/components/'),
      },
    ])
    const { text, revision } = await room.forms.draft(room.organisation.id, form)
    expect(text).not.toContain('Look at this')
    const without = changed((document) => {
      document.slug = form
      document.definition.components = [
        { type: 'panel', key: 'p', title: 'P', components: [{ type: 'email', key: 'e', label: 'E' }] },
      ]
      for (const part of [
        'pricing',
        'payment',
        'deliveries',
        'notifications',
        'sections',
        'conditions',
        'settings',
      ] as const)
        delete document[part]
    })
    const saved = await room.forms.saveDraft(
      room.organisation.id,
      form,
      { revision, text: without },
      room.actor,
    )
    expect(saved.kind).toBe('saved')
    expect(await check()).toMatchObject([{ message: expect.stringContaining('not in the form any more') }])
    await room.forms.comments.resolve(room.organisation.id, form, id, room.actor)
    expect(await check()).toMatchObject([{ message: expect.stringContaining('1 open comment ') }])
  })
})
