/** The smallest program that shows that TensorFlow works: [[1, 2], [3, 4]] times [[5, 6], [7, 8]]. */
const util = require('node:util');
// tfjs-node 4.22 still calls two helpers that Node 23 took out of `util`.
Object.assign(util, {
  isNullOrUndefined: (/** @type {unknown} */ value) => value === null || value === undefined,
  isArray: Array.isArray,
});
const tf = require('@tensorflow/tfjs-node-gpu');

const product = tf.matMul(tf.tensor2d([1, 2, 3, 4], [2, 2]), tf.tensor2d([5, 6, 7, 8], [2, 2]));
const values = [...product.dataSync()].join(' ');
if (tf.getBackend() !== 'tensorflow' || values !== '19 22 43 50') {
  throw new Error(`The ${tf.getBackend()} backend says ${values} where 19 22 43 50 is right.`);
}
