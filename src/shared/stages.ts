/** The stages of all long work by name: who does the work reports them, who shows it plans with them. */
export const stageNames = {
  find: 'Look for images',
  read: 'Read images',
  features: 'Look at images',
  train: 'Train',
  /** Boxes of CI-CAM alone, to look at while they are refined. */
  rough: 'Rough boxes',
  refine: 'Refine',
  /** From boxes that people put right. */
  learn: 'Learn',
  predict: 'Find boxes',
  export: 'Export',
} as const;
