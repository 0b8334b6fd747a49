export const locales = ['en', 'zh'] as const
export type Locale = (typeof locales)[number]

export const defaultLocale: Locale = 'en'
export const localeCookie = 'locale'

/** Each language by its own name, short enough for the top bar. */
export const localeNames: Record<Locale, { readonly short: string; readonly full: string }> = {
  en: { short: 'EN', full: 'English' },
  zh: { short: '中文', full: '简体中文' },
}

export const isLocale = (value: unknown): value is Locale => locales.some((locale) => locale === value)
