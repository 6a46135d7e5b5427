/** The states of a box as a person sees them: `suspicious` is an unreviewed box that something speaks against. */
export const boxStatuses = ['unreviewed', 'accepted', 'edited', 'rejected', 'suspicious'] as const;
export type BoxStatus = (typeof boxStatuses)[number];

/** How a box over a photo is drawn: a status, or `previous` for where it was an epoch ago. */
export type BoxLook = BoxStatus | 'previous';
