/**
 * Reading and writing of `.safetensors` files, the one format for weights in Boxwright (backbone, checkpoints).
 *
 * Layout: uint64 little-endian N; N bytes of UTF-8 JSON; the tensors' bytes. The JSON maps each name to
 * `{dtype, shape, data_offsets: [begin, end]}` with offsets counted from the end of the JSON; `__metadata__` maps
 * strings to strings. Row-major, little-endian. Python's `safetensors` package reads and writes the same files.
 */
import { z } from 'zod';
import { BoxwrightError } from '../../../shared/errors.ts';

const dtypes = { F32: Float32Array, U8: Uint8Array, I32: Int32Array } as const;
type Dtype = keyof typeof dtypes;
export type TensorData = Float32Array | Uint8Array | Int32Array;

export interface StoredTensor {
  shape: number[];
  data: TensorData;
}

export interface TensorFile {
  tensors: Map<string, StoredTensor>;
  metadata: Record<string, string>;
}

const entrySchema = z.object({
  dtype: z.enum(['F32', 'U8', 'I32']),
  shape: z.array(z.int().nonnegative()),
  data_offsets: z.tuple([z.int().nonnegative(), z.int().nonnegative()]),
});
const headerSchema = z.record(z.string(), z.unknown());
const metadataSchema = z.record(z.string(), z.string());

/**
 * @param bytes the whole file.
 * @param name what to call the file in an error.
 * @throws BoxwrightError `resource-damaged` when the file is cut short or not of this format.
 */
export function parseTensors(bytes: Uint8Array, name: string): TensorFile {
  try {
    // A Node Buffer's slice() does not copy; a plain Uint8Array's does, and `slice` below counts on it.
    return parse(new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  } catch (cause) {
    throw new BoxwrightError('resource-damaged', `${name} is damaged: ${(cause as Error).message}.`, {
      cause,
    });
  }
}

function parse(bytes: Uint8Array): TensorFile {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const start = 8 + Number(view.getBigUint64(0, true));
  if (start > bytes.byteLength) throw new Error('it ends inside its header');
  const header = headerSchema.parse(JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))));
  const { __metadata__, ...entries } = header;
  const tensors = new Map<string, StoredTensor>();
  for (const [key, raw] of Object.entries(entries)) {
    const entry = entrySchema.parse(raw);
    tensors.set(key, { shape: entry.shape, data: slice(bytes, start, entry) });
  }
  return { tensors, metadata: metadataSchema.parse(__metadata__ ?? {}) };
}

function slice(bytes: Uint8Array, start: number, entry: z.infer<typeof entrySchema>): TensorData {
  const [begin, end] = entry.data_offsets;
  if (start + end > bytes.byteLength) throw new Error('it ends before its last tensor');
  const Type = dtypes[entry.dtype];
  const count = entry.shape.reduce((product, side) => product * side, 1);
  if (count * Type.BYTES_PER_ELEMENT !== end - begin) throw new Error('a tensor and its shape disagree');
  // Copied, because the bytes of a typed array must be aligned and those of the file need not be.
  return new Type(bytes.slice(start + begin, start + end).buffer);
}

function dtypeOf(data: TensorData): Dtype {
  if (data instanceof Float32Array) return 'F32';
  return data instanceof Uint8Array ? 'U8' : 'I32';
}

/** The bytes of a file that holds the tensors in the given order; equal input gives equal bytes. */
export function serialiseTensors({ tensors, metadata }: TensorFile): Uint8Array {
  const header: Record<string, unknown> = { __metadata__: metadata };
  let offset = 0;
  for (const [key, { shape, data }] of tensors) {
    header[key] = { dtype: dtypeOf(data), shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  // Padding the header to a multiple of 8 keeps the tensors aligned for readers that map the file.
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerLength = Math.ceil(json.length / 8) * 8;
  const bytes = new Uint8Array(8 + headerLength + offset).fill(0x20, 8, 8 + headerLength);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(headerLength), true);
  bytes.set(json, 8);
  let position = 8 + headerLength;
  for (const { data } of tensors.values()) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), position);
    position += data.byteLength;
  }
  return bytes;
}
