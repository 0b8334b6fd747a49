/** Pictures to try components on; put any of these names into public/gallery-tmp, which is not committed. */
export const photo = (name: string) => `/gallery-tmp/${name}.png`
