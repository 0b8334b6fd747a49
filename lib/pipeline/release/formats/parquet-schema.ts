import type { SchemaElement } from 'hyparquet'
import type { Column } from './columns'

/**
 * Every column and every member is OPTIONAL, and `bytes` comes before `path`: with anything else `datasets` loads the
 * column as a plain struct instead of an image, without a word.
 */
export function parquetSchema(columns: readonly Column[]): SchemaElement[] {
  return [{ name: 'schema', num_children: columns.length }, ...columns.flatMap(elementsOf)]
}

const text = (name: string): SchemaElement => ({
  name,
  type: 'BYTE_ARRAY',
  converted_type: 'UTF8',
  logical_type: { type: 'STRING' },
  repetition_type: 'OPTIONAL',
})

function elementsOf({ name, kind }: Column): SchemaElement[] {
  switch (kind) {
    case 'float64':
      return [{ name, type: 'DOUBLE', repetition_type: 'OPTIONAL' }]
    case 'int64':
      return [{ name, type: 'INT64', repetition_type: 'OPTIONAL' }]
    case 'bool':
      return [{ name, type: 'BOOLEAN', repetition_type: 'OPTIONAL' }]
    case 'string':
      return [text(name)]
    case 'image':
      return [
        { name, num_children: 2, repetition_type: 'OPTIONAL' },
        { name: 'bytes', type: 'BYTE_ARRAY', repetition_type: 'OPTIONAL' },
        text('path'),
      ]
  }
}

/** The value of the file's `huggingface` key, which tells `datasets` which structs are images. */
export function huggingFaceInfo(columns: readonly Column[]): string {
  const features = Object.fromEntries(
    columns.map(({ name, kind }) => [
      name,
      kind === 'image' ? { _type: 'Image' } : { dtype: kind, _type: 'Value' },
    ]),
  )
  return JSON.stringify({ info: { features } })
}
