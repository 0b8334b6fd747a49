import type { UploadControl } from '@/lib/ui/upload/use-uploads'

interface Refusal {
  readonly message?: string
  readonly data?: { readonly fix?: string }
}

const read = (text: string): Refusal => {
  try {
    return JSON.parse(text) as Refusal
  } catch {
    return {}
  }
}

/** Sends a file's bytes as they are. XMLHttpRequest, because fetch cannot tell how much it has sent. */
export const putBytes = (url: string, body: Blob, { signal, onProgress }: UploadControl): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.upload.onprogress = ({ loaded, total }) => onProgress(total > 0 ? loaded / total : 0)
    request.onload = () => {
      if (request.status < 300) return resolve()
      const { message, data } = read(request.responseText)
      reject(new Error([message ?? `HTTP ${request.status}`, data?.fix].filter(Boolean).join(' ')))
    }
    request.onerror = () => reject(new Error('The connection was lost.'))
    request.onabort = () => reject(new DOMException('The upload was stopped.', 'AbortError'))
    signal.addEventListener('abort', () => request.abort(), { once: true })
    request.send(body)
  })
