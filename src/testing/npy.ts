/** Reads NumPy's .npy files, the form of the reference values that tests compare with. */
import { readFileSync } from 'node:fs';

const types = {
  '<f4': Float32Array,
  '<f8': Float64Array,
  '<i4': Int32Array,
  '<i8': BigInt64Array,
  '|u1': Uint8Array,
};

export interface NpyArray {
  shape: number[];
  data: Float64Array;
}

/** @throws Error for the parts of the format that no reference file uses (Fortran order, other types). */
export function readNpy(path: string | URL): NpyArray {
  const bytes = readFileSync(path);
  const headerLength = bytes[6] === 1 ? bytes.readUInt16LE(8) : bytes.readUInt32LE(8);
  const start = (bytes[6] === 1 ? 10 : 12) + headerLength;
  const header = bytes.toString('latin1', 10, start);
  const type = /'descr': '([^']+)'/.exec(header)?.[1] ?? '';
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '';
  if (!(type in types) || header.includes("'fortran_order': True"))
    throw new Error(`Unknown layout: ${header}`);
  const body = bytes.buffer.slice(bytes.byteOffset + start, bytes.byteOffset + bytes.length);
  const values = new types[type as keyof typeof types](body);
  return {
    shape: shape
      .split(',')
      .filter((s) => s.trim())
      .map(Number),
    data: Float64Array.from(values, Number),
  };
}
