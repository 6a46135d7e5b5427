import { describe, expect, it } from 'vitest';
import { tf } from '../tensorflow.ts';
import { adamW } from './adamW.ts';

const variable = () => ({ w: tf.variable(tf.tensor1d([2, -4])) });
const gradients = [
  [0.001, -50],
  [0.3, 0.2],
  [-0.7, 5],
].map((values) => ({ w: tf.tensor1d(values) }));

describe('AdamW', () => {
  it('moves by the rate in the first step whatever the gradient, and takes a share off the variable itself', () => {
    const variables = variable();
    const optimiser = adamW(variables);
    optimiser.apply(variables, gradients[0]!, { w: 100 });
    // Rate 100 times decay .0001 is 1 % of the variable; the step is 100 against the gradient's sign.
    const [a, b] = variables.w.dataSync();
    expect(a).toBeCloseTo(2 * 0.99 - 100, 1);
    expect(b).toBeCloseTo(-4 * 0.99 + 100, 1);
    optimiser.dispose();
  });

  it('remembers squared gradients for about 1,000 steps: .999 of them, .001 of the new', () => {
    const variables = variable();
    const optimiser = adamW(variables);
    optimiser.apply(variables, gradients[1]!, { w: 0 });
    const second = optimiser.toTensors().get('w/second')!.data;
    expect(second[0]).toBeCloseTo(0.001 * 0.09, 8);
    expect(second[1]).toBeCloseTo(0.001 * 0.04, 8);
    optimiser.dispose();
  });

  it('goes on from what it saved as if it had never stopped', () => {
    const [whole, parts] = [variable(), variable()];
    const optimiser = adamW(whole);
    for (const gradient of gradients) optimiser.apply(whole, gradient, { w: 0.05 });
    const first = adamW(parts);
    for (const gradient of gradients.slice(0, 2)) first.apply(parts, gradient, { w: 0.05 });
    const second = adamW(parts, first.toTensors());
    for (const gradient of gradients.slice(2)) second.apply(parts, gradient, { w: 0.05 });
    expect([...parts.w.dataSync()]).toEqual([...whole.w.dataSync()]);
    for (const each of [optimiser, first, second]) each.dispose();
  });
});
