import type { OpenAPI } from '@orpc/contract'

type Described = Pick<
  OpenAPI.OperationObject,
  'summary' | 'description' | 'requestBody' | 'responses' | 'tags'
>

const bytes = (description: string, mediaType = 'application/octet-stream'): OpenAPI.ResponsesObject => ({
  200: { description, content: { [mediaType]: { schema: { type: 'string' } } } },
})

/** What the routes that stream do, by path and method: their bytes are no part of the contract. */
export const streamDocs: Readonly<Record<string, Readonly<Record<string, Described>>>> = {
  '/openapi.json': {
    GET: {
      tags: ['api'],
      summary: 'Get this document',
      responses: bytes('The API as an OpenAPI 3.1 document.', 'application/json'),
    },
  },
  '/projects/{project}/blobs/{sha256}': {
    GET: {
      tags: ['blobs'],
      summary: 'Download an image or a mask',
      description:
        'Named by its content and so never changing; byte ranges and `If-None-Match` are honoured.',
      responses: bytes('The bytes, with the media type that they were stored with.'),
    },
    HEAD: { tags: ['blobs'], summary: 'Ask for the size and type of a blob' },
  },
  '/projects/{project}/exports/{id}/files/{path}': {
    GET: {
      tags: ['releases'],
      summary: 'Download one file of an export',
      description:
        'The paths are those that the export lists. Its digest is the ETag; `Range` and `If-Range` are honoured, so that a broken download goes on.',
      responses: bytes('The file, as an attachment.'),
    },
    HEAD: { tags: ['releases'], summary: 'Ask for the size and digest of a file of an export' },
  },
  '/projects/{project}/exports/{id}/zip': {
    GET: {
      tags: ['releases'],
      summary: 'Download an export as one zip',
      description: 'Made while it is read, the same bytes each time; without ranges.',
      responses: bytes('The zip, as an attachment.', 'application/zip'),
    },
    HEAD: { tags: ['releases'], summary: 'Ask for the name of a zip' },
  },
  '/projects/{project}/work-time': {
    GET: {
      tags: ['insight'],
      summary: 'Download everybody’s work time as CSV',
      description:
        'One row a person and period, with `from`, `to` and `period` (day, week, month) as in the JSON route. For payment.',
      responses: bytes('UTF-8 CSV with a header line, as an attachment.', 'text/csv'),
    },
  },
  '/projects/{project}/imports/{id}/files/{position}': {
    PUT: {
      tags: ['catalog'],
      summary: 'Upload one file of an import',
      description: 'The file’s bytes as they are, by its place in the list that the import began with.',
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: { 200: { description: 'It arrived and is checked next.' } },
    },
  },
  '/projects/{project}/imports/{id}/manifest': {
    PUT: {
      tags: ['catalog'],
      summary: 'Upload the manifest of an import',
      requestBody: {
        required: true,
        content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } },
      },
      responses: { 200: { description: 'It arrived.' } },
    },
  },
  '/projects/{project}/events': {
    GET: {
      tags: ['events'],
      summary: 'Follow what changes, as server-sent events',
      description:
        'Each message is `{ "topic", "id" }`; ask for the rest with the other routes. About one thing at most two messages a second come.',
      responses: bytes(
        'A stream that ends when the reader leaves or loses their rights.',
        'text/event-stream',
      ),
    },
  },
}
