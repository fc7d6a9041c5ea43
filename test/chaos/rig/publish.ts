import type { FormDocument } from '../../../form-schemas/document.ts'
import { permitText } from './permit.ts'
import type { Stage } from './stage.ts'

/** Puts another version of the permit live, by the API, as a council's own tools do. */
export async function publish(stage: Stage, change: (document: FormDocument) => void): Promise<void> {
  const { json } = await stage.door('/rig/tokens', {})
  const call = async (method: string, path: string, body: string) => {
    const answer = await fetch(`${stage.server.baseUrl}/api/v1/forms/permit${path}`, {
      method,
      headers: { authorization: `Bearer ${json.token}`, 'content-type': 'application/json' },
      body,
    })
    const text = await answer.text()
    if (!answer.ok) throw new Error(`${method} ${path} was answered ${answer.status}: ${text}`)
  }
  await call('PUT', '/draft', permitText(change))
  await call('POST', '/publication', JSON.stringify({ note: 'For the rig', mode: 'test' }))
}
