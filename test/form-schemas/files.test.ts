import { describe, expect, it, test } from 'vitest'
import type { Answer, FileAnswer } from '../../form-schemas/answers.ts'
import type { Component } from '../../form-schemas/document.ts'
import { acceptedKinds, fileGroups, saySize } from '../../form-schemas/questions/file-kinds.ts'
import { type FileProblem, fileMessage } from '../../form-schemas/questions/file-messages.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { FieldError } from '../../form-schemas/questions/question-type.ts'
import { vouching } from '../../form-schemas/questions/vouched.ts'
import type { Language } from '../../form-schemas/words.ts'
import { renderCalls } from './render-calls.ts'

const type = questionType('file')
const letter: Component = {
  type: 'file',
  key: 'letter',
  label: { en: 'Upload your letters', cy: 'Lanlwythwch eich llythyrau' },
  errorLabel: { en: 'a letter', cy: 'llythyr' },
  accepts: { pdf: true, images: true },
  maxMegabytes: 2,
  validate: { required: true, minLength: 1, maxLength: 3 },
}
const pdf = (n: number): FileAnswer => ({
  id: `${'0'.repeat(30)}0${n}`,
  name: `letter ${n}.pdf`,
  size: 1_234_567,
  type: 'application/pdf',
})
const posted = (fields: Record<string, string>) => new URLSearchParams(fields)
const reading = (fields: Record<string, string>, stored: Answer | undefined, component = letter) =>
  type.read(component, vouching(posted(fields), { [component.key]: stored }), 'en')
const messages = (answer: unknown, component = letter, language: Language = 'en') =>
  questionType(component.type)
    .check(component, answer as Answer, language)
    .map(({ message }) => message)
const html = (
  files: FileAnswer[],
  more: { component?: Component; errors?: FieldError[]; language?: Language; heading?: boolean } = {},
) => {
  const component = more.component ?? letter
  return renderCalls(
    questionType(component.type).view({
      component,
      language: 'en',
      heading: true,
      values: {},
      errors: [],
      ...(files.length > 0 && { assisted: { [component.key]: { kind: 'files', files } } }),
      ...more,
    }),
  )
}

describe('an answer of files', () => {
  it('is what the house has, never what a browser says of it', () => {
    const hostile = { letter: pdf(9).id, 'letter-id': pdf(9).id, 'letter[0][id]': 'x' }
    expect(reading(hostile, [pdf(1), pdf(2)])).toEqual({ ok: true, answer: [pdf(1), pdf(2)] })
    expect(type.read(letter, posted(hostile), 'en')).toEqual({
      ok: false,
      errors: [{ field: 'letter', message: 'Select a letter' }],
    })
    expect(type.remembers!(letter)).toBe(true)
    expect(type.sendsFiles).toBe(true)
    expect(type.fields(letter)).toEqual([])
  })

  it('may be none when it is optional', () => {
    const optional = { ...letter, validate: {} }
    for (const stored of [undefined, null, [], 'x', [{ id: 1 }]] as Answer[])
      expect(reading({}, stored, optional)).toEqual({ ok: true, answer: null })
  })

  it('has as many as are asked for', () => {
    const two = { ...letter, validate: { minLength: 2, maxLength: 3 } }
    expect(messages([pdf(1)], two)).toEqual(['You must upload 2 files or more'])
    expect(messages([pdf(1)], two, 'cy')).toEqual(['Rhaid i chi lanlwytho 2 ffeil neu fwy'])
    expect(messages(null, two)).toEqual(['Select a letter'])
    expect(messages([pdf(1), pdf(2), pdf(3)], two)).toEqual([])
    expect(messages([pdf(1), pdf(2), pdf(3), pdf(4)], two)).toEqual([
      'You can only select up to 3 files at the same time',
    ])
    expect(messages([pdf(1), pdf(2)], { ...letter, validate: {} })).toEqual([
      'You can only select up to 1 file at the same time',
    ])
  })

  it('is made of files as they were taken, each once', () => {
    const wrong = 'A letter must be in the correct format'
    const bad = [
      'x',
      5,
      {},
      [null],
      ['x'],
      [[pdf(1)]],
      [{ ...pdf(1), url: 'https://example.com' }],
      [{ ...pdf(1), id: '../../etc/passwd' }],
      [{ ...pdf(1), id: 'short' }],
      [{ ...pdf(1), name: '' }],
      [{ ...pdf(1), name: 'a\nb.pdf' }],
      [{ ...pdf(1), name: 'x'.repeat(256) }],
      [{ ...pdf(1), size: 0 }],
      [{ ...pdf(1), size: 1.5 }],
      [{ ...pdf(1), size: '1' }],
      [{ ...pdf(1), type: null }],
      [pdf(1), pdf(1)],
    ]
    for (const answer of bad) expect(messages(answer), JSON.stringify(answer)).toEqual([wrong])
    expect(messages([{ ...pdf(1), type: 'text/html' }])).toEqual([
      'The selected file must be a JPG, PNG, HEIC or PDF',
    ])
    expect(messages([{ ...pdf(1), size: 2_000_000 }])).toEqual(['The selected file must be smaller than 2MB'])
    expect(messages([{ ...pdf(1), size: 1_999_999 }])).toEqual([])
  })

  it('is summed up by the files’ names', () => {
    expect(type.summary(letter, [pdf(1), pdf(2)], 'en')).toEqual(['letter 1.pdf', 'letter 2.pdf'])
    for (const none of [null, undefined, [], 'x'] as Answer[])
      expect(type.summary(letter, none, 'cy')).toEqual([])
  })

  it('has a shape that expressions can step through', () => {
    expect(type.shape(letter)).toMatchObject({
      kind: 'list',
      fields: { name: { kind: 'text' }, size: { kind: 'number' } },
    })
  })
})

