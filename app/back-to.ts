/** Where to go after signing in: a path of this site and nothing else, or it would be an open redirect. */
export const backTo = (asked: string | string[] | undefined): string =>
  typeof asked === 'string' && /^\/(?![/\\])/.test(asked) ? asked : '/'
