import { type Names, namesOf } from '../../form-schemas/condition-words.ts'
import type { Component, FormDocument, NamedCondition } from '../../form-schemas/document.ts'
import type { Definition } from './definition.ts'

export type Section = NonNullable<FormDocument['sections']>[number]

/** The parts of a form document that are made in the designer, and that one Undo takes back together. */
export interface Design {
  definition: Definition
  conditions: NamedCondition[]
  sections: Section[]
}

/** What the page gives and the server answers: a part that the document does not have is not there. */
export type GivenDesign = Pick<Design, 'definition'> & Partial<Design>

export function designOf({ definition, conditions = [], sections = [] }: GivenDesign): Design {
  return { definition, conditions, sections }
}

/** Names for sentences about conditions; `inner` are the questions of the list around them. */
export function designNames({ definition, conditions }: Design, inner?: readonly Component[]): Names {
  return namesOf(definition.components, conditions, inner)
}
