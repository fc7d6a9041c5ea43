import { sayDay } from '../../../../form-schemas/calendar.ts'
import type { Day } from '../../../clock.ts'
import type { Channel } from '../../../messages/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { nextHref, type OpenJourney } from '../open-journey.ts'
import { savePath } from './save-path.ts'
import { saveWords } from './save-words.ts'

/** The address the link went to is not shown: others may use the device. */
export function renderSaved(
  { templates }: ResidentDeps,
  { form, journey, base }: OpenJourney,
  { channel, keptUntil }: { channel: Channel; keptUntil: Day },
): string {
  const { language } = journey
  const { sent } = saveWords[language]
  return templates.render('resident/save/sent.njk', {
    ...layoutContext(form, language, journey.channel),
    title: sent.title,
    lines: [sent.went[channel], sent.kept(sayDay(keptUntil, language)), sent.missing[channel], sent.private],
    sent,
    nextHref: nextHref(form, journey.answers),
    againHref: savePath(base),
  })
}
