/**
 * Sends a form as it stands, saved or not, and gives the HTML fragment that the server makes of it. The fragment is our own
 * server's, from our own origin. Throws when there is none.
 */
export async function postForm(url: string, form: HTMLFormElement, signal?: AbortSignal): Promise<string> {
  const fields = new URLSearchParams()
  for (const [name, value] of new FormData(form)) if (typeof value === 'string') fields.append(name, value)
  const response = await fetch(url, {
    method: 'POST',
    credentials: 'same-origin',
    headers: { accept: 'text/html', 'x-fragment': 'true' },
    body: fields,
    redirect: 'manual',
    signal,
  })
  if (!response.ok || !response.headers.get('content-type')?.startsWith('text/html')) {
    throw new Error(`The server answered ${response.status}`)
  }
  return response.text()
}
