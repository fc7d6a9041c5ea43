/* What colleagues said about the questions of this form, as the server last told it. */

export interface Conversation {
  id: string
  /** Key of the page or question. */
  question: string
  text: string
  by: string
  /** When, in words. */
  at: string
  replies: { text: string; by: string; at: string }[]
  isResolved: boolean
  resolved: string
}

export interface Conversations {
  about(question: string): readonly Conversation[]
  openCount(question: string): number
  /** Each sends, and gives what was wrong in an officer's words; undefined = it is done. Never throws. */
  add(question: string, text: string): Promise<string | undefined>
  reply(id: string, text: string): Promise<string | undefined>
  setResolved(id: string, isResolved: boolean): Promise<string | undefined>
}

const notSent = 'It was not sent: the server did not answer. Try again'

export function createConversations(url: string, given: Conversation[]): Conversations {
  let all = given
  async function send(path: string, said: object): Promise<string | undefined> {
    try {
      const response = await fetch(url + path, {
        method: 'POST',
        credentials: 'same-origin',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(said),
        redirect: 'manual',
        signal: AbortSignal.timeout(20_000),
      })
      const body = (await response.json()) as { comments?: Conversation[]; message?: string }
      if (!response.ok || !body.comments) return body.message ?? notSent
      all = body.comments
      return undefined
    } catch {
      return notSent
    }
  }
  const about = (question: string) => all.filter((one) => one.question === question)
  return {
    about,
    openCount: (question) => about(question).filter(({ isResolved }) => !isResolved).length,
    add: (question, text) => send('', { question, text }),
    reply: (id, text) => send(`/${id}/replies`, { text }),
    setResolved: (id, isResolved) => send(`/${id}/${isResolved ? 'resolution' : 'reopening'}`, {}),
  }
}
