import { normaliseText } from '@/lib/engines/text/normalise'
import { getSettings } from '@/lib/pipeline/project'
import type { Tx } from '@/lib/platform/db'
import { ExemplarError } from '@/lib/platform/errors'
import { checkCaption } from './check-caption'

const said = {
  empty: 'The caption is empty.',
  'control-characters': 'The caption holds invisible control characters.',
} as const

/** The spelling in which a caption is stored. Throws `bad-input` with the rule that it breaks. */
export const acceptCaption = async (tx: Tx, projectId: string, caption: string): Promise<string> => {
  const { captionMaxWords } = (await getSettings(projectId, tx)).image
  const finding = checkCaption(caption, captionMaxWords)
  if (!finding) return normaliseText(caption)
  throw new ExemplarError(
    'bad-input',
    finding.code === 'too-long'
      ? `The caption has ${finding.words} words; at most ${captionMaxWords} are taken.`
      : said[finding.code],
    {
      field: 'caption',
      fix:
        finding.code === 'too-long'
          ? 'Shorten it.'
          : 'Type one plain sentence that says what is in the picture.',
      detail: { code: finding.code, words: finding.words, maxWords: captionMaxWords },
    },
  )
}
