/** The order in which people expect names: image2 before image10, whatever the system's language. */

/** Separates the parts of a path in a key; sorts before everything that names contain. */
const separator = '\u0001';

/**
 * A key whose plain comparison puts paths in natural order, folder by folder: letters without regard to case
 * and number by value; where that leaves two paths equal, their plain text decides. '/' separates parts.
 */
export function sortKey(path: string): string {
  const folded = path.normalize('NFC').toLowerCase().replaceAll('/', separator);
  return folded.replaceAll(/\d+/g, numberKey) + separator + separator + path;
}

/** A number led by how many digits it has, so that text comparison compares values: 2 < 10 as 0012 < 00210. */
function numberKey(digits: string): string {
  const significant = digits.replace(/^0+(?=\d)/, '');
  return String(significant.length).padStart(3, '0') + significant;
}

export function sortNaturally<T>(items: readonly T[], nameOf: (item: T) => string): T[] {
  const keyed = items.map((item) => ({ item, key: sortKey(nameOf(item)) }));
  keyed.sort((a, b) => (a.key < b.key ? -1 : Number(a.key > b.key)));
  return keyed.map(({ item }) => item);
}
