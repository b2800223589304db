import type { Download } from '#contract/downloads';

export const SCENE_DOWNLOADS: readonly Download[] = [
  {
    name: 'appliance',
    version: '1.0.3+3f2a91c0',
    file: 'watchbill-appliance.tar.gz',
    path: '/downloads/watchbill-appliance.tar.gz',
    sha256: '9f6c1d0b7a4e52c83e1f0d96b7a8c5e4f3120987d6c5b4a3928170f6e5d4c3b2',
    bytes: 462_118,
    installPath: '/install/appliance',
  },
  {
    name: 'sensor',
    version: '1.0.3+5d20e7f4',
    file: 'watchbill-sensor.tar.gz',
    path: '/downloads/watchbill-sensor.tar.gz',
    sha256: '41b7c0e9d8a7f6e5d4c3b2a19081726354453627180f9e8d7c6b5a4938271605',
    bytes: 388_204,
  },
  {
    name: 'scan',
    version: '1.0.3+5d20e9a7',
    file: 'watchbill-scan.tar.gz',
    path: '/downloads/watchbill-scan.tar.gz',
    sha256: '51c7e0f2a9d84b6e3c1f5a7092d8b4e6f0a1c3e5d7b9f2a4c6e8d0b1a3f5c7e9',
    bytes: 268_441,
  },
  {
    name: 'simulator',
    version: '1.0.3+b81c77e2',
    file: 'watchbill-simulator.mjs',
    path: '/downloads/watchbill-simulator.mjs',
    sha256: '27d0a1c4e5b6f7089a1b2c3d4e5f60718293a4b5c6d7e8f90a1b2c3d4e5f6071',
    bytes: 611_734,
  },
];
