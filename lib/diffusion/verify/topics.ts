import type { Topic } from './topic'
import { tokenizerTopic } from './topics/tokenizer'

/** Every topic, in the order in which an engine is put together: what fails first explains what fails after it. */
export const topics: readonly Topic[] = [tokenizerTopic]
