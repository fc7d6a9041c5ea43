import type { OutgoingMessage, Sender } from '../../../server/messages/sender.ts'
import type { Network } from '../kernel/network.ts'

/** What lies in people's inboxes, by the reference that a repeat is recognised by. */
export class Mail {
  readonly inbox = new Map<string, OutgoingMessage>()
  readonly #network: Network

  constructor(network: Network) {
    this.#network = network
  }

  /** The newest payment link that was sent to an address. */
  linkFor(address: string): string | undefined {
    const texts = [...this.inbox.values()].filter(({ to }) => to === address).map(({ text }) => text)
    return texts.flatMap((text) => /\/pay\/([A-Za-z0-9_-]+)/.exec(text)?.[1] ?? []).at(-1)
  }

  get sender(): Sender {
    return {
      name: 'simulated',
      title: 'Simulated mail',
      channels: ['email', 'text'],
      settingFields: [],
      parseSettings: (settings) => settings as Record<string, unknown>,
      describe: () => 'Simulated mail',
      testConnection: async () => ({ kind: 'connected', message: 'It is there' }),
      send: async (_settings, message) => {
        const reply = await this.#network.call('mail', () => void this.inbox.set(message.reference, message))
        return reply.kind === 'answer'
          ? { kind: 'sent', senderMessageId: message.reference }
          : { kind: 'unreachable', message: 'It did not answer' }
      },
    }
  }
}
