const aYear = 60 * 60 * 24 * 365

/**
 * Keeps a choice of this browser in a cookie, so that the server renders the first paint with it and nothing
 * flashes. Not for secrets: scripts can read it.
 */
export function remember(name: string, value: string) {
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing from plain-http hosts and older browsers
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${aYear}; samesite=lax`
}
