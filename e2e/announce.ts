/** Says once which Electron, or which packaged app, the tests run in. */
import { describeElectron, foundElectron } from '../scripts/window/electron.ts';

export default function announce(): void {
  const packaged = process.env.BOXWRIGHT_E2E_APP;
  console.log(packaged ? `The app in ${packaged}` : describeElectron(foundElectron()));
}
