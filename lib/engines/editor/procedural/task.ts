import type { Operation } from './operation'
import { type AddTask, add } from './operations/add'
import { type AutumnTask, autumn } from './operations/autumn'
import { type BlurBackgroundTask, blurBackground } from './operations/blur-background'
import { type FogTask, fog } from './operations/fog'
import { type LetterTask, letter } from './operations/letter'
import { type MonochromeTask, monochrome } from './operations/monochrome'
import { type NightTask, night } from './operations/night'
import { type OilTask, oil } from './operations/oil'
import { type PatternTask, pattern } from './operations/pattern'
import { type PencilTask, pencil } from './operations/pencil'
import { type PosterTask, poster } from './operations/poster'
import { type RainTask, rain } from './operations/rain'
import { type RecolourTask, recolour } from './operations/recolour'
import { type RemoveTask, remove } from './operations/remove'
import { type ReplaceTask, replace } from './operations/replace'
import { type RetextureTask, retexture } from './operations/retexture'
import { type SnowTask, snow } from './operations/snow'
import { type SunsetTask, sunset } from './operations/sunset'
import { type ToneTask, tone } from './operations/tone'
import { type VintageTask, vintage } from './operations/vintage'
import { type WatercolourTask, watercolour } from './operations/watercolour'

/** What an instruction asks for, once it is understood. */
export type Task =
  | AddTask
  | AutumnTask
  | BlurBackgroundTask
  | FogTask
  | LetterTask
  | MonochromeTask
  | NightTask
  | OilTask
  | PatternTask
  | PencilTask
  | PosterTask
  | RainTask
  | RecolourTask
  | RemoveTask
  | ReplaceTask
  | RetextureTask
  | SnowTask
  | SunsetTask
  | ToneTask
  | VintageTask
  | WatercolourTask

const operations: { readonly [K in Task['kind']]: Operation<Extract<Task, { kind: K }>> } = {
  add,
  autumn,
  'blur-background': blurBackground,
  fog,
  letter,
  monochrome,
  night,
  oil,
  pattern,
  pencil,
  poster,
  rain,
  recolour,
  remove,
  replace,
  retexture,
  snow,
  sunset,
  tone,
  vintage,
  watercolour,
}

/** The operation of a task. The cast is safe: the table gives every kind the operation of that very kind. */
export const operationOf = <T extends Task>(task: T): Operation<T> =>
  operations[task.kind] as unknown as Operation<T>
