import { describe, expect, it } from 'vitest';
import { decodeHalf, encodeHalf } from './halfPrecision.ts';
import { parseTensors, serialiseTensors, type StoredTensor } from './safetensors.ts';

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

describe('half precision', () => {
  it('keeps three digits, exactly what fits, and the sign of every value', () => {
    const values = Float32Array.of(0, 1, -2.5, 65504, 0.1, -1 / 3);
    const back = new Float32Array(8);
    decodeHalf(encodeHalf(values), back, 1);
    expect([...back.subarray(0, 5)]).toEqual([0, 0, 1, -2.5, 65504]);
    expect(back[5]).toBeCloseTo(0.1, 4);
    expect(back[6]).toBeCloseTo(-1 / 3, 3);
  });
});
