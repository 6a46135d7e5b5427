/**
 * The constants of a TensorFlow Lite flatbuffer: name, shape, bytes and quantisation. Field numbers follow
 * TensorFlow's public schema (tensorflow/compiler/mlir/lite/schema/schema.fbs); nothing else of it is needed.
 */
import { ByteBuffer } from 'flatbuffers';

export interface TfliteTensor {
  shape: number[];
  bytes: Uint8Array;
  scale: number;
  zeroPoint: number;
}

/** Position of field `index` of the table at `table`, or 0 when the field is absent. */
function field(buffer: ByteBuffer, table: number, index: number): number {
  const offset = buffer.__offset(table, 4 + 2 * index);
  return offset === 0 ? 0 : table + offset;
}

function child(buffer: ByteBuffer, table: number, index: number): number {
  return buffer.__indirect(field(buffer, table, index));
}

/** Positions of the tables in a vector of tables. */
function tables(buffer: ByteBuffer, table: number, index: number): number[] {
  const at = field(buffer, table, index);
  const start = buffer.__vector(at);
  return Array.from({ length: buffer.__vector_len(at) }, (_, i) => buffer.__indirect(start + 4 * i));
}

function bytesOf(buffer: ByteBuffer, table: number, index: number): Uint8Array {
  const at = field(buffer, table, index);
  if (at === 0) return new Uint8Array();
  const start = buffer.__vector(at);
  return buffer.bytes().subarray(start, start + buffer.__vector_len(at));
}

function firstNumber(buffer: ByteBuffer, table: number, index: number, kind: 'float' | 'long'): number {
  const at = field(buffer, table, index);
  if (at === 0 || buffer.__vector_len(at) !== 1) throw new Error('Expected one scale for the whole tensor.');
  const start = buffer.__vector(at);
  return kind === 'float' ? buffer.readFloat32(start) : Number(buffer.readInt64(start));
}

const MODEL = { subgraphs: 2, buffers: 4 };
const SUBGRAPH = { tensors: 0 };
const TENSOR = { shape: 0, buffer: 2, name: 3, quantization: 4 };
const QUANTIZATION = { scale: 2, zeroPoint: 3 };
const BUFFER = { data: 0 };

/** Every tensor of the first subgraph that has bytes of its own, by name. */
export function readTfliteConstants(file: Uint8Array): Map<string, TfliteTensor> {
  const buffer = new ByteBuffer(file);
  const model = buffer.readInt32(0);
  const data = tables(buffer, model, MODEL.buffers).map((table) => bytesOf(buffer, table, BUFFER.data));
  const [subgraph] = tables(buffer, model, MODEL.subgraphs);
  const constants = new Map<string, TfliteTensor>();
  for (const tensor of tables(buffer, subgraph ?? 0, SUBGRAPH.tensors)) {
    const bytes = data[buffer.readUint32(field(buffer, tensor, TENSOR.buffer))];
    if (!bytes?.length || field(buffer, tensor, TENSOR.quantization) === 0) continue;
    const quantization = child(buffer, tensor, TENSOR.quantization);
    if (field(buffer, quantization, QUANTIZATION.scale) === 0) continue;
    const shapeBytes = field(buffer, tensor, TENSOR.shape);
    const shapeStart = buffer.__vector(shapeBytes);
    constants.set(String(buffer.__string(field(buffer, tensor, TENSOR.name))), {
      shape: Array.from({ length: buffer.__vector_len(shapeBytes) }, (_, i) =>
        buffer.readInt32(shapeStart + 4 * i),
      ),
      bytes,
      scale: firstNumber(buffer, quantization, QUANTIZATION.scale, 'float'),
      zeroPoint: firstNumber(buffer, quantization, QUANTIZATION.zeroPoint, 'long'),
    });
  }
  return constants;
}
