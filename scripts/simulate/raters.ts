// raters: whether careless and hostile people are found, and what their words are worth, against a known truth
import { crowdShape, simulateRaters } from './simulate-raters'

const seeds = Number(process.argv[2] ?? 200)
const figures = simulateRaters(seeds)
const percent = (share: number) => `${(100 * share).toFixed(2)} %`

const { items, people, judgementsEach } = crowdShape
console.log(`${seeds} crowds of ${people} people, ${items} items each, ${judgementsEach} judgements an item:`)
console.log(
  `  labels right: Dawid–Skene ${percent(figures.dawid_skene_accuracy)}, majority ${percent(figures.majority_accuracy)}; better in ${figures.dawid_skene_better} crowds, worse in ${figures.dawid_skene_worse}; Krippendorff’s α ${figures.alpha.toFixed(3)}`,
)
console.log('Paused by the gold items, of as many people each:')
console.log(
  `  who clicks at random: ${percent(figures.random_paused_20)} within 20 items (exactly ${percent(figures.exact_random_paused_20)}), on average at the ${figures.random_paused_at.toFixed(1)}th`,
)
console.log(
  `  who is right 90 % of the time: ${percent(figures.good_paused_20)} within 20 (exactly ${percent(figures.exact_good_paused_20)}), ${percent(figures.good_paused_1000)} within 1,000 (exactly ${percent(figures.exact_good_paused_1000)})`,
)
console.log(`  who answers against the truth: ${percent(figures.adversarial_paused_20)} within 20`)
console.log(`  who begins to click at random after 200 items: after ${figures.drift_items.toFixed(1)} more`)
console.log(
  `Masks of one object by three people, mean IoU: careful ${figures.mask_iou_careful.toFixed(3)}, careless ${figures.mask_iou_careless.toFixed(3)}`,
)
console.log(
  JSON.stringify({ simulate: 'raters', ...figures }, (_, value) =>
    typeof value === 'number' ? Number(value.toFixed(4)) : value,
  ),
)
