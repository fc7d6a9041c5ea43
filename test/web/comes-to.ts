import type { Frame } from 'playwright-core'

export const nothing = { ran: undefined, refused: [], armed: [], made: [], scripts: [] }

/** What of the stored words has come to something in a page, or in a frame of it. */
export function comesTo(frame: Frame) {
  return frame.evaluate(() => {
    const held = window as unknown as { ran?: number; refused?: string[] }
    const elements = [...globalThis.document.querySelectorAll('*')]
    const runs = (element: Element) =>
      [...element.attributes].some(
        ({ name, value }) =>
          name.startsWith('on') ||
          (name === 'srcdoc' && !element.matches('.cf-preview__frame')) ||
          (/^(?:href|src|action|formaction|data|xlink:href)$/.test(name) &&
            /^\s*(?:javascript|data:text)/i.test(value)),
      )
    // The designer shows what it previews in a frame of its own.
    const made =
      'iframe:not(.cf-preview__frame),object,embed,base,math,video,audio,animate,meta[http-equiv=refresh i],form form'
    return {
      ran: held.ran,
      refused: held.refused ?? [],
      armed: elements.filter(runs).map(({ outerHTML }) => outerHTML.slice(0, 200)),
      made: [...globalThis.document.querySelectorAll(made)].map(({ outerHTML }) => outerHTML.slice(0, 200)),
      scripts: [...globalThis.document.scripts]
        .filter(({ src, type, text }) => !src && type !== 'application/json' && text.includes('window.ran'))
        .map(({ text }) => text.slice(0, 200)),
    }
  })
}
