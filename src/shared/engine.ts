/**
 * The engine as the rest of Boxwright sees it: jobs in, events and results out. The command line runs it in its own
 * process (main/engine/engine.ts), the window's library process over a port (main/service/remoteEngine.ts); who uses it
 * cannot tell.
 */
import type { EngineInfo, EpochFigures } from './appDomain.ts';
import type { Combination, RecipeName } from './domain.ts';
import type { EngineContext, EngineImage } from './engineEvents.ts';
import type { Box } from './geometry.ts';
import type { ScoreMap } from './scoreMap.ts';

/** Name of a run's model in its folder. */
export const MODEL_FILE = 'model.safetensors';

export interface LabeledImage extends EngineImage {
  /** Index of the image's class in the request's classes. */
  label: number;
}

export interface PrepareRequest {
  images: EngineImage[];
  recipe: RecipeName;
  cacheFolder: string;
}

export interface TrainRequest {
  images: LabeledImage[];
  /** Names of the classes, at least two. */
  classes: string[];
  recipe: RecipeName;
  seed: number;
  /** Where features are cached; may be shared by many runs. */
  cacheFolder: string;
  /** Of this run alone: gets the checkpoint and, at the end, the model. */
  modelFolder: string;
  /** Images whose boxes are reported after each epoch; ids of `images`. */
  sampleIds?: number[];
}

export interface TrainResult {
  modelFile: string;
  /** True when an earlier call had finished this model already. */
  wasTrained: boolean;
  /** Of every epoch that the model has seen: fewer than `epochs` when it was stopped and kept. */
  history: EpochFigures[];
  /** Epochs of the recipe. */
  epochs: number;
}

export interface ImageToPredict extends EngineImage {
  /** Index of its class among the model's; null: the box is for the top-1 class. */
  classIndex: number | null;
}

export interface BoxRule {
  combination: Combination;
  /** theta of the box rule, in [0, 1). */
  theta: number;
}

export interface PredictRequest {
  modelFile: string;
  images: ImageToPredict[];
  /** With it, features are taken from and kept in this cache; without it, nothing is written anywhere. */
  cacheFolder?: string;
  /** Instead of the model's own rule. */
  rule?: Partial<BoxRule>;
}

export interface ImagePrediction {
  imageId: number;
  /** Index of the class that the enhanced scores put first, and its softmax probability. */
  top1: number;
  top1Score: number;
  /** The class that the box is for, and its softmax probability. */
  classIndex: number;
  score: number;
  /** H, least value 0. */
  map: ScoreMap;
  box: Box;
}

export interface MeasureRequest {
  /** At least one that can be read; a dozen or more give what is typical. */
  images: EngineImage[];
  recipe: RecipeName;
  /** How many classes the head is to tell apart. */
  classes: number;
}

/** Seconds of the engine's units of work on this machine; each list is one measurement a repetition. */
export interface EngineMeasurement {
  /** Loading TensorFlow and the backbone, once, and the first pass, in which TensorFlow sets itself up. */
  startup: number;
  /** Looking at one view of one image, decoding included. */
  perView: number[];
  /** One step of training at the recipe's batch size. */
  perStep: number[];
  /** Box of one image whose features are at hand. */
  perBox: number[];
}

/** Facts about a recipe that decide how long it takes and what a run is called. */
export interface RecipeFacts {
  epochs: number;
  batchSize: number;
  theta: number;
  /** Every hyper-parameter and the version of the features: JSON-serialisable, part of a run's fingerprint. */
  params: Record<string, unknown>;
}

export interface Engine {
  info(): Promise<EngineInfo>;
  recipe(name: RecipeName): Promise<RecipeFacts>;
  /** Views of each image that the recipe looks at and, of these, those that the cache lacks. */
  countViews(request: PrepareRequest): Promise<{ views: number; missing: number }>;
  /** @returns ids of the images that could be read. */
  prepare(request: PrepareRequest, context: EngineContext): Promise<number[]>;
  /** `context.stop` ends it at the last whole epoch, with a model of that. */
  train(request: TrainRequest, context: EngineContext): Promise<TrainResult>;
  /** Predicts in the order given, a batch at a time. */
  predict(
    request: PredictRequest,
    context: EngineContext,
    onBatch: (batch: ImagePrediction[]) => void,
  ): Promise<void>;
  /** Names of a model's classes in the order of its class indices. */
  modelClasses(modelFile: string): Promise<string[]>;
  /** Works on a few of the images for a few seconds; nothing is kept. */
  measure(request: MeasureRequest, context: EngineContext): Promise<EngineMeasurement>;
}
