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
/** Name of what refines the boxes of a model, in the same folder; where it lies, it is used. */
export const REFINEMENT_FILE = 'refinement.safetensors';

export interface LabeledImage extends EngineImage {
  /** Index of the image's class in the request's classes. */
  label: number;
}

export interface PrepareRequest {
  images: LabeledImage[];
  recipe: RecipeName;
  cacheFolder: string;
  /** Whether boxes are to be refined. */
  refine: boolean;
  /** Ids of images whose boxes are to be shown meanwhile. */
  sampleIds?: number[];
}

export type CountRequest = Omit<PrepareRequest, 'sampleIds'>;

/** What a training has to do, in units that `measure` times. */
export interface WorkCounts {
  /** Views that are trained on. */
  views: number;
  /** Views that are looked at before the training, those that the cache lacks. */
  missing: number;
  /** Images that are looked at only when boxes are drawn. */
  looks: number;
  /** null when boxes are not to be refined. */
  refinement: RefinementWork | null;
}

export interface RefinementWork {
  /** Views whose compact features are missing. */
  views: number;
  /** Images of which an outline is cut from two seeds. */
  seeds: number;
  /** Outlines that are cut from a probability map, over all rounds. */
  outlines: number;
  /** Steps of training, over all rounds. */
  steps: number;
  /** Probability maps that are predicted, over all rounds and at the end. */
  maps: number;
  /** Images that are looked at once more at the end, their compact features not being kept. */
  looks: number;
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

export interface RefineRequest {
  /** The model of CI-CAM whose boxes are to be refined. */
  modelFile: string;
  /** Those that it was trained on. */
  images: LabeledImage[];
  seed: number;
  cacheFolder: string;
  /** The model's own: gets the checkpoint after each round and, at the end, the refinement. */
  modelFolder: string;
  /** Images whose boxes are reported after each round; ids of `images`. */
  sampleIds?: number[];
}

/** One round of refinement. */
export interface RoundFigures {
  /** Mean loss of its steps. */
  loss: number;
}

export interface RefineResult {
  /** True when an earlier call had finished it already. */
  wasRefined: boolean;
  /** Of every round that is behind it: fewer than `planned` when it was stopped and kept, none: boxes stay as they are. */
  rounds: RoundFigures[];
  /** Rounds of the recipe. */
  planned: number;
}

/** An image with the boxes that a person says it has. */
export interface CorrectedImage extends EngineImage {
  /** At least one, in pixels of the upright image. */
  boxes: Box[];
}

export interface LearnRequest {
  /** The model of CI-CAM whose boxes are refined. */
  modelFile: string;
  /** Absolute paths: the refinement to start from, which stays as it is, and the one to write. */
  from: string;
  to: string;
  /** At least one. */
  corrected: CorrectedImage[];
  /** Other images of the project, whose probabilities are to stay about as they are. */
  others: LabeledImage[];
  /** The threshold of the box rule now. */
  threshold: number;
  seed: number;
  cacheFolder: string;
}

export interface LearnResult {
  /** Images that could be learned from. */
  images: number;
  /** Of these, those that were held out to choose the threshold by. */
  heldOut: number;
  /** The threshold that the boxes are best drawn at from now on. */
  threshold: number;
  /** Mean over the steps. */
  loss: number;
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
  /** false: boxes of CI-CAM alone, also where there is a refinement beside the model. */
  refine?: boolean;
  /** Absolute path of a refinement that is used instead of the one beside the model. */
  refinementFile?: string;
}

export interface ImagePrediction {
  imageId: number;
  /** Index of the class that the enhanced scores put first, and its softmax probability. */
  top1: number;
  top1Score: number;
  /** The class that the box is for, and its softmax probability. */
  classIndex: number;
  score: number;
  /** H, least value 0; of a refined box, the probability of the object, in the steps that are kept. */
  map: ScoreMap;
  box: Box;
  /** How well independent estimates of the box agree, in [0, 1]; null where the box is not refined. */
  agreement: number | null;
}

export interface MeasureRequest {
  /** At least one that can be read; a dozen or more give what is typical. */
  images: EngineImage[];
  recipe: RecipeName;
  /** How many classes the head is to tell apart. */
  classes: number;
}

/** Seconds of the units of refinement. */
export interface RefinementMeasurement {
  /** Both outlines of one image from its seeds. */
  perSeed: number[];
  /** One outline from a probability map. */
  perOutline: number[];
  perStep: number[];
  /** Probability map and box of one image whose compact features are at hand. */
  perMap: number[];
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
  refinement: RefinementMeasurement;
}

/** Facts about a recipe that decide how long it takes and what a run is called. */
export interface RecipeFacts {
  epochs: number;
  batchSize: number;
  theta: number;
  /** Every hyper-parameter and the version of the features: JSON-serialisable, part of a run's fingerprint. */
  params: Record<string, unknown>;
  refinement: RefinementFacts;
}

/** The same of the refinement of boxes. */
export interface RefinementFacts {
  rounds: number;
  /** theta of the box rule of probability maps, in [0, 1). */
  threshold: number;
  /** Images that are learned from at most. */
  trainingImages: number;
  /** Part of the fingerprint of a run that refines. */
  params: Record<string, unknown>;
}

export interface Engine {
  info(): Promise<EngineInfo>;
  recipe(name: RecipeName): Promise<RecipeFacts>;
  /** What a training would have to do. */
  countWork(request: CountRequest): Promise<WorkCounts>;
  /** @returns ids of the images that are not known to be unreadable. */
  prepare(request: PrepareRequest, context: EngineContext): Promise<number[]>;
  /** `context.stop` ends it at the last whole epoch, with a model of that. */
  train(request: TrainRequest, context: EngineContext): Promise<TrainResult>;
  /**
   * Learns to refine a trained model's boxes, round by round. Interrupted and called again it goes on after its last whole
   * round; `context.stop` ends it there, with a refinement of that round, or with none before the first.
   */
  refine(request: RefineRequest, context: EngineContext): Promise<RefineResult>;
  /** Goes on with a refinement from what people put right, and writes another; a cancelled call has written none. */
  learn(request: LearnRequest, context: EngineContext): Promise<LearnResult>;
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
