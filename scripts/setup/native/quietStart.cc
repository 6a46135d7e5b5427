// TensorFlow writes a line about oneDNN while it is being loaded, before it looks at TF_CPP_MIN_LOG_LEVEL. This
// library is linked to be initialised first; the binding, initialised last, gives standard error back
// (quietEnd.cc). With level 0, or none, nothing is held back.
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

int boxwright_saved_stderr = -1;

__attribute__((constructor)) static void mute() {
  const char* level = getenv("TF_CPP_MIN_LOG_LEVEL");
  if (level == nullptr || strcmp(level, "0") == 0) return;
  int nowhere = open("/dev/null", O_WRONLY | O_CLOEXEC);
  if (nowhere < 0) return;
  boxwright_saved_stderr = fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3);
  if (boxwright_saved_stderr >= 0) dup2(nowhere, STDERR_FILENO);
  close(nowhere);
}
