/** The engine as a process of its own: jobs come over the port, events and results go back. */
import { processPort } from '../processPort.ts';
import { localEngine } from './engine.ts';
import { serveEngine } from './engineServer.ts';

const port = processPort();
serveEngine(localEngine(), port);
// Nobody is left who could want a result.
port.onClose(() => process.exit(0));
