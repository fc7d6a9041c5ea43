import { expect, test } from 'vitest'
import { type FileRefusal, sayRefusal } from '../../../server/web/resident/helped-page/file-refusals.ts'

const component = { type: 'file', key: 'proof', accepts: { pdf: true } }

test.each<[FileRefusal, string]>([
  [{ kind: 'wrong-type', because: 'type' }, 'The selected file must be a PDF'],
  [{ kind: 'wrong-type', because: 'macros' }, 'The selected file must not contain macros'],
  [{ kind: 'wrong-type', because: 'damaged' }, 'The selected file is damaged'],
  [{ kind: 'too-big' }, 'The selected file must be smaller than'],
  [{ kind: 'empty' }, 'The selected file is empty'],
  [{ kind: 'password-protected' }, 'The selected file is password protected'],
  [{ kind: 'virus' }, 'The selected file contains a virus'],
  [{ kind: 'too-many' }, 'You can only select up to 1 file'],
  [{ kind: 'unavailable' }, 'The selected file could not be uploaded'],
])('a file that is refused (%o) is told so in plain words, in both languages', (refusal, words) => {
  const english = sayRefusal(component, refusal, 'en', 0)
  expect(english).toContain(words)
  expect(english).not.toMatch(/\b(please|sorry|invalid|forbidden)\b/i)
  const welsh = sayRefusal(component, refusal, 'cy', 0)
  expect(welsh).not.toBe(english)
  expect(welsh.length).toBeGreaterThan(10)
})
