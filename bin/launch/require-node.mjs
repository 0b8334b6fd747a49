// Imported before anything else, so it must parse on every Node that knows modules.
const [major, minor] = process.versions.node.split('.').map(Number)

if (major < 20 || (major === 20 && minor < 19)) {
  console.error(
    `Exemplar needs Node 20.19 or newer; this is ${process.version}. Get one at https://nodejs.org`,
  )
  process.exit(1)
}
