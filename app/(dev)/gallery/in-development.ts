// biome-ignore lint/style/noProcessEnv: replaced at build time; the gallery is no part of the product
export const inDevelopment = process.env.NODE_ENV === 'development'
