/** What is sent, role by role. Pictures are added by the caller, so that a preview never holds their bytes. */
export interface PromptMessage {
  readonly role: 'system' | 'user' | 'assistant'
  readonly text: string
}
