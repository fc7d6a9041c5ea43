import type { Component, Panel } from '../../form-schemas/document.ts'
import { questionType } from '../../form-schemas/questions/index.ts'
import type { Definition } from './definition.ts'
import { freshKey, keysInUse } from './question-key.ts'

/** A question as its type starts it, under a key that nothing else in the form has; a list's own first questions too. */
export function newQuestion(definition: Definition, type: string): Component {
  const starter = structuredClone(questionType(type).designer.starter)
  const used = keysInUse(definition)
  const give = (wanted: string) => {
    const key = freshKey(used, wanted)
    used.add(key)
    return key
  }
  const named = { ...starter, key: give(starter.key) }
  return starter.components
    ? { ...named, components: starter.components.map((child) => ({ ...child, key: give(child.key) })) }
    : named
}

export function newPage(definition: Definition): Panel {
  const number = definition.components.length + 1
  return {
    type: 'panel',
    key: freshKey(keysInUse(definition), `page${number}`),
    title: `Page ${number}`,
    components: [],
  }
}

/** A page that ends the form, with words to begin from. When residents get there is still to be said. */
export function newExitPage(definition: Definition): Panel {
  const used = keysInUse(definition)
  return {
    type: 'panel',
    key: freshKey(used, 'cannotUse'),
    title: 'You cannot use this form',
    exit: true,
    components: [
      {
        type: 'content',
        key: freshKey(used, 'cannotUseWhy'),
        html: '<p>Say why, and what to do instead.</p>',
      },
    ],
  }
}
