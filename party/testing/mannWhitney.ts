/**
 * The two-sided probability that two samples as different as these come from one distribution (H. B. Mann and
 * D. R. Whitney, "On a Test of Whether One of Two Random Variables Is Stochastically Larger than the Other", Annals of
 * Mathematical Statistics 18, 1947), by its normal approximation with mean ranks for ties: for samples of 20 and more.
 */
export function mannWhitney(a: readonly number[], b: readonly number[]): number {
  const all = [...a.map((value) => ({ value, isA: true })), ...b.map((value) => ({ value, isA: false }))];
  all.sort((one, other) => one.value - other.value);
  const n = all.length;
  let rankSum = 0;
  let ties = 0;
  for (let start = 0; start < n;) {
    let end = start;
    while (end < n && all[end]?.value === all[start]?.value) end += 1;
    const size = end - start;
    rankSum += all.slice(start, end).filter(({ isA }) => isA).length * ((start + 1 + end) / 2);
    ties += size ** 3 - size;
    start = end;
  }
  const u = rankSum - (a.length * (a.length + 1)) / 2;
  const expected = (a.length * b.length) / 2;
  const deviation = Math.sqrt(((a.length * b.length) / 12) * (n + 1 - ties / (n * (n - 1))));
  return deviation === 0 ? 1 : 2 * (1 - normal(Math.abs(u - expected) / deviation));
}

/** The standard normal distribution function (Abramowitz and Stegun, 26.2.17; error below 7.5e-8). */
function normal(z: number): number {
  const t = 1 / (1 + 0.231_641_9 * z);
  const tail = [0.319_381_530, -0.356_563_782, 1.781_477_937, -1.821_255_978, 1.330_274_429];
  const sum = tail.reduceRight((rest, one) => t * (one + rest), 0);
  return 1 - (Math.exp(-(z ** 2) / 2) / Math.sqrt(2 * Math.PI)) * sum;
}
