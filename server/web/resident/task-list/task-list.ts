import type { Context } from 'hono'
import { type Language, say } from '../../../../form-schemas/words.ts'
import { NotFound } from '../../../errors.ts'
import { hasTaskList, type Task, tasksOf } from '../../../journey/index.ts'
import type { ResidentDeps } from '../deps.ts'
import { layoutContext } from '../layout-context.ts'
import { openAnswering } from '../open-journey.ts'
import { canSave, savePath } from '../save/save-path.ts'
import { wording } from '../wording.ts'
import { taskListWords } from './task-list-words.ts'

/** GET /{organisation}/{form}/task-list: what is done of a long form and what is still to do. A section leads back here. */
export async function showTaskList(c: Context, deps: ResidentDeps): Promise<Response> {
  const open = await openAnswering(c, deps)
  if (open instanceof Response) return open
  const { form, journey, base } = open
  if (!hasTaskList(form.compiled)) throw new NotFound('This form has no task list')
  const { language, channel } = journey
  const words = taskListWords[language]
  const tasks = tasksOf(form.compiled, journey.answers)
  const completed = tasks.filter(({ state }) => state === 'completed').length
  const isDone = completed === tasks.length
  const page = deps.templates.render('resident/task-list/task-list.njk', {
    ...layoutContext(form, language, channel),
    formTitle: undefined,
    title: say(form.document.title, language),
    backHref: base,
    howFar: words.howFar(completed, tasks.length),
    items: tasks.map((task) => itemOf(task, base, language)),
    sending: words.sending,
    sendItems: [
      {
        title: { text: wording[language].checkYourAnswers },
        ...(isDone && { href: `${base}/check-your-answers` }),
        status: isDone
          ? { tag: { text: words.states['not-started'], classes: 'govuk-tag--blue' } }
          : notYet(language),
      },
    ],
    saveHref: canSave(form, channel) ? savePath(base) : undefined,
  })
  return c.html(page)
}

/** As the GOV.UK task list has it: what is done is plain text, so that what is to be done stands out. */
function itemOf({ title, state, page }: Task, base: string, language: Language) {
  const text = taskListWords[language].states[state]
  return {
    title: { text: say(title, language) },
    ...(page && { href: `${base}/${page.slug}` }),
    status:
      state === 'not-yet'
        ? notYet(language)
        : state === 'completed'
          ? { text }
          : { tag: { text, classes: state === 'in-progress' ? 'govuk-tag--light-blue' : 'govuk-tag--blue' } },
  }
}

function notYet(language: Language) {
  return {
    text: taskListWords[language].states['not-yet'],
    classes: 'govuk-task-list__status--cannot-start-yet',
  }
}