describe('what the posted page asks for', () => {
  const assist = (fields: Record<string, string>, stored?: Answer, language: Language = 'en') =>
    type.assist!(letter, vouching(posted(fields), { letter: stored }), language)

  it('is to take a chosen file, with whichever button', () => {
    expect(assist({ letter: 'a.pdf', 'letter-ask': 'upload' })).toEqual({
      kind: 'upload',
      uploadField: 'letter',
      goesOn: false,
    })
    expect(assist({ letter: 'a.pdf' })).toEqual({ kind: 'upload', uploadField: 'letter', goesOn: true })
    const prefixed = posted({ 'p-letter': 'a.pdf' })
    expect(type.assist!(letter, prefixed, 'en', 'p-')).toMatchObject({ uploadField: 'p-letter' })
  })

  it('is to be told when Upload was pressed without a file, with the files that are there', () => {
    expect(assist({ letter: '', 'letter-ask': 'upload' }, [pdf(1)])).toEqual({
      kind: 'show',
      state: { kind: 'files', files: [pdf(1)] },
      errors: [{ field: 'letter', message: 'Select a letter' }],
    })
    expect(assist({ 'letter-ask': 'upload' }, undefined, 'cy')).toEqual({
      kind: 'show',
      state: undefined,
      errors: [{ field: 'letter', message: 'Dewiswch llythyr' }],
    })
  })

  it('is to remove a file, by an id that can be one of ours', () => {
    expect(assist({ letter: 'a.pdf', 'letter-ask': `remove ${pdf(1).id}` })).toEqual({
      kind: 'remove-file',
      id: pdf(1).id,
    })
    for (const hostile of ['', '../1', 'x', `${pdf(1).id}'--`])
      expect(assist({ 'letter-ask': `remove ${hostile}` })).toBeUndefined()
  })

  it('is nothing when the page is only continued from', () => {
    expect(assist({})).toBeUndefined()
    expect(assist({ letter: '' }, [pdf(1)])).toBeUndefined()
  })
})

test.each<[FileProblem, string, string]>([
  ['none-chosen', 'Select a letter', 'Dewiswch llythyr'],
  [
    'wrong-type',
    'The selected file must be a JPG, PNG, HEIC or PDF',
    'Rhaid i’r ffeil a ddewiswyd fod yn JPG, PNG, HEIC neu PDF',
  ],
  ['too-big', 'The selected file must be smaller than 2MB', 'Rhaid i’r ffeil a ddewiswyd fod yn llai na 2MB'],
  ['empty', 'The selected file is empty', 'Mae’r ffeil a ddewiswyd yn wag'],
  ['virus', 'The selected file contains a virus', 'Mae firws yn y ffeil a ddewiswyd'],
  [
    'password-protected',
    'The selected file is password protected',
    'Mae’r ffeil a ddewiswyd wedi’i diogelu â chyfrinair',
  ],
  [
    'not-uploaded',
    'The selected file could not be uploaded – try again',
    'Nid oedd modd lanlwytho’r ffeil a ddewiswyd – rhowch gynnig arall arni',
  ],
  [
    'too-many',
    'You can only select up to 2 files at the same time',
    'Dim ond 2 ffeil y gallwch eu dewis ar yr un pryd',
  ],
])('%s is said as the Design System says it', (problem, english, welsh) => {
  expect(fileMessage(letter, problem, 'en', 1)).toBe(english)
  expect(fileMessage(letter, problem, 'cy', 1)).toBe(welsh)
  expect(english).not.toMatch(/\b(?:please|sorry|invalid|valid|forbidden)\b/i)
})

test('a question without a name of its own asks for a file, or for a photo', () => {
  const { errorLabel: _, ...unnamed } = letter
  expect(fileMessage(unnamed as Component, 'none-chosen', 'en')).toBe('Select a file')
  expect(fileMessage({ type: 'photo', key: 'p', label: 'Photo' }, 'none-chosen', 'en')).toBe('Select a photo')
  expect(fileMessage({ type: 'photo', key: 'p', label: 'Photo' }, 'too-big', 'cy')).toContain('10MB')
})

