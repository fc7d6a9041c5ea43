import type { GatewayAccount } from '../../../payments/index.ts'

/** Keys that are older than this are worth changing: whoever has seen one may have left. */
const oldAfterDays = 365

type Health = { calls: number; failures: number }

/** "2 of 480 calls failed (0.4%)". */
export function errorRate(health: Health | undefined): string {
  if (!health || health.calls === 0) return 'It was not asked anything'
  const { calls, failures } = health
  if (failures === 0) return `None of ${calls} ${calls === 1 ? 'call' : 'calls'} failed`
  const percent = ((failures / calls) * 100).toLocaleString('en-GB', { maximumFractionDigits: 1 })
  return `${failures} of ${calls} ${calls === 1 ? 'call' : 'calls'} failed (${percent}%)`
}

export function ageOfKeys({ settingsChangedAt }: GatewayAccount, now: Date): { days: number; old: boolean } {
  const days = Math.floor((now.getTime() - settingsChangedAt.getTime()) / 86_400_000)
  return { days, old: days >= oldAfterDays }
}

/** How the gateway tells us that a payment moved on; with an address where the council may have to give it one. */
export function webhookOf(account: GatewayAccount, baseUrl: string): { address?: string; words: string } {
  switch (account.capabilities.webhook) {
    case 'signed':
      return {
        address: `${baseUrl}/hooks/${account.gateway}/${account.id}`,
        words: 'Where the gateway’s own screens ask for a webhook address, give this one.',
      }
    case 'nudge':
      return { words: 'Each payment tells the gateway where to call. There is nothing to set up.' }
    case 'none':
      return {
        words: 'This gateway does not call. It is asked instead, so payments are seen a little later.',
      }
  }
}
