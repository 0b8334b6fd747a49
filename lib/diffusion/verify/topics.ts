import type { Topic } from './topic'
import { groundingTopic } from './topics/grounding'
import { masksTopic } from './topics/masks'
import { metricsTopic } from './topics/metrics'
import { p2pAlignTopic } from './topics/p2p-align'
import { preprocessTopic } from './topics/preprocess'
import { cfgTopic, img2imgTopic, regionTopic } from './topics/runs'
import { samTopic } from './topics/sam'
import { schedulerTopic } from './topics/scheduler'
import { textEncodeTopic } from './topics/text-encode'
import { tokenizerTopic } from './topics/tokenizer'
import { unetP2pTopic } from './topics/unet-p2p'

/** Every topic, in the order in which an engine is put together: what fails first explains what fails after it. */
export const topics: readonly Topic[] = [
  // What nothing else is needed for
  tokenizerTopic,
  p2pAlignTopic,
  schedulerTopic,
  preprocessTopic,
  masksTopic,
  // What makes the pictures
  textEncodeTopic,
  unetP2pTopic,
  img2imgTopic,
  regionTopic,
  cfgTopic,
  // What models see and find
  metricsTopic,
  groundingTopic,
  samTopic,
]
