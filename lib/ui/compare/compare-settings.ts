'use client'

import { useSyncExternalStore } from 'react'
import type { Only } from './painter/painter'

export const compareModes = ['slider', 'side', 'blink', 'difference', 'every'] as const
export type CompareMode = (typeof compareModes)[number]

export const canvasTones = ['canvas', 'black', 'grey', 'white'] as const

/** How a person looks at pairs. It stays for the next pair, the next page and the next day. */
export interface CompareSettings {
  readonly mode: CompareMode
  /** Where the slider's line is, 0–1 of the pane. */
  readonly cut: number
  readonly blinkMs: number
  /** The least difference that is heated, in levels of 255. */
  readonly threshold: number
  readonly outline: boolean
  /** How opaque the mask lies over the picture, 0–1. */
  readonly overlay: number
  readonly only: Only
  readonly tone: (typeof canvasTones)[number]
}

export const initialSettings: CompareSettings = {
  mode: 'slider',
  cut: 0.5,
  blinkMs: 600,
  threshold: 8,
  outline: true,
  overlay: 0,
  only: 'all',
  tone: 'canvas',
}

/** Bounds and steps of what is turned up and down. A swap every 200 ms stays below the three flashes a second that hurt. */
export const ranges = {
  cut: { min: 0, max: 1, step: 0.05 },
  blinkMs: { min: 200, max: 2_000, step: 100 },
  threshold: { min: 0, max: 128, step: 4 },
  overlay: { min: 0, max: 1, step: 0.1 },
} as const
export type Tunable = keyof typeof ranges

/** One step up or down, within bounds. */
export const stepped = (name: Tunable, value: number, steps: number): number => {
  const { min, max, step } = ranges[name]
  const next = Math.round(value / step + steps) * step
  return Number(Math.min(max, Math.max(min, next)).toFixed(3))
}

const place = 'exemplar.compare'
let settings: CompareSettings | undefined
const listeners = new Set<() => void>()

/** What was kept, without what another version of this page may have meant by it. */
export const readSettings = (kept: string | null): CompareSettings => {
  try {
    const found: Record<string, unknown> = JSON.parse(kept ?? '{}')
    const usable = Object.entries(initialSettings).filter(
      ([name, value]) => typeof found[name] === typeof value,
    )
    const read = { ...initialSettings, ...Object.fromEntries(usable.map(([name]) => [name, found[name]])) }
    return compareModes.includes(read.mode) ? read : initialSettings
  } catch {
    return initialSettings
  }
}

const keptText = () => {
  try {
    return localStorage.getItem(place)
  } catch {
    return null // a browser that keeps nothing
  }
}

const current = (): CompareSettings => {
  settings ??= readSettings(keptText())
  return settings
}

export function changeSettings(change: Partial<CompareSettings>): void {
  settings = { ...current(), ...change }
  try {
    localStorage.setItem(place, JSON.stringify(settings))
  } catch {
    // Kept for this page, then.
  }
  for (const listener of listeners) listener()
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useCompareSettings = (): CompareSettings =>
  useSyncExternalStore(subscribe, current, () => initialSettings)
