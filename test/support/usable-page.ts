import type { Page } from 'playwright-core'
import { axeViolations, scrollsSideways } from './browser.ts'

export const widths = [1280, 320] as const

/** What somebody who sees little, or has no steady hand, or no mouse would stumble over; empty is the only good answer. */
export async function barriers(page: Page): Promise<unknown[]> {
  const found: unknown[] = []
  // What is folded away must be as usable as the rest.
  const folded = await page.evaluateHandle(() => [...document.querySelectorAll('details:not([open])')])
  const fold = (away: boolean) =>
    folded.evaluate((all, open) => all.forEach((one) => void one.toggleAttribute('open', open)), !away)
  await fold(false)
  for (const width of widths) {
    await page.setViewportSize({ width, height: 900 })
    if ((await page.locator('h1').count()) !== 1) found.push(`${width}: not one h1`)
    if (await scrollsSideways(page)) found.push(`${width}: scrolls sideways: ${await tooWide(page)}`)
    found.push(
      ...(await axeViolations(page)),
      ...(await smallTargets(page)).map((target) => `${width}: smaller than 24 px: ${target}`),
      ...(await unseenFocus(page)).map((target) => `${width}: focus cannot be seen: ${target}`),
    )
  }
  await fold(true)
  return found
}

function tooWide(page: Page): Promise<string> {
  return page.evaluate(() => {
    const edge = document.documentElement.clientWidth
    return [...document.querySelectorAll('body *')]
      .filter((one) => one.getBoundingClientRect().right > edge + 1)
      .slice(-3)
      .map((one) => one.outerHTML.slice(0, 120))
      .join(' … ')
  })
}

/**
 * Targets that fail WCAG 2.5.8: under 24 by 24 CSS px, not in a line of text (the inline exception), and too near to another (the
 * spacing exception: a circle of 24 px around the middle touches no other target, nor the circle of another small one). The label of
 * a radio or a checkbox is part of it.
 */
function smallTargets(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const targets = [
      ...document.querySelectorAll<HTMLElement>('a[href],button,input,select,textarea,summary'),
    ]
      .filter((one) => one.checkVisibility() && (one as HTMLInputElement).type !== 'hidden')
      // What only appears with the focus on it is looked at as it then is.
      .filter((one) => !one.matches('.govuk-skip-link'))
    const boxes = targets.map((one) => one.getBoundingClientRect())
    const isSmall = ({ width, height }: DOMRect) => width < 24 || height < 24
    const inText = (one: HTMLElement) => {
      const line = one.parentElement!
      const others = (line.textContent ?? '').replace(one.textContent ?? '', '').trim()
      return getComputedStyle(one).display === 'inline' && others !== ''
    }
    const middle = (box: DOMRect) => ({ x: box.left + box.width / 2, y: box.top + box.height / 2 })
    const isNear = (box: DOMRect, other: DOMRect) => {
      const { x, y } = middle(box)
      const across = Math.max(other.left - x, 0, x - other.right)
      const down = Math.max(other.top - y, 0, y - other.bottom)
      const apart = Math.hypot(middle(other).x - x, middle(other).y - y)
      return Math.hypot(across, down) < 12 || (isSmall(other) && apart < 24)
    }
    return targets
      .filter((one, n) => {
        const box = boxes[n]!
        return isSmall(box) && !inText(one) && boxes.some((other, at) => at !== n && isNear(box, other))
      })
      .map((one) => one.outerHTML.slice(0, 160))
  })
}

/** Whatever can have the focus, and looks the same with it: no outline and no shadow, its own or that of the box that is drawn for it. */
function unseenFocus(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const canHaveFocus = 'a[href],button,input,select,textarea,summary,[tabindex]'
    // A radio and a checkbox of GOV.UK are invisible, and drawn before their label.
    const drawn = (one: Element) =>
      getComputedStyle(one).opacity === '0' && one.nextElementSibling
        ? getComputedStyle(one.nextElementSibling, '::before')
        : getComputedStyle(one)
    const look = (one: Element) => {
      const { outlineStyle, outlineWidth, outlineColor, boxShadow } = drawn(one)
      const isDrawn = outlineStyle !== 'none' && outlineColor !== 'rgba(0, 0, 0, 0)'
      return [isDrawn ? outlineWidth + outlineColor : '', boxShadow].join()
    }
    const before = document.activeElement as HTMLElement | null
    before?.blur()
    const unseen = [...document.querySelectorAll<HTMLElement>(canHaveFocus)]
      .filter((one) => one.checkVisibility() && (one as HTMLInputElement).type !== 'hidden')
      .filter((one) => {
        const without = look(one)
        one.focus()
        const isSeen = document.activeElement !== one || look(one) !== without
        one.blur()
        return !isSeen
      })
      .map((one) => one.outerHTML.slice(0, 160))
    before?.focus()
    return unseen
  })
}
