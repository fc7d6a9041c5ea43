import type { PlainPage } from './plain-browser.ts'

/** The total of a page that shows a price, in pence; undefined when it shows none. */
export function totalOn({ text }: PlainPage): number | undefined {
  const pounds = /(?:Total|Cyfanswm)\D{0,20}£([\d,]+\.\d\d)/.exec(text)?.[1]
  return pounds === undefined ? undefined : Math.round(Number(pounds.replaceAll(',', '')) * 100)
}
