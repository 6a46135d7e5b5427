/** How times, paths and counts are put into words all over the window. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY_MS = 24 * HOUR * 1000;

/** A span of time, rounded to what an estimate can honestly say: "20 s", "5 min", "1 h 20 min". @param seconds >= 0 */
export function spanWords(seconds: number): string {
  if (seconds < 57.5) return `${Math.max(5, Math.round(seconds / 5) * 5)} s`;
  const minutes = Math.max(1, Math.round(seconds / MINUTE));
  if (minutes < 60) return `${minutes} min`;
  const tens = Math.round(seconds / (10 * MINUTE));
  const [hours, rest] = [Math.floor(tens / 6), (tens % 6) * 10];
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
}

/** "about 5 min left"; nothing while too little is known. */
export function etaWords(seconds: number | null): string {
  if (seconds === null) return '';
  return seconds < 5 ? 'a few seconds left' : `about ${spanWords(seconds)} left`;
}

/** "1 image", "2 images", "12,406 images". */
export function countWords(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

const homes = /^(?:\/home\/[^/]+|\/Users\/[^/]+|\/root|[A-Za-z]:\\Users\\[^\\]+)(?=[/\\]|$)/;

/** A path with the person's own folder as ~. */
export function homePath(path: string): string {
  return path.replace(homes, '~');
}

/** Last part of a path of any system. */
export function baseName(path: string): string {
  return path.split(/[/\\]/).findLast((part) => part !== '') ?? path;
}

/** "09:41". @param iso ISO 8601 */
export function clockWords(iso: string): string {
  return new Date(iso).toLocaleTimeString('en', { hour: '2-digit', minute: '2-digit', hour12: false });
}

function startOfDay(date: Date): number {
  return new Date(date.getFullYear(), date.getMonth(), date.getDate()).getTime();
}

/** "Opened today", "Opened 3 weeks ago": by days of the calendar, not by hours. @param iso ISO 8601 */
export function openedWords(iso: string, now: Date): string {
  const then = new Date(iso);
  // Rounded, because two days of a year have 23 and 25 hours.
  const days = Math.round((startOfDay(now) - startOfDay(then)) / DAY_MS);
  if (days <= 0) return 'Opened today';
  if (days === 1) return 'Opened yesterday';
  if (days < 14) return `Opened ${days} days ago`;
  if (days < 60) return `Opened ${Math.floor(days / 7)} weeks ago`;
  return `Opened in ${then.toLocaleDateString('en', { month: 'long', year: 'numeric' })}`;
}

/** Splits a message into its first sentence, for a title, and the rest. */
export function firstSentence(message: string): { title: string; rest: string } {
  const end = /[.?:](?=\s)/.exec(message);
  if (!end) return { title: message.replace(/\.$/, ''), rest: '' };
  return { title: message.slice(0, end.index), rest: message.slice(end.index + 1).trim() };
}
