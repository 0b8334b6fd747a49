import { describe, expect, it } from 'vitest'
import { resolveLocale } from './resolve-locale'

describe('resolveLocale', () => {
  it('prefers what the person chose over what the browser asks for', () => {
    expect(resolveLocale('zh', 'en-GB,en;q=0.9')).toBe('zh')
  })

  it('takes the known language with the highest quality value, whatever its place', () => {
    expect(resolveLocale(undefined, 'fr-FR,en;q=0.3,zh-Hans-CN;q=0.8')).toBe('zh')
    expect(resolveLocale(undefined, 'de, zh-TW;q=0.2, en-US;q=0.5')).toBe('en')
  })

  it('does not take a language that is refused with q=0', () => {
    expect(resolveLocale(undefined, 'zh;q=0, fr')).toBe('en')
  })

  it('falls back to English for unknown, empty and damaged headers', () => {
    for (const header of [null, '', 'fr', ';;;q=,', '*']) expect(resolveLocale('xx', header)).toBe('en')
  })
})
