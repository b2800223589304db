import './ui/theme/base.css';
import '@mantine/core/styles.layer.css';
import '@mantine/notifications/styles.layer.css';
import '@mantine/spotlight/styles.layer.css';
import './ui/theme/controls.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { createConsole } from './app/console.tsx';
import { cspNonce } from './app/csp-nonce.ts';

// Style elements that libraries insert at run time ask for the nonce under this name.
Object.assign(globalThis, { __webpack_nonce__: cspNonce(document) });

const root = document.getElementById('root');
if (root === null) throw new Error('index.html has no element "root"');

const Console = createConsole();
createRoot(root).render(
  <StrictMode>
    <Console />
  </StrictMode>,
);
