/** Classes: names, order, merging. */
import type { Handlers } from '../../shared/contract.ts';
import type { ClassRecord } from '../../shared/domain.ts';
import type { Service } from './service.ts';

type ClassCall = `classes.${'list' | 'rename' | 'reorder' | 'merge' | 'undoMerge'}`;

export function classCalls(service: Service): Pick<Handlers<'library'>, ClassCall> {
  const edits = () => service.session.project.classEdits;

  function told(classes: ClassRecord[]): ClassRecord[] {
    service.desk.emit({ kind: 'classes', classes });
    return classes;
  }

  /** Images stand in the order of their classes, and a merge gives some another class. */
  function toldWithImages(classes: ClassRecord[]): ClassRecord[] {
    service.desk.emit({ kind: 'images-changed' });
    service.session.changed();
    return told(classes);
  }

  return {
    'classes.list': () => service.session.project.classes(),
    'classes.rename': ({ classId, name }) => told(edits().rename(classId, name)),
    'classes.reorder': ({ classIds }) => toldWithImages(edits().reorder(classIds)),
    'classes.merge': ({ from, into }) => toldWithImages(edits().merge(from, into)),
    'classes.undoMerge': () => {
      const classes = edits().undoMerge();
      return classes && toldWithImages(classes);
    },
  };
}
