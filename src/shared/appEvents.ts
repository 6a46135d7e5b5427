/** What the window hears without asking. After subscribing, a listener asks for a snapshot; events tell what came since. */
import type {
  BoxChanges,
  EngineInfo,
  ImageColumns,
  LiveTraining,
  OpenedProject,
  Settings,
  ThetaState,
  UndoState,
} from './appDomain.ts';
import type { ClassRecord } from './domain.ts';
import type { JobRecord } from './jobs.ts';
import type { LearningState } from './learning.ts';

/** From the library process. */
export type LibraryEvent =
  /** Another project is open, or none; everything known of the last one is void. */
  | { kind: 'project'; project: OpenedProject | null }
  /** The open project's counts changed. */
  | { kind: 'project-changed'; project: OpenedProject }
  | { kind: 'job'; job: JobRecord }
  | { kind: 'job-gone'; jobId: number }
  | { kind: 'images-added'; images: ImageColumns }
  /** Images moved, vanished or changed class: take a new snapshot. */
  | { kind: 'images-changed' }
  | { kind: 'classes'; classes: ClassRecord[] }
  | { kind: 'problems'; count: number }
  | { kind: 'boxes'; changes: BoxChanges }
  /** `pending` boxes are still to be derived anew. */
  | { kind: 'theta'; theta: ThetaState; pending: number }
  | { kind: 'undo'; undo: UndoState }
  | { kind: 'learning'; learning: LearningState }
  | { kind: 'training'; training: LiveTraining | null }
  | { kind: 'engine'; engine: EngineInfo | null };

/** From the shell itself. */
export type ShellEvent =
  | { kind: 'settings'; settings: Settings }
  /** The library process died and was started again; the project is open again: take new snapshots. */
  | { kind: 'library-restarted' }
  /** It died and could not be started again. */
  | { kind: 'library-lost'; message: string }
  /** Boxwright was started, or started again, with a folder: a project, or images for a new one. */
  | { kind: 'folder-given'; folder: string }
  /** An entry of the menu was chosen. */
  | { kind: 'menu'; command: MenuCommand };

export type MenuCommand =
  | 'new-project'
  | 'open-project'
  | 'close-project'
  | 'add-images'
  | 'train'
  | 'export'
  | 'undo'
  | 'redo'
  | 'keys'
  | 'images'
  | 'review';

export type AppEvent = LibraryEvent | ShellEvent;
