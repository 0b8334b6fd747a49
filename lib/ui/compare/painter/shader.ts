/** One triangle that covers the pane. */
export const vertexShader = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}`

/** The order of `Draw.kind` and `Draw.only` in the shader. */
export const kinds = ['picture', 'slider', 'difference', 'target'] as const
export const onlys = ['all', 'inside', 'outside'] as const

/**
 * Colour of one device pixel. The level of detail is computed from the zoom, not from derivatives, which are undefined
 * next to a pixel that returned early; half a level sharper than exact, since mipmaps are soft.
 * Heat runs through four stops of matplotlib's inferno, which stays in order for every kind of colour vision.
 */
export const fragmentShader = `#version 300 es
precision highp float;
uniform sampler2D first, second, mask;
uniform vec2 canvas, size, offset;
uniform vec4 pane;
uniform vec3 circle;
uniform float scale, cut, overlay, threshold, ratio;
uniform int kind, only;
uniform bool pixels, outline, masked;
out vec4 colour;

const vec3 tint = vec3(0.94, 0.66, 0.25);

vec3 look(sampler2D picture, vec2 at) {
  vec2 texels = vec2(textureSize(picture, 0));
  if (pixels) return texelFetch(picture, ivec2(min(at * texels, texels - 1.0)), 0).rgb;
  return textureLod(picture, at, max(0.0, log2(texels.x / (size.x * scale)) - 0.5)).rgb;
}

float inside(vec2 at) {
  vec2 texels = vec2(textureSize(mask, 0));
  return textureLod(mask, at, max(0.0, log2(texels.x / (size.x * scale)) - 0.5)).r;
}

vec3 heat(float t) {
  vec3 a = vec3(0.26, 0.04, 0.41), b = vec3(0.73, 0.21, 0.33), c = vec3(0.98, 0.55, 0.04), d = vec3(0.99, 1.0, 0.64);
  return t < 0.33 ? mix(a, b, t / 0.33) : t < 0.66 ? mix(b, c, (t - 0.33) / 0.33) : mix(c, d, (t - 0.66) / 0.34);
}

bool border(vec2 at, float reach) {
  // Far from any border, which is nearly everywhere, one look at a coarser level is enough.
  float coarse = textureLod(mask, at, max(0.0, log2(vec2(textureSize(mask, 0)).x / (size.x * scale))) + 3.0).r;
  if (coarse < 0.002 || coarse > 0.998) return false;
  vec2 step = vec2(reach) / (scale * size);
  bool here = inside(at) >= 0.5;
  return here != (inside(at + vec2(step.x, 0.0)) >= 0.5) || here != (inside(at - vec2(step.x, 0.0)) >= 0.5) ||
    here != (inside(at + vec2(0.0, step.y)) >= 0.5) || here != (inside(at - vec2(0.0, step.y)) >= 0.5);
}

void main() {
  vec2 p = vec2(gl_FragCoord.x, canvas.y - gl_FragCoord.y) - pane.xy;
  float rim = circle.z - distance(p, circle.xy);
  if (circle.z > 0.0) {
    if (rim < 0.0) discard;
    if (rim < 2.0 * ratio) { colour = vec4(1.0); return; }
  }
  vec2 at = (p - offset) / scale / size;
  if (any(lessThan(at, vec2(0.0))) || any(greaterThanEqual(at, vec2(1.0)))) {
    if (circle.z == 0.0) discard;
    colour = vec4(0.12, 0.12, 0.12, 1.0);
    return;
  }

  vec3 one = look(first, at);
  float share = masked ? inside(at) : 1.0;
  float alpha = 1.0;
  vec3 seen = one;
  if (kind == 1 && p.x >= cut) seen = look(second, at);
  if (kind == 2) {
    vec3 other = look(second, at);
    vec3 change = abs(other - one);
    float most = max(change.r, max(change.g, change.b));
    seen = most > threshold
      ? heat(clamp((most - threshold) / 0.45, 0.0, 1.0))
      : vec3(dot(other, vec3(0.2126, 0.7152, 0.0722)) * 0.3);
  }
  if (masked) {
    if (kind == 3) seen = mix(vec3(dot(one, vec3(0.2126, 0.7152, 0.0722)) * 0.25), one, share);
    else if (only == 1) alpha = share;
    else if (only == 2) alpha = 1.0 - share;
    seen = mix(seen, tint, overlay * share);
    if (outline && border(at, 0.75 * ratio)) {
      bool dash = mod(p.x + p.y, 10.0 * ratio) < 6.0 * ratio;
      seen = dash ? vec3(1.0) : mix(seen, vec3(0.0), 0.55);
      alpha = 1.0;
    }
  }
  colour = vec4(seen * alpha, alpha);
}`
