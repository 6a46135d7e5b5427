// Compiled into the native binding; see quietStart.cc.
#include <unistd.h>

extern int boxwright_saved_stderr;

__attribute__((constructor)) static void unmute() {
  if (boxwright_saved_stderr < 0) return;
  dup2(boxwright_saved_stderr, STDERR_FILENO);
  close(boxwright_saved_stderr);
  boxwright_saved_stderr = -1;
}
