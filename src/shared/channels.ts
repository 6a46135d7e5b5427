/** The two channels between the window and the shell. */
export const channels = { call: 'call', event: 'event' } as const;

/** Where the window's own page is, and the only origin whose calls are answered. */
export const pageOrigin = 'app://boxwright';
