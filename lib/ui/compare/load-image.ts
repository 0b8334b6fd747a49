/** A decoded image element, ready to be drawn. Rejects when it can't be fetched or decoded. */
export async function loadImage(src: string): Promise<HTMLImageElement> {
  const image = new Image()
  image.src = src
  await image.decode()
  return image
}
