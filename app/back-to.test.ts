import { expect, test } from 'vitest'
import { backTo } from './back-to'

test('only a path of this site is gone back to', () => {
  expect(backTo('/p/first-light/desk?x=1')).toBe('/p/first-light/desk?x=1')
  for (const elsewhere of [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    'javascript:alert(1)',
    '',
  ])
    expect(backTo(elsewhere)).toBe('/')
  expect(backTo(undefined)).toBe('/')
  expect(backTo(['/a', '/b'])).toBe('/')
})
