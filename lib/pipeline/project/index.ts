export { getSettings } from './get-settings'
export { type ProjectSettings, projectSettings, readSettings } from './settings'
