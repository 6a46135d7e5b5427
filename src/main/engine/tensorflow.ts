/** The one place where TensorFlow is loaded; every other file of the engine takes `tf` from here. */
import './nodeCompat.ts';
import * as tf from '@tensorflow/tfjs-node-gpu';

// One line of thanks and two of CPU features for every start would drown what the person asked for.
tf.enableProdMode();

export { tf };
