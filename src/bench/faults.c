/*
 * A system that fails: loaded into tracker with LD_PRELOAD by faults.py, which says with what and when.
 *
 *   FAULT        what fails, how and when: "eio once 37" is the 37th call of those that can fail so,
 *                "eio on 37" that one and all later ones
 *   FAULT_BELOW  the folder whose files fail; others are left alone
 *   FAULT_COUNT  a file to which the number of such calls is written at the end
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <time.h>
#include <unistd.h>

enum { READS = 1, WRITES = 2, SYNCS = 4, OPENS = 8, CHANGES = 16, CLOCK = 32 };

static const struct {
  const char *name;
  int calls;
  int error;
} KINDS[] = {
    {"eio", READS | WRITES | SYNCS, EIO},
    {"enospc", WRITES | CHANGES, ENOSPC},
    {"emfile", OPENS, EMFILE},
    {"eacces", OPENS | CHANGES, EACCES},
    {"erofs", WRITES | CHANGES, EROFS},
    {"short", READS | WRITES, 0},
    {"clock", CLOCK, 0},
};

static int kind = -1;
static int from_then_on;
static long when;
static const char *below;
static atomic_long calls;
static atomic_long dice;

__attribute__((constructor)) static void begin(void) {
  char name[16], how[8];
  const char *fault = getenv("FAULT");
  below = getenv("FAULT_BELOW");
  if (fault == NULL || below == NULL || sscanf(fault, "%15s %7s %ld", name, how, &when) != 3) return;
  for (int i = 0; i < (int)(sizeof KINDS / sizeof *KINDS); i++) {
    if (strcmp(KINDS[i].name, name) == 0) kind = i;
  }
  from_then_on = strcmp(how, "on") == 0;
  dice = when;
}

#define REAL(name) \
  static __typeof__(name) *real; \
  if (real == NULL) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

__attribute__((destructor)) static void end(void) {
  const char *to = getenv("FAULT_COUNT");
  int keep = kind;
  kind = -1;
  if (keep < 0 || to == NULL || calls == 0) return;
  FILE *file = fopen(to, "w");
  if (file != NULL) {
    fprintf(file, "%ld\n", (long)calls);
    fclose(file);
  }
}

/* Whether a call of this sort is the one that fails. */
static int due(int sort) {
  if (kind < 0 || (KINDS[kind].calls & sort) == 0) return 0;
  long call = atomic_fetch_add(&calls, 1) + 1;
  return from_then_on ? call >= when : call == when;
}

static int is_below(const char *path) {
  size_t length = strlen(below);
  return strncmp(path, below, length) == 0 && (path[length] == '/' || path[length] == 0);
}

static int file_fails(int sort, int fd) {
  if (kind < 0 || (KINDS[kind].calls & sort) == 0) return 0;
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  if (length < 0) return 0;
  path[length] = 0;
  return is_below(path) && due(sort);
}

static int path_fails(int sort, const char *path) {
  if (kind < 0 || path == NULL || path[0] != '/' || !is_below(path) || !due(sort)) return 0;
  errno = KINDS[kind].error;
  return 1;
}

/* What a call that may be short is given: any part of what was asked for, but something. */
static size_t part(size_t size) {
  if (size < 2) return size;
  unsigned long mixed = (unsigned long)atomic_fetch_add(&dice, 1) * 2654435761UL;
  return 1 + (mixed >> 7) % (size - 1);
}

/* Defines a reading or writing call: short, failing, or as asked for. */
#define TRANSFER(sort, type, name, buffer_type, parameters, arguments, short_arguments) \
  type name parameters { \
    REAL(name); \
    if (!file_fails(sort, fd)) return real arguments; \
    if (KINDS[kind].error == 0) return real short_arguments; \
    errno = KINDS[kind].error; \
    return -1; \
  }

TRANSFER(READS, ssize_t, read, void, (int fd, void *to, size_t size), (fd, to, size), (fd, to, part(size)))
TRANSFER(WRITES, ssize_t, write, const void, (int fd, const void *of, size_t size), (fd, of, size), (fd, of, part(size)))
TRANSFER(READS, ssize_t, pread64, void, (int fd, void *to, size_t size, off64_t at), (fd, to, size, at), (fd, to, part(size), at))
TRANSFER(WRITES, ssize_t, pwrite64, const void, (int fd, const void *of, size_t size, off64_t at), (fd, of, size, at), (fd, of, part(size), at))
TRANSFER(READS, ssize_t, readv, void, (int fd, const struct iovec *to, int count), (fd, to, count), (fd, to, 1))
TRANSFER(WRITES, ssize_t, writev, void, (int fd, const struct iovec *of, int count), (fd, of, count), (fd, of, 1))

#define ON_FILE(sort, name, parameters, arguments) \
  int name parameters { \
    REAL(name); \
    if (!file_fails(sort, fd)) return real arguments; \
    errno = KINDS[kind].error; \
    return -1; \
  }

ON_FILE(SYNCS, fsync, (int fd), (fd))
ON_FILE(SYNCS, fdatasync, (int fd), (fd))
ON_FILE(CHANGES, ftruncate64, (int fd, off64_t size), (fd, size))

#define ON_PATH(name, parameters, arguments) \
  int name parameters { \
    REAL(name); \
    return path_fails(CHANGES, path) ? -1 : real arguments; \
  }

ON_PATH(mkdir, (const char *path, mode_t mode), (path, mode))
ON_PATH(rename, (const char *path, const char *to), (path, to))
ON_PATH(unlink, (const char *path), (path))
ON_PATH(link, (const char *path, const char *to), (path, to))

static int open_fails(const char *path, int flags) {
  return path_fails(OPENS, path) || ((flags & O_CREAT) != 0 && path_fails(CHANGES, path));
}

#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    REAL(name); \
    va_list rest; \
    va_start(rest, flags); \
    mode_t mode = va_arg(rest, mode_t); \
    va_end(rest); \
    return open_fails(path, flags) ? -1 : real(path, flags, mode); \
  }

OPEN(open)
OPEN(open64)

/* A clock that is set back by an hour. */
int clock_gettime(clockid_t clock, struct timespec *time) {
  REAL(clock_gettime);
  int result = real(clock, time);
  if (clock == CLOCK_REALTIME && due(CLOCK)) time->tv_sec -= 3600;
  return result;
}
