import type { FormMap, MapPage } from './form-map-model.ts'

/*
 * The picture of a form: a line from start to check your answers, on which everybody's pages stand. Pages that only some get stand
 * beside it, with the way there and back; a page that ends the form has no way back. Drawn without measuring any text, so it costs
 * the same for every form and is the same every time.
 */

export interface Box {
  x: number
  y: number
  width: number
  height: number
  kind: 'page' | 'branch' | 'exit' | 'end'
  /** Lines of at most `lineLength` characters, with where each stands. */
  lines: { text: string; x: number; y: number }[]
  /** Whole, for whoever points at it. */
  full: string
  href?: string
  isMarked: boolean
}

export interface Arrow {
  path: string
  kind: 'way' | 'branch'
}

export interface Picture {
  width: number
  height: number
  boxes: Box[]
  arrows: Arrow[]
  sections: { text: string; x: number; y: number }[]
}

const boxWidth = 300
const boxHeight = 60
const gap = 34
const mainX = 20
const sideX = 400
const lineLength = 32
const width = 720

export function mapPicture(map: FormMap, hrefOf: (page: MapPage) => string): Picture {
  const picture: Picture = { width, height: 0, boxes: [], arrows: [], sections: [] }
  const centre = mainX + boxWidth / 2
  let y = 10
  /** Where the line has got to. */
  let from = y
  const end = (text: string) => {
    picture.boxes.push({ ...place(mainX, y, text, 'end'), isMarked: false })
    y += boxHeight + gap
  }
  const way = (to: number) => picture.arrows.push({ path: `M${centre} ${from} V${to}`, kind: 'way' })

  end('Start')
  from = y - gap
  for (const page of map.pages) {
    if (page.section !== undefined) {
      picture.sections.push({ text: short(page.section, 80), x: mainX + boxWidth + 20, y: y - gap / 2 + 5 })
    }
    const kind = page.isExit ? 'exit' : page.isConditional ? 'branch' : 'page'
    const text = `${page.number}. ${page.title}`
    const x = kind === 'page' ? mainX : sideX
    picture.boxes.push({ ...place(x, y, text, kind), href: hrefOf(page), isMarked: page.marks.length > 0 })
    if (kind === 'page') {
      way(y)
      from = y + boxHeight
    } else {
      const middle = y + boxHeight / 2
      picture.arrows.push({ path: `M${centre} ${middle - 12} H${sideX}`, kind: 'branch' })
      if (kind === 'branch')
        picture.arrows.push({ path: `M${sideX} ${middle + 12} H${centre}`, kind: 'branch' })
    }
    y += boxHeight + gap
  }
  way(y)
  end('Check your answers')
  picture.height = y - gap + 10
  return picture
}

function place(x: number, y: number, text: string, kind: Box['kind']): Omit<Box, 'isMarked'> {
  const lines = twoLines(text)
  const first = y + boxHeight / 2 + (lines.length === 1 ? 6 : -5)
  return {
    x,
    y,
    width: boxWidth,
    height: boxHeight,
    kind,
    full: text,
    lines: lines.map((line, index) => ({ text: line, x: x + 14, y: first + index * 22 })),
  }
}

/** At a space where there is one; what does not fit on two lines ends in … */
function twoLines(text: string): string[] {
  if (text.length <= lineLength) return [text]
  const cut = text.lastIndexOf(' ', lineLength)
  const at = cut > 8 ? cut : lineLength
  return [text.slice(0, at), short(text.slice(at).trim(), lineLength)]
}

function short(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`
}
