import { expect, test } from 'vitest'
import { aDocument, aPage, aText } from '../../journey/a-form.ts'
import { aResident, inMemoryHouse, plain } from './in-memory-house.ts'

const document = {
  ...aDocument(aPage('what', [aText('what')])),
  title: { en: 'A form', cy: 'Ffurflen' },
  settings: { contact: { en: 'waste@example.org', cy: 'gwastraff@example.org' } },
}
const message = { en: 'Once a year <only>', cy: 'Unwaith y flwyddyn' }

test.each([
  ['en', 'You can send it again from 22 November 2027', 'Once a year &lt;only&gt;', 'waste@example.org'],
  ['cy', 'Gallwch ei hanfon eto o 22 Tachwedd 2027', message.cy, 'gwastraff@example.org'],
])(
  'a limit that has been reached is told in the council’s words (%s), with the day',
  async (language, ...said) => {
    const house = inMemoryHouse(document)
    const resident = aResident(house)
    await resident.start({ language })
    await resident.post('/what', { what: 'x' })
    house.submitAs = { kind: 'used-up', message, freeOn: '2027-11-22' }
    const answer = await resident.post('/check-your-answers', { seen: 'x' })
    expect(answer.status).toBe(409)
    const html = await answer.text()
    expect(html).toContain(`lang="${language}"`)
    for (const words of said) expect(plain(html)).toContain(words)
    expect(html).toContain('href="/exampleshire/a-form/check-your-answers"')
  },
)
