interface Releasable {
  release(): Promise<void>
}

/** What `make` makes of models that are open, or its error once they are closed: a refused model leaves no memory. */
export const orRelease = async <T>(models: readonly Releasable[], make: () => T | Promise<T>): Promise<T> => {
  try {
    return await make()
  } catch (error) {
    await Promise.all(models.map((model) => model.release()))
    throw error
  }
}
