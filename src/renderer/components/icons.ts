/** The drawn signs of the window, on a field of 20 x 20, as outlines that take the colour of the text around them. */

interface Shape {
  d: string;
  /** Thicker than the rest: dots. */
  isDot?: boolean;
  dash?: string;
}

function rect(x: number, y: number, w: number, h: number, r = 0): string {
  if (r === 0) return `M${x} ${y}h${w}v${h}h${-w}Z`;
  const [inW, inH] = [w - 2 * r, h - 2 * r];
  return (
    `M${x + r} ${y}h${inW}a${r} ${r} 0 0 1 ${r} ${r}v${inH}a${r} ${r} 0 0 1 ${-r} ${r}` +
    `h${-inW}a${r} ${r} 0 0 1 ${-r} ${-r}v${-inH}a${r} ${r} 0 0 1 ${r} ${-r}Z`
  );
}

function circle(x: number, y: number, r: number): string {
  return `M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`;
}

const lens = circle(9, 9, 5.25) + 'm0 0M13 13l4 4';
const plain = (...ds: string[]): Shape[] => ds.map((d) => ({ d }));

export const icons = {
  images: plain(
    rect(2.75, 4.75, 11.5, 11.5, 1.5),
    'M6 4.5v-.75c0-.55.45-1 1-1h9.25c.55 0 1 .45 1 1V13c0 .55-.45 1-1 1h-1.5',
    'm3 13.5 3.2-3.2 3 3 1.8-1.8 3 3',
  ),
  train: plain(
    'M2.75 2.75v14.5h14.5',
    'M2.75 15.5c3 0 3.3-8.2 5.7-9.1M11.6 6.7c1.3 1.3 2.3 2.9 5.65 2.9',
    circle(10, 6, 1.75),
  ),
  review: plain(
    'M3 6.5V4c0-.55.45-1 1-1h2.5M13.5 3H16c.55 0 1 .45 1 1v2.5M17 13.5V16c0 .55-.45 1-1 1h-2.5M6.5 17H4c-.55 0-1-.45-1-1v-2.5',
    'm6.75 10.25 2.25 2.25 4.25-5',
  ),
  export: plain(
    'M10 12.5V2.75M6.5 6 10 2.5 13.5 6',
    'M5.5 9H4c-.55 0-1 .45-1 1v6c0 .55.45 1 1 1h12c.55 0 1-.45 1-1v-6c0-.55-.45-1-1-1h-1.5',
  ),
  keys: plain(
    circle(10, 10, 7.25),
    'M7.9 7.8c.2-1.2 1-1.8 2.1-1.8 1.2 0 2.1.7 2.1 1.9 0 1.7-2.1 1.7-2.1 3.3',
    'M10 13.9v.1',
  ),
  settings: plain('M3 6h8M15 6h2M3 14h2M9 14h8', circle(13, 6, 2), circle(7, 14, 2)),
  folder: plain(
    'M2.75 15V5c0-.55.45-1 1-1h4l1.75 2h6.75c.55 0 1 .45 1 1v8c0 .55-.45 1-1 1H3.75c-.55 0-1-.45-1-1Z',
  ),
  'folder-open': plain(
    'M2.75 15V5c0-.55.45-1 1-1h4l1.75 2h5.75c.55 0 1 .45 1 1v1.5',
    'M3.2 16h11.9l2.4-6.2c.2-.6-.2-1.3-.9-1.3H6.4c-.4 0-.8.3-.9.7L2.9 15.5',
  ),
  file: plain(
    'M5 17V3c0-.3.2-.5.5-.5h6L15.5 6.5V17c0 .3-.2.5-.5.5H5.5c-.3 0-.5-.2-.5-.5Z',
    'M11.25 2.75V7h4',
  ),
  link: plain(
    'M8.5 11.5l3-3M9 6.5l1.75-1.75c1.25-1.25 3.25-1.25 4.5 0s1.25 3.25 0 4.5L13.5 11M11 13.5l-1.75 1.75c-1.25 1.25-3.25 1.25-4.5 0s-1.25-3.25 0-4.5L6.5 9',
  ),
  search: plain(lens),
  plus: plain('M10 4v12M4 10h12'),
  close: plain('m5.5 5.5 9 9M14.5 5.5l-9 9'),
  check: plain('m4.5 10.5 3.5 3.5 7.5-8.5'),
  'chevron-down': plain('m6 8 4 4 4-4'),
  'chevron-right': plain('m8 6 4 4-4 4'),
  'chevron-left': plain('m12 6-4 4 4 4'),
  undo: plain('M7 4.5 3.5 8 7 11.5', 'M3.75 8H12c2.5 0 4.25 1.75 4.25 4S14.5 16 12 16H8.5'),
  redo: plain('M13 4.5 16.5 8 13 11.5', 'M16.25 8H8c-2.5 0-4.25 1.75-4.25 4S5.5 16 8 16h3.5'),
  stop: plain(rect(5, 5, 10, 10, 1.5)),
  play: plain('M6.5 4.25v11.5l9-5.75-9-5.75Z'),
  pause: plain('M7 4.5v11M13 4.5v11'),
  edit: plain('m12.5 4.5 3 3L7 16H4v-3l8.5-8.5Z', 'm10.8 6.2 3 3'),
  draw: [{ d: rect(3, 3, 10, 10, 0.5), dash: '2.2 1.8' }, { d: 'M13 10v7M9.5 13.5h7' }],
  trash: plain(
    'M3.5 5.5h13M8 5.25V3.5h4v1.75M5 5.5l.7 10.6c0 .5.5.9 1 .9h6.6c.5 0 1-.4 1-.9L15 5.5M8.5 8.5V14M11.5 8.5V14',
  ),
  heatmap: plain(
    'M10 17.25c-3.2 0-5.25-2.1-5.25-5 0-3.4 3.25-4.6 3.5-9.25 3.2 1.3 3.9 4 3.6 6 .9-.3 1.5-1 1.7-1.9 1.2 1.3 1.7 3.3 1.7 5.15 0 2.9-2.05 5-5.25 5Z',
    'M10 17c-1.4 0-2.25-.9-2.25-2.2 0-1.4 1.25-2 2-3.3 1.4.9 2.5 1.9 2.5 3.3 0 1.3-.85 2.2-2.25 2.2Z',
  ),
  contour: [
    { d: 'M3 11c0-4.5 3-7.25 7-7.25S17 6 17 9.5s-2.5 6.75-7 6.75S3 14.5 3 11Z' },
    { d: 'M7 10.5c0-2 1.25-3.25 3-3.25s3 1 3 2.5-1.25 3-3.25 3S7 12 7 10.5Z', dash: '1.8 1.6' },
  ],
  'zoom-in': plain(lens, 'M9 6.75v4.5M6.75 9h4.5'),
  'zoom-out': plain(lens, 'M6.75 9h4.5'),
  fit: plain('M3.5 7.5v-4h4M12.5 3.5h4v4M16.5 12.5v4h-4M7.5 16.5h-4v-4', rect(7.25, 7.75, 5.5, 4.5, 0.5)),
  copy: plain(
    rect(7, 7, 9.5, 9.5, 1.25),
    'M4.5 13h-.25c-.4 0-.75-.35-.75-.75v-8c0-.4.35-.75.75-.75h8c.4 0 .75.35.75.75v.25',
  ),
  external: plain(
    'M8 4.5H4.5c-.5 0-1 .5-1 1v10c0 .5.5 1 1 1h10c.5 0 1-.5 1-1V12M11.5 3.5h5v5M16.25 3.75 9.5 10.5',
  ),
  grid: plain(
    rect(3.25, 3.25, 5.5, 5.5, 1),
    rect(11.25, 3.25, 5.5, 5.5, 1),
    rect(3.25, 11.25, 5.5, 5.5, 1),
    rect(11.25, 11.25, 5.5, 5.5, 1),
  ),
  single: plain(rect(3, 3.25, 14, 9.5, 1), 'M3.5 16.5h2M7.5 16.5h2M11.5 16.5h2M15.5 16.5h1'),
  cpu: plain(
    rect(5.5, 5.5, 9, 9, 1.25),
    rect(8.25, 8.25, 3.5, 3.5, 0.5),
    'M8 5.25V3M12 5.25V3M8 17v-2.25M12 17v-2.25M5.25 8H3M5.25 12H3M17 8h-2.25M17 12h-2.25',
  ),
  warning: plain('M10 3.2 17.6 16.4H2.4L10 3.2Z', 'M10 8v4M10 14.2v.1'),
  info: plain(circle(10, 10, 7.25), 'M10 9.25v4.5M10 6.4v.1'),
  clock: plain(circle(10, 10, 7.25), 'M10 5.75V10l3 1.75'),
  sun: plain(
    circle(10, 10, 3.25),
    'M10 2.25v1.5M10 16.25v1.5M2.25 10h1.5M16.25 10h1.5M4.5 4.5l1.1 1.1M14.4 14.4l1.1 1.1M15.5 4.5l-1.1 1.1M5.6 14.4l-1.1 1.1',
  ),
  moon: plain('M16.5 11.8A7 7 0 0 1 8.2 3.5a7 7 0 1 0 8.3 8.3Z'),
  system: plain(rect(2.75, 3.75, 14.5, 9.5, 1), 'M7 16.5h6M10 13.5v3'),
  refresh: plain(
    'M16.25 8.5A6.5 6.5 0 0 0 4.5 6.25L3.25 7.75M3.25 4v3.75H7M3.75 11.5a6.5 6.5 0 0 0 11.75 2.25l1.25-1.5M16.75 16v-3.75H13',
  ),
  pin: plain('M7 3.5h6M8 3.5v4.75L5.5 11.5h9L12 8.25V3.5M10 11.5V17'),
  more: [{ d: 'M5 10v.1M10 10v.1M15 10v.1', isDot: true }],
  drag: [{ d: 'M7.5 5v.1M7.5 10v.1M7.5 15v.1M12.5 5v.1M12.5 10v.1M12.5 15v.1', isDot: true }],
} satisfies Record<string, Shape[]>;

export type IconName = keyof typeof icons;

/** The shapes of a sign. */
export function shapesOf(name: IconName): readonly Shape[] {
  return icons[name];
}
