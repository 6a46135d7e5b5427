/** The library as a process of its own. Whatever goes wrong in one call or job, it lives on. */
import { processPort } from '../processPort.ts';
import { serveLibrary } from './libraryServer.ts';

process.on('unhandledRejection', (reason) => {
  // Said where the shell keeps the last words of its processes; the call or job that it belongs to has failed already.
  console.error(reason);
});

serveLibrary(processPort(), () => process.exit(0));
