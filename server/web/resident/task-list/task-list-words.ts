import type { Language } from '../../../../form-schemas/words.ts'
import type { Task } from '../../../journey/index.ts'

interface TaskListWords {
  howFar: (completed: number, all: number) => string
  states: Record<Task['state'], string>
  /** The heading above what comes last. */
  sending: string
}

export const taskListWords: Record<Language, TaskListWords> = {
  en: {
    howFar: (completed, all) => `You have completed ${completed} of ${all} sections.`,
    states: {
      completed: 'Completed',
      'in-progress': 'In progress',
      'not-started': 'Not yet started',
      'not-yet': 'Cannot start yet',
    },
    sending: 'Check and send',
  },
  cy: {
    howFar: (completed, all) => `Rydych wedi cwblhau ${completed} o ${all} adran.`,
    states: {
      completed: 'Wedi’i gwblhau',
      'in-progress': 'Ar y gweill',
      'not-started': 'Heb ddechrau eto',
      'not-yet': 'Ni ellir dechrau eto',
    },
    sending: 'Gwirio ac anfon',
  },
}
