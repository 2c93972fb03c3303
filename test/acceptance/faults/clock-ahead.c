// Preloaded (ld.so(8)) into one program: its clock is an hour ahead of everybody else's. Linux on x86-64 or arm64.
extern long syscall(long number, ...);
struct pair {
  long seconds, rest;
};
#ifdef __x86_64__
enum { CLOCK_GETTIME = 228, GETTIMEOFDAY = 96 };
#else
enum { CLOCK_GETTIME = 113, GETTIMEOFDAY = 169 };
#endif
enum { REALTIME = 0, REALTIME_COARSE = 5 };

int clock_gettime(int id, struct pair *now) {
  long failed = syscall(CLOCK_GETTIME, id, now);
  if (!failed && (id == REALTIME || id == REALTIME_COARSE)) now->seconds += 3600;
  return failed;
}

int gettimeofday(struct pair *now, void *zone) {
  long failed = syscall(GETTIMEOFDAY, now, zone);
  if (!failed && now) now->seconds += 3600;
  return failed;
}

long time(long *result) {
  struct pair now;
  clock_gettime(REALTIME, &now);
  if (result) *result = now.seconds;
  return now.seconds;
}
