import type { ReleaseAbout } from './manifest'
import { cell, count, table } from './markdown'
import type { RowSource } from './row'
import type { ReleaseSummary } from './summarise'

export function renderLicences(about: ReleaseAbout, summary: ReleaseSummary): string {
  const photographs = table(
    ['Licence', 'Photographs', 'Samples'],
    summary.licences.map(({ licence, photographs: images, rows }) => [
      licence === null ? 'not stated' : cell(licence),
      count(images),
      count(rows),
    ]),
    [1, 2],
  )
  const models =
    summary.models.length === 0
      ? 'No model took part.'
      : table(
          ['Model', 'sha256 of the weights', 'Licence', 'Samples'],
          summary.models.map((model) => [
            cell(model.name),
            `\`${cell(model.digest)}\``,
            cell(model.licence),
            count(model.rows),
          ]),
          [3],
        )
  return `${[
    '# Licences',
    about.licence === null
      ? 'The dataset as such (texts, masks, selection) states no licence of its own.'
      : `The dataset as such (texts, masks, selection): ${cell(about.licence)}.`,
    'An edited image is a derivative of its photograph: that licence holds for both. Every row names it in `image_licence`.',
    '## Photographs',
    photographs,
    'ATTRIBUTION.jsonl lists each of them with source, author and licence.',
    '## Models',
    models,
  ].join('\n\n')}\n`
}

/** One line for each photograph, in the order of first use: digest, source, author, licence. */
export async function* attributionLines(source: RowSource, signal?: AbortSignal): AsyncGenerator<string> {
  const seen = new Set<string>()
  for await (const { origin } of source({})) {
    signal?.throwIfAborted()
    if (seen.has(origin.sha256)) continue
    seen.add(origin.sha256)
    const { sha256, source: from, author, licence } = origin
    yield `${JSON.stringify({ image_sha256: sha256, source: from, author, licence })}\n`
  }
}
