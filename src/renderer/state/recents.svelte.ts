/** The projects that were open lately, for the Start screen. */
import type { RecentProject } from '../../shared/appDomain.ts';
import { app } from './app.svelte.ts';
import { ask } from './client.ts';

export class Recents {
  /** Latest first; null until they were asked for. */
  list = $state.raw<RecentProject[] | null>(null);

  async load(): Promise<void> {
    await this.#take(ask('app.recentProjects', {}));
  }

  /** Takes a project off the list; its folder stays as it is. */
  async forget(folder: string): Promise<void> {
    await this.#take(ask('app.forgetProject', { folder }));
  }

  async #take(answer: Promise<RecentProject[]>): Promise<void> {
    try {
      this.list = await answer;
    } catch (error) {
      this.list ??= [];
      app.report(error);
    }
  }
}

export const recents = new Recents();

/** The projects whose name or path holds all words of the query, in any case. */
export function matching(projects: readonly RecentProject[], query: string): RecentProject[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  return projects.filter(({ name, folder }) => {
    const text = `${name} ${folder}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}
