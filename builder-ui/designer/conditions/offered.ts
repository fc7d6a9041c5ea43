import {
  type ConditionPlace,
  type Subject,
  subjectsBefore,
} from '../../../form-schemas/condition-subjects.ts'
import type { Names } from '../../../form-schemas/condition-words.ts'
import { conditionsIn } from '../../../form-schemas/conditions.ts'
import type { NamedCondition } from '../../../form-schemas/document.ts'
import { subjectOf } from '../../../form-schemas/is-shown.ts'
import { questionAt } from '../definition.ts'
import { type Design, designNames } from '../design.ts'

/** What may be picked for a condition at a place, with the names for its sentence. */
export interface Offered {
  subjects: Subject[]
  named: NamedCondition[]
  names: Names
}

/** Named conditions are about the whole form: they are offered where all they ask is known, and not inside lists. */
export function offeredAt(design: Design, place: ConditionPlace): Offered {
  const subjects = subjectsBefore(design.definition.components, place)
  const known = new Set(subjects.map(({ component }) => component))
  const insideList = place.path.length > 1
  const named = insideList
    ? []
    : design.conditions.filter(({ when }) =>
        conditionsIn(when, design.conditions).every(({ condition }) => known.has(subjectOf(condition))),
      )
  const list = insideList
    ? questionAt(design.definition, { page: place.page, path: place.path.slice(0, -1) })
    : undefined
  return { subjects, named, names: designNames(design, list?.components) }
}
