import { describe, expect, it } from 'vitest';
import { parseTensors, serialiseTensors, type StoredTensor } from './safetensors.ts';
import { decodeSparse, encodeSparse } from './sparseHalf.ts';

const tensors = new Map<string, StoredTensor>([
  ['odd', { shape: [3], data: Uint8Array.of(1, 2, 3) }],
  ['matrix', { shape: [2, 2], data: Float32Array.of(1.5, -2, 0.25, 1e-20) }],
  ['count', { shape: [1], data: Int32Array.of(-7) }],
]);
const bytes = serialiseTensors({ tensors, metadata: { name: 'näme' } });

describe('safetensors', () => {
  it('come back as they were written, though an odd length left the next one unaligned', () => {
    const file = parseTensors(bytes, 'x');
    expect([...file.tensors]).toEqual([...tensors]);
    expect(file.metadata).toEqual({ name: 'näme' });
  });

  it('are laid out as the format says: length, JSON, bytes', () => {
    const length = Number(new DataView(bytes.buffer).getBigUint64(0, true));
    const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))) as Record<
      string,
      unknown
    >;
    expect(header['matrix']).toEqual({ dtype: 'F32', shape: [2, 2], data_offsets: [3, 19] });
    expect(bytes.length).toBe(8 + length + 23);
  });

  it.each([
    ['cut in its header', bytes.subarray(0, 20)],
    ['cut in its tensors', bytes.subarray(0, -1)],
    ['of another kind', new TextEncoder().encode('<html>'.repeat(20))],
    ['empty', new Uint8Array()],
  ])('%s are refused by name', (_, damaged) => {
    expect(() => parseTensors(damaged, 'model.safetensors')).toThrow(/model\.safetensors is damaged/);
  });
});

describe('sparse half precision', () => {
  const values = Float32Array.from(
    { length: 70 },
    (_, i) => ({ 0: 1, 31: -2.5, 32: 65504, 69: 0.1 })[i] ?? 0,
  );

  it('keeps what is not zero, wherever it lies: three digits, exactly what fits, and the sign', () => {
    const target = new Float32Array(72).fill(9);
    expect(decodeSparse(encodeSparse(values), target, 1, 70)).toBe(true);
    expect(target[0]).toBe(9);
    expect([target[1], target[2], target[32], target[33]]).toEqual([1, 0, -2.5, 65504]);
    expect(target[70]).toBeCloseTo(0.1, 4);
    expect(target[71]).toBe(9);
  });

  it('takes three words of mask and two bytes for each number kept', () => {
    expect(encodeSparse(values).length).toBe(3 * 4 + 4 * 2);
  });

  it.each([
    ['cut short', encodeSparse(values).subarray(0, -2)],
    ['cut in its mask', encodeSparse(values).subarray(0, 6)],
    ['too long', Uint8Array.from([...encodeSparse(values), 0, 0])],
  ])('that is %s is told apart', (_, bytes) => {
    expect(decodeSparse(bytes, new Float32Array(70), 0, 70)).toBe(false);
  });
});
