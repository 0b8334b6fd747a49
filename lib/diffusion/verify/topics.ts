import type { Topic } from './topic'
import { p2pAlignTopic } from './topics/p2p-align'
import { tokenizerTopic } from './topics/tokenizer'

/** Every topic, in the order in which an engine is put together: what fails first explains what fails after it. */
export const topics: readonly Topic[] = [tokenizerTopic, p2pAlignTopic]