describe('the page', () => {
  it('has an input for files, its button, and nothing that Enter could press instead of Continue', () => {
    const page = html([])
    expect(page).toContain('<h1')
    expect(page).toMatch(/<input class="govuk-file-upload" id="letter" name="letter" type="file" multiple/)
    expect(page).toContain(
      'accept="image/jpeg,.jpg,.jpeg,image/png,.png,image/heic,.heic,application/pdf,.pdf"',
    )
    expect(page).toContain('JPG, PNG, HEIC or PDF, smaller than 2MB.')
    expect(page).toMatch(/value="upload" name="letter-ask"[\s\S]*Upload file/)
    expect(page.match(/<button[^>]*>/)?.[0]).toContain('govuk-visually-hidden')
    expect(page).not.toContain('Uploaded')
  })

  it('lists what was taken, each with a button that removes it', () => {
    const page = html([pdf(1), { ...pdf(2), name: '<img src=x onerror=alert(1)>.pdf', size: 900 }])
    expect(page).toContain('1.2MB')
    expect(page).toContain('900 bytes')
    expect(page).toMatch(
      /name="letter-ask" value="remove 0{30}01">Remove <span class="govuk-visually-hidden">letter 1.pdf<\/span>/,
    )
    expect(page).not.toContain('<img')
    // One more may come, so one may be chosen.
    expect(page).toContain('Choose a file')
    expect(page).not.toContain(' multiple')
  })

  it('has no input once there are as many as there may be', () => {
    const page = html([pdf(1), pdf(2), pdf(3)])
    expect(page).not.toContain('type="file"')
    expect(page).toContain('You have uploaded 3 files, the most you can')
  })

  it('says what is wrong beside the input', () => {
    const page = html([], { errors: [{ field: 'letter', message: 'The selected file is empty' }] })
    expect(page).toContain('id="letter-error"')
    expect(page).toContain('The selected file is empty')
    expect(page).not.toContain(' required')
  })

  it('is in Welsh', () => {
    const page = html([pdf(1)], { language: 'cy' })
    expect(page.replace(/<[^>]*>/g, '')).not.toMatch(/Upload|Remove|Choose|smaller| or /)
  })
})

describe('a photo', () => {
  const photo: Component = { type: 'photo', key: 'p', label: 'Photo', validate: { required: true } }

  it('is a file that is an image', () => {
    expect(messages([{ ...pdf(1), type: 'image/jpeg' }], photo)).toEqual([])
    expect(messages([pdf(1)], photo)).toEqual(['The selected file must be a JPG, PNG or HEIC'])
    expect(html([], { component: photo })).toContain(
      'accept="image/jpeg,.jpg,.jpeg,image/png,.png,image/heic,.heic"',
    )
  })
})

test.each([
  [{ accepts: {} }, 'at least one kind'],
  [{ accepts: { pdf: false } }, 'at least one kind'],
  [{ accepts: { exe: true } }, 'nrecognized'],
  [{ accepts: { pdf: 'yes' } }, 'true or false'],
  [{ accepts: ['pdf'] }, 'expected'],
  [{ maxMegabytes: 26 }, '25 or less'],
  [{ maxMegabytes: 0 }, '1 or more'],
  [{ validate: { maxLength: 21 } }, '20 or less'],
  [{ validate: { maxLength: 0 } }, '1 or more'],
  [{ validate: { minLength: 3, maxLength: 2 } }, 'must not be less'],
  [{ storage: 'url' }, 'nrecognized'],
])('settings like %j are refused: %s', (change, message) => {
  const parsed = type.settings.safeParse({ ...letter, ...change })
  expect(parsed.success).toBe(false)
  expect(JSON.stringify(parsed.error?.issues)).toContain(message)
})

test('kinds of files are told apart by what is in them, and none can hold a macro', () => {
  const kinds = Object.values(fileGroups).flat()
  expect(new Set(kinds.map(({ type }) => type)).size).toBe(kinds.length)
  expect(kinds.flatMap(({ extensions }) => extensions)).not.toEqual(
    expect.arrayContaining([expect.stringMatching(/^\.(?:doc|xls|docm|xlsm|html?|svg|exe|js)$/)]),
  )
  expect(acceptedKinds(letter).map(({ name }) => name)).toEqual(['JPG', 'PNG', 'HEIC', 'PDF'])
})

test.each([
  [1, '1 byte'],
  [999, '999 bytes'],
  [1000, '1KB'],
  [340_400, '340KB'],
  [999_499, '999KB'],
  [999_500, '1MB'],
  [1_250_000, '1.3MB'],
  [25_000_000, '25MB'],
])('%i bytes are said as %s', (bytes, said) => {
  expect(saySize(bytes)).toBe(said)
})
