/** A piece of a line of text, and what it is drawn as. */
export interface CodePiece {
  text: string;
  kind: 'plain' | 'key' | 'string';
}

/** A line of JSON, XML or "key: value" text in pieces: names of fields and tags, quoted strings, and the rest. */
export function codePieces(line: string): CodePiece[] {
  const pattern = /("(?:[^"\\]|\\.)*")(\s*:)?|(<\/?[\w:.-]+|\/?>)|^(\s*[\w-]+)(?=:\s|:$)/g;
  const pieces: CodePiece[] = [];
  let end = 0;
  for (const match of line.matchAll(pattern)) {
    const [whole, quoted, colon, tag, field] = match;
    if (match.index > end) pieces.push({ text: line.slice(end, match.index), kind: 'plain' });
    if (quoted !== undefined) {
      pieces.push({ text: quoted, kind: colon === undefined ? 'string' : 'key' });
      if (colon !== undefined) pieces.push({ text: colon, kind: 'plain' });
    } else pieces.push({ text: tag ?? field ?? whole, kind: 'key' });
    end = match.index + whole.length;
  }
  if (end < line.length) pieces.push({ text: line.slice(end), kind: 'plain' });
  return pieces;
}
