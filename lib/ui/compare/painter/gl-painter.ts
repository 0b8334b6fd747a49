import type { Size } from '../view'
import type { Draw, Painter } from './painter'
import { fragmentShader, kinds, onlys, vertexShader } from './shader'

const uniformNames = [
  ...['first', 'second', 'mask', 'canvas', 'size', 'offset', 'pane', 'circle', 'scale', 'cut', 'overlay'],
  ...['threshold', 'ratio', 'kind', 'only', 'pixels', 'outline', 'masked'],
] as const

/**
 * Draws every way of comparing in one shader, so that panning costs the main thread a few calls a frame whatever the
 * size of the pictures, and a difference is never computed on it. Null where the browser has no WebGL 2.
 */
export function openGlPainter(canvas: HTMLCanvasElement): Painter | null {
  const gl = canvas.getContext('webgl2', { alpha: true, antialias: false, depth: false, stencil: false })
  return gl && new GlPainter(gl)
}

class GlPainter implements Painter {
  readonly shades = true
  readonly outlines = true
  private program: WebGLProgram | null = null
  private places = new Map<string, WebGLUniformLocation | null>()
  private textures = new Map<ImageBitmap, WebGLTexture>()
  private readonly abort = new AbortController()

  constructor(private readonly gl: WebGL2RenderingContext) {
    const { signal } = this.abort
    // The graphics card may be taken away and given back, with nothing of ours on it.
    gl.canvas.addEventListener('webglcontextlost', (event) => event.preventDefault(), { signal })
    gl.canvas.addEventListener('webglcontextrestored', () => this.setUp(), { signal })
    this.setUp()
  }

  paint(canvas: Size, draws: readonly Draw[], ratio: number): void {
    const { gl } = this
    if (!this.program || gl.isContextLost()) return
    if (gl.canvas.width !== canvas.width) gl.canvas.width = canvas.width
    if (gl.canvas.height !== canvas.height) gl.canvas.height = canvas.height
    gl.disable(gl.SCISSOR_TEST)
    gl.clearColor(0, 0, 0, 0)
    gl.clear(gl.COLOR_BUFFER_BIT)
    gl.enable(gl.SCISSOR_TEST)
    gl.uniform2f(this.at('canvas'), canvas.width, canvas.height)
    gl.uniform1f(this.at('ratio'), ratio)
    for (const draw of draws) this.draw(canvas, draw)
  }

  keep(pictures: ReadonlySet<ImageBitmap>): boolean {
    for (const [picture, texture] of this.textures) {
      if (pictures.has(picture)) continue
      this.gl.deleteTexture(texture)
      this.textures.delete(picture)
    }
    const missing = [...pictures].filter((picture) => !this.textures.has(picture))
    if (missing[0] && !this.gl.isContextLost()) this.textureOf(missing[0])
    return missing.length > 1
  }

  close(): void {
    this.abort.abort()
    this.keep(new Set())
    this.gl.deleteProgram(this.program)
    this.program = null
  }

  private draw(canvas: Size, draw: Draw): void {
    const { gl } = this
    const { pane, size, circle } = draw
    // The driver's origin is at the bottom left.
    const y = canvas.height - pane.y - pane.height
    gl.viewport(pane.x, y, pane.width, pane.height)
    gl.scissor(pane.x, y, pane.width, pane.height)
    this.bind(0, 'first', draw.first)
    this.bind(1, 'second', draw.second ?? draw.first)
    this.bind(2, 'mask', draw.mask ?? draw.first)
    gl.uniform4f(this.at('pane'), pane.x, pane.y, pane.width, pane.height)
    gl.uniform2f(this.at('size'), size.width, size.height)
    gl.uniform2f(this.at('offset'), draw.offset.x, draw.offset.y)
    gl.uniform3f(this.at('circle'), circle?.x ?? 0, circle?.y ?? 0, circle?.radius ?? 0)
    gl.uniform1f(this.at('scale'), draw.scale)
    gl.uniform1f(this.at('cut'), draw.cut)
    gl.uniform1f(this.at('overlay'), draw.overlay)
    gl.uniform1f(this.at('threshold'), draw.threshold)
    gl.uniform1i(this.at('kind'), kinds.indexOf(draw.kind))
    gl.uniform1i(this.at('only'), onlys.indexOf(draw.only))
    gl.uniform1i(this.at('pixels'), Number(draw.pixels))
    gl.uniform1i(this.at('outline'), Number(draw.outline))
    gl.uniform1i(this.at('masked'), Number(draw.mask !== null))
    gl.drawArrays(gl.TRIANGLES, 0, 3)
  }

  private at(name: (typeof uniformNames)[number]): WebGLUniformLocation | null {
    return this.places.get(name) ?? null
  }

  private bind(unit: number, name: 'first' | 'second' | 'mask', picture: ImageBitmap): void {
    const { gl } = this
    gl.activeTexture(gl.TEXTURE0 + unit)
    gl.bindTexture(gl.TEXTURE_2D, this.textureOf(picture))
    gl.uniform1i(this.at(name), unit)
  }

  private textureOf(picture: ImageBitmap): WebGLTexture | null {
    const { gl } = this
    const known = this.textures.get(picture)
    if (known) return known
    const texture = gl.createTexture()
    if (!texture) return null
    gl.activeTexture(gl.TEXTURE0)
    gl.bindTexture(gl.TEXTURE_2D, texture)
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, picture)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_S, gl.CLAMP_TO_EDGE)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_WRAP_T, gl.CLAMP_TO_EDGE)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR)
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MAG_FILTER, gl.LINEAR)
    gl.generateMipmap(gl.TEXTURE_2D)
    this.textures.set(picture, texture)
    return texture
  }

  private setUp(): void {
    const { gl } = this
    this.textures = new Map()
    const program = gl.createProgram()
    for (const [type, source] of [
      [gl.VERTEX_SHADER, vertexShader],
      [gl.FRAGMENT_SHADER, fragmentShader],
    ] as const) {
      const shader = gl.createShader(type)
      if (!shader) return
      gl.shaderSource(shader, source)
      gl.compileShader(shader)
      gl.attachShader(program, shader)
    }
    gl.linkProgram(program)
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) {
      if (gl.isContextLost()) return
      throw new Error(`The comparison's shader does not link: ${gl.getProgramInfoLog(program)}`)
    }
    // biome-ignore lint/correctness/useHookAtTopLevel: WebGL's word for it, no hook
    gl.useProgram(program)
    this.places = new Map(uniformNames.map((name) => [name, gl.getUniformLocation(program, name)]))
    this.program = program
  }
}
