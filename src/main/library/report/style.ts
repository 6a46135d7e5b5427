/** The contact sheet's look: the app's own colours and sizes by role, so that the page looks like it. */
export const style = `
:root {
  color-scheme: light dark;
  --font-ui: system-ui, -apple-system, "Segoe UI", "Noto Sans", "Liberation Sans", Arial, sans-serif;
  --canvas: #d7d8da; --surface-window: #e9eaec; --surface-panel: #f5f5f6; --surface-raised: #fff;
  --surface-selected: #d6e9f8; --line: #d5d7db; --line-control: #6e747d;
  --text: #191b1e; --text-muted: #454a52; --text-faint: #585e67; --accent: #0b669f; --focus: #06283f;
  --status-unreviewed: #585e67; --status-accepted: #17663b; --status-edited: #5f3fb3;
  --shadow-raised: 0 1px 2px rgb(20 22 26 / .1);
  --photo-box-casing: rgb(0 0 0 / .78);
  --photo-box-unreviewed: #fff; --photo-box-accepted: #52e292; --photo-box-edited: #cdb8ff;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0f1011; --surface-window: #161719; --surface-panel: #1c1d20; --surface-raised: #26282b;
    --surface-selected: #163247; --line: #2d3034; --line-control: #858b94;
    --text: #eeeff1; --text-muted: #b7bbc2; --text-faint: #a4a9b1; --accent: #5db4f0; --focus: #a5d9ff;
    --status-unreviewed: #c3c7cd; --status-accepted: #5fcf92; --status-edited: #bda8fa;
    --shadow-raised: 0 1px 2px rgb(0 0 0 / .4);
  }
}
* { box-sizing: border-box; }
body {
  margin: 0; background: var(--surface-window); color: var(--text);
  font: 13px/1.45 var(--font-ui); font-variant-numeric: tabular-nums;
}
header, nav, main, footer { padding-inline: max(16px, calc((100vw - 1560px) / 2)); }
header { padding-block: 32px 20px; }
h1 { margin: 0; font-size: 28px; font-weight: 600; line-height: 1.25; letter-spacing: -.01em; }
.counts { margin: 4px 0 0; font-size: 15px; color: var(--text-muted); }
dl { display: flex; flex-wrap: wrap; gap: 12px 32px; margin: 20px 0 0; }
dt { font-size: 11px; color: var(--text-faint); }
dd { margin: 0; font-weight: 500; }
.note { margin: 16px 0 0; color: var(--text-muted); }

nav {
  position: sticky; top: 0; z-index: 20; max-height: 40vh; overflow: auto;
  background: var(--surface-window); border-block: 1px solid var(--line);
}
fieldset { display: flex; flex-wrap: wrap; gap: 8px; margin: 0; padding: 10px 0; border: 0; }
legend, .unseen {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}
nav label {
  position: relative; display: inline-flex; align-items: center; gap: 6px; min-height: 28px; padding: 0 12px;
  border: 1px solid var(--line-control); border-radius: 999px; font-weight: 500; cursor: pointer;
}
nav label span { color: var(--text-faint); font-weight: 400; }
nav label:hover { background: var(--surface-raised); }
nav label:has(:checked) { background: var(--surface-selected); border-color: var(--accent); }
nav label:has(:checked) span { color: var(--text-muted); }
nav label:has(:focus-visible) { outline: 2px solid var(--focus); outline-offset: 2px; }
nav input { position: absolute; inset: 0; margin: 0; opacity: 0; cursor: pointer; }

main { padding-block: 8px 48px; }
h2 { display: flex; flex-wrap: wrap; align-items: baseline; gap: 4px 12px; margin: 24px 0 12px; font-size: 15px; font-weight: 600; }
h2 span { font-size: 12px; font-weight: 400; color: var(--text-muted); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 184px), 1fr)); gap: 14px; }
figure {
  margin: 0; padding: 6px; background: var(--surface-panel); border-radius: 8px;
  box-shadow: var(--shadow-raised); break-inside: avoid;
}
.photo { position: relative; aspect-ratio: 4 / 3; overflow: hidden; background: var(--canvas); border-radius: 2px; }
.photo > img, .photo > svg { position: absolute; inset: 0; width: 100%; height: 100%; }
.photo > img { object-fit: contain; }
.photo > svg { overflow: visible; }
.photo > p { position: absolute; inset: 0; display: grid; place-items: center; margin: 0; padding: 12px; text-align: center; color: var(--text-faint); }
rect { fill: none; vector-effect: non-scaling-stroke; shape-rendering: crispEdges; }
.casing { stroke: var(--photo-box-casing); stroke-width: 4px; }
.unreviewed { stroke: var(--photo-box-unreviewed); stroke-width: 2px; }
.accepted { stroke: var(--photo-box-accepted); stroke-width: 2px; }
.edited { stroke: var(--photo-box-edited); stroke-width: 2px; }
figcaption { display: flex; align-items: center; gap: 6px; padding: 6px 4px 2px; font-size: 12px; }
figcaption .file { flex: 1; min-width: 0; overflow: hidden; text-overflow: ellipsis; white-space: nowrap; color: var(--text-muted); }
figcaption .score { font-weight: 500; }
.sign { flex: none; width: 12px; height: 12px; fill: none; stroke: currentColor; stroke-width: 2; }
.sign .disc { fill: currentColor; stroke: none; }
.sign .disc + path { stroke: var(--surface-panel); stroke-width: 1.6; }
.sign-unreviewed { color: var(--status-unreviewed); }
.sign-accepted { color: var(--status-accepted); }
.sign-edited { color: var(--status-edited); }
footer { padding-block: 20px 32px; border-top: 1px solid var(--line); color: var(--text-faint); }
@media print { nav { display: none; } body { background: none; } figure { box-shadow: none; border: 1px solid var(--line); } }
`;
