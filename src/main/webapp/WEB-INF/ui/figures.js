// Rates and latencies out of totals: what happened between two answers of the nodes.

const sum = (numbers) => numbers.reduce((total, number) => total + number, 0);
export const total = (byReason) => sum(Object.values(byReason ?? {}));

/** How much each has grown, nothing below zero. */
function growth(now = {}, before = {}) {
  return Object.fromEntries(Object.entries(now).map(([key, value]) => [key, Math.max(0, value - (before[key] ?? 0))]));
}

/**
 * The time within which a part of the deliveries was done, in milliseconds: somewhere in the bucket that the part falls
 * into, as if they were spread evenly there. Null if there were none.
 */
export function quantile(buckets, part) {
  const all = buckets.at(-1)?.count ?? 0;
  if (all === 0) {
    return null;
  }
  const wanted = all * part;
  const place = buckets.findIndex((bucket) => bucket.count >= wanted);
  const { leMillis, count } = buckets[place];
  const from = buckets[place - 1]?.leMillis ?? 0;
  const below = buckets[place - 1]?.count ?? 0;
  if (!Number.isFinite(leMillis)) {
    return from; // longer than the last limit, and nobody knows how much
  }
  return from + (leMillis - from) * ((wanted - below) / (count - below));
}

/** The buckets of several nodes as one; all have the same limits. */
function merged(histograms) {
  const counts = new Map();
  for (const { leMillis, count } of histograms.flat()) {
    const limit = leMillis ?? Infinity;
    counts.set(limit, (counts.get(limit) ?? 0) + count);
  }
  return [...counts].sort(([a], [b]) => a - b).map(([leMillis, count]) => ({ leMillis, count }));
}

function grownBuckets(now, before) {
  // Those that took longer than the last limit are in the total alone.
  const all = ({ delivery }) => (delivery ? [...delivery.buckets, { leMillis: null, count: delivery.count }] : []);
  const earlier = all(before);
  return all(now).map((bucket, i) => ({ ...bucket, count: Math.max(0, bucket.count - (earlier[i]?.count ?? 0)) }));
}

/**
 * What a sample has: per second what was published, delivered, dropped, refused and closed, the latencies of what was
 * delivered meanwhile, and what is so now. A node that has come or was started anew counts from its second answer.
 *
 * @param before the answers before, by node
 * @param items the answers now
 * @param seconds between them
 */
export function difference(before, items, seconds) {
  const pairs = items.map((now) => [now, before.get(now.node)]).filter(([now, then]) => then && then.since === now.since);
  const perSecond = (grown) => (pairs.length > 0 && seconds > 0 ? sum(pairs.map(grown)) / seconds : null);
  const reasons = (kind) => pairs.map(([now, then]) => growth(now[kind], then[kind]));
  const buckets = merged(pairs.map(([now, then]) => grownBuckets(now, then)));
  const byReason = {};
  for (const kind of ['dropped', 'refused', 'closed']) {
    for (const grown of reasons(kind)) {
      for (const [reason, number] of Object.entries(grown)) {
        byReason[`${kind} ${reason}`] = (byReason[`${kind} ${reason}`] ?? 0) + number;
      }
    }
  }
  return {
    published: perSecond(([now, then]) => Math.max(0, now.published - then.published)),
    delivered: perSecond(([now, then]) => Math.max(0, now.delivered - then.delivered)),
    dropped: perSecond(([now, then]) => total(growth(now.dropped, then.dropped))),
    refused: perSecond(([now, then]) => total(growth(now.refused, then.refused))),
    closed: perSecond(([now, then]) => total(growth(now.closed, then.closed))),
    p50: quantile(buckets, 0.5),
    p99: quantile(buckets, 0.99),
    connections: sum(items.map((one) => one.connections)),
    lag: Object.fromEntries(items.map((one) => [one.node, one.lagMillis ?? null])),
    byReason,
  };
}
