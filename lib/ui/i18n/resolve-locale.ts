import { defaultLocale, isLocale, type Locale } from './locales'

/**
 * The language of a request: what the person chose (cookie), else the best match of `Accept-Language` by its
 * quality values, else English. `zh-TW` and `zh-Hans-CN` both find `zh`.
 */
export function resolveLocale(cookie: string | undefined, acceptLanguage: string | null): Locale {
  if (isLocale(cookie)) return cookie
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', ...params] = part.trim().split(';')
      const q = params.map((p) => /^\s*q=([\d.]+)\s*$/.exec(p)?.[1]).find((v) => v !== undefined)
      return { language: tag.split('-')[0]?.toLowerCase(), quality: q === undefined ? 1 : Number(q) }
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
  return wanted.map(({ language }) => language).find(isLocale) ?? defaultLocale
}
