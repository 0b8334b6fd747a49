import path from 'node:path'
import { z } from 'zod'
import { equalizer } from '../../control/equalizer'
import { refine } from '../../control/refine'
import { replace } from '../../control/replace'
import { crossSteps, selfSteps } from '../../control/schedule'
import { wholePrompt, wordsOf, wordTokens } from '../../control/word-tokens'
import { textLength } from '../../text/clip-tokenizer'
import { openTokenizer } from '../../text/open-tokenizer'
import type { Comparison } from '../comparison'
import type { Topic, VerifyCase } from '../topic'

const ints = z.array(z.int())
/** The reference raises; which exception is Python's business. */
const raised = z.object({ error: z.string() })
const window = z.union([z.number(), z.tuple([z.number(), z.number()])])

const pairs = z.array(
  z.object({
    source: z.string(),
    target: z.string(),
    source_ids: ints,
    target_ids: ints,
    refine: z.union([raised, z.object({ mapper: ints, alphas: z.array(z.number()) })]),
    replace: z.union([raised, z.object({ nonzero: z.array(z.tuple([z.int(), z.int(), z.number()])) })]),
    source_word_inds: z.union([raised, z.array(z.union([raised, ints]))]),
    target_word_inds: z.union([raised, z.array(z.union([raised, ints]))]),
    target_word_inds_by_text: z.union([raised, z.record(z.string(), z.union([raised, ints]))]),
  }),
)
const equalizers = z.array(
  z.object({
    text: z.string(),
    words: z.array(z.union([z.string(), z.int()])),
    strengths: z.array(z.number()),
    equalizer: z.array(z.number()),
  }),
)
const schedule = z.object({
  source: z.string(),
  target: z.string(),
  cases: z.array(
    z.object({
      n_steps: z.int(),
      cross_replace_steps: z.union([window, z.record(z.string(), window)]),
      alpha: z.array(z.string()),
      self_window: z.tuple([z.int(), z.int()]).optional(),
    }),
  ),
})
const schedules = z.union([schedule.transform((one) => [one]), z.array(schedule)])

const attempt = <T>(work: () => T): T | null => {
  try {
    return work()
  } catch {
    return null
  }
}

/** Equal tables, or an error where the reference raises one. */
const sameOrRaised = (
  comparison: Comparison,
  what: string,
  actual: () => unknown,
  expected: unknown,
): void => {
  const raises = raised.safeParse(expected).success
  comparison.same(raises ? `${what} is refused` : what, attempt(actual), raises ? null : expected)
}

export const p2pAlignTopic: Topic = {
  name: 'p2p_align',
  cases: async (folder) => {
    const tokenizer = await openTokenizer(path.join(folder.model('sdxl'), 'tokenizer'))
    const prompt = (text: string) => wholePrompt(text, tokenizer)

    const aligned = (await folder.json('pairs.json', pairs)).map((expected, i): VerifyCase => {
      const check = (comparison: Comparison): void => {
        const source = prompt(expected.source)
        const target = prompt(expected.target)
        comparison.same('source ids', source.ids, expected.source_ids)
        comparison.same('target ids', target.ids, expected.target_ids)
        const refined = () => {
          const { mapper, alphas } = refine(source, target)
          return { mapper, alphas }
        }
        sameOrRaised(comparison, 'refine', refined, expected.refine)
        const nonzero = () => {
          const weights = replace(source, target)
          const entries: number[][] = []
          for (const [k, weight] of weights.entries())
            if (weight !== 0) entries.push([Math.floor(k / textLength), k % textLength, weight])
          return entries
        }
        if ('error' in expected.replace) sameOrRaised(comparison, 'replace', nonzero, expected.replace)
        else {
          const wanted = expected.replace.nonzero.map(([i, j, weight]) => [i, j, Math.fround(weight)])
          comparison.same('replace', attempt(nonzero), wanted)
        }
        for (const [which, of, wanted] of [
          ['source', source, expected.source_word_inds],
          ['target', target, expected.target_word_inds],
        ] as const) {
          if (!Array.isArray(wanted)) continue
          comparison.same(`words of the ${which}`, wordsOf(of.text).length, wanted.length)
          for (const [place, inds] of wanted.entries())
            sameOrRaised(comparison, `word ${place} of the ${which}`, () => wordTokens(of, place), inds)
        }
        for (const [word, inds] of Object.entries(expected.target_word_inds_by_text))
          if (typeof inds === 'object')
            sameOrRaised(comparison, `the word “${word}”`, () => wordTokens(target, word), inds)
      }
      return { name: `pair ${i}: ${expected.target.slice(0, 40) || '(empty)'}`, check }
    })

    const weighed = (await folder.json('equalizers.json', equalizers)).map((expected, i): VerifyCase => {
      const strengths = expected.words.map((word, k) => ({ word, strength: expected.strengths[k] ?? 1 }))
      return {
        name: `equalizer ${i}: ${expected.words.join(', ')}`,
        check: (comparison) =>
          comparison.same(
            'equalizer',
            equalizer(prompt(expected.text), strengths),
            expected.equalizer.map(Math.fround),
          ),
      }
    })

    const scheduled = (await folder.json('schedules.json', schedules)).flatMap(({ target, cases }) =>
      cases.map(
        ({ n_steps: steps, cross_replace_steps: cross, alpha, self_window }): VerifyCase => ({
          name: `schedule of ${steps}: ${JSON.stringify(cross)}`,
          check: (comparison) => {
            const active = crossSteps(cross, steps, prompt(target))
            comparison.same('controlled tokens', rowsOf(active), alpha)
            if (self_window && (typeof cross === 'number' || Array.isArray(cross)))
              comparison.same('self window', selfSteps(cross, steps), self_window)
          },
        }),
      ),
    )
    return [...aligned, ...weighed, ...scheduled]
  },
}

/** [rows, 77] of 0 and 1 as strings of digits. */
const rowsOf = (active: Uint8Array): string[] =>
  Array.from({ length: active.length / textLength }, (_, row) =>
    active.subarray(row * textLength, (row + 1) * textLength).join(''),
  )
