import type { World } from '../world.ts'
import type { Visit } from './plan.ts'

/**
 * Somebody on the supplier's own page. Gives the return id when the browser comes back to us; `dead-link` when the page could not
 * be opened, or was over before the button was pressed.
 */
export async function visitHostedPage(
  world: World,
  url: string,
  visit: Visit,
): Promise<{ returnId: string } | 'dead-link' | 'gone'> {
  const { scheduler } = world
  const { random } = scheduler.current
  await scheduler.pass(random.between(200, 3000))
  const opened = world.suppliers.openHostedPage(url)
  if (!opened) return 'dead-link'
  const { books, payment } = opened
  if (visit.does === 'leave') return 'gone'
  await scheduler.pass(visit.thinks * 1000)
  const button = visit.does === 'pay-late' ? 'pay' : visit.does
  if (!books.press(payment.id, button)) return 'dead-link'
  if (button === 'pay') {
    await scheduler.pass(random.between(500, 20_000))
    books.authorise(payment.id)
  }
  // Some suppliers let the payer try another card on the same page.
  if (button === 'decline' && !books.character.declineEnds && random.chance(0.5)) {
    await scheduler.pass(random.between(2000, 20_000))
    if (books.press(payment.id, 'pay')) {
      await scheduler.pass(random.between(500, 9000))
      books.authorise(payment.id)
    }
  }
  if (!visit.returns) return 'gone'
  await scheduler.pass(random.between(100, 2000))
  return { returnId: payment.returnUrl.slice(payment.returnUrl.lastIndexOf('/') + 1) }
}
