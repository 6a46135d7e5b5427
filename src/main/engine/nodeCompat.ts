/**
 * tfjs-node 4.22 still calls two helpers that Node 23 took out of `util`. They are put back before it loads;
 * importing this file first is what guarantees the order.
 */
import util from 'node:util';

Object.assign(util, {
  isNullOrUndefined: (value: unknown) => value === null || value === undefined,
  isArray: Array.isArray,
});
