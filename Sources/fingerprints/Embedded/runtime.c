// What Embedded Swift asks of the system below it, for a processor without one: memory, and a place to
// print to. The latter is a call of WASI, which whoever runs the program answers.

#include <stddef.h>
#include <stdint.h>

#define WASI(name) __attribute__((import_module("wasi_snapshot_preview1"), import_name(#name)))

// Memory: a block is as long as a power of two, and those that were freed wait in a list for each power.

extern unsigned char __heap_base;
enum { smallest_power = 5, powers = 31, page = 65536 };

// What precedes the bytes of a block, and keeps them aligned.
struct block {
  struct block *next;
  uint32_t power;
  uint32_t padding[2];
};
static struct block *freed[powers];
static uintptr_t unused;

static struct block *fresh(uint32_t power) {
  if (unused == 0) unused = ((uintptr_t)&__heap_base + 15) & ~(uintptr_t)15;
  struct block *block = (struct block *)unused;
  unused += (uintptr_t)1 << power;
  uintptr_t pages = (unused + page - 1) / page, present = __builtin_wasm_memory_size(0);
  if (pages > present && __builtin_wasm_memory_grow(0, pages - present) == (size_t)-1) {
    __builtin_trap();
  }
  block->power = power;
  return block;
}

int posix_memalign(void **result, size_t alignment, size_t size) {
  uint32_t power = smallest_power;
  while (power < powers && ((size_t)1 << power) < size + sizeof(struct block)) power += 1;
  if (power == powers || alignment > sizeof(struct block)) __builtin_trap();
  struct block *block = freed[power];
  if (block) {
    freed[power] = block->next;
  } else {
    block = fresh(power);
  }
  *result = block + 1;
  return 0;
}

void free(void *bytes) {
  if (!bytes) return;
  struct block *block = (struct block *)bytes - 1;
  block->next = freed[block->power];
  freed[block->power] = block;
}

// With -mbulk-memory each of these is one instruction, not a call of itself.

void *memcpy(void *to, const void *from, size_t size) { return __builtin_memcpy(to, from, size); }
void *memmove(void *to, const void *from, size_t size) { return __builtin_memmove(to, from, size); }
void *memset(void *to, int byte, size_t size) { return __builtin_memset(to, byte, size); }

uintptr_t __stack_chk_guard = 0x5afe57ac;
_Noreturn void __stack_chk_fail(void) { __builtin_trap(); }

// The product of two words that has to be looked at for an overflow: that of the lower halves in full,
// and of the others what fits.
__int128 __multi3(__int128 left, __int128 right) {
  uint64_t a = (uint64_t)left, b = (uint64_t)right;
  uint64_t low = (a & 0xffffffff) * (b & 0xffffffff);
  uint64_t middle = (a >> 32) * (b & 0xffffffff) + (low >> 32);
  uint64_t cross = (a & 0xffffffff) * (b >> 32) + (middle & 0xffffffff);
  uint64_t high = (a >> 32) * (b >> 32) + (middle >> 32) + (cross >> 32);
  high += a * (uint64_t)(right >> 64) + b * (uint64_t)(left >> 64);
  return (__int128)((unsigned __int128)high << 64 | (cross << 32 | (low & 0xffffffff)));
}

// What sets are hashed with: no result may depend on it.
void arc4random_buf(void *bytes, size_t size) { __builtin_memset(bytes, 0xa5, size); }

// Printing, a line at a time.

struct bytes {
  const char *start;
  size_t size;
};
WASI(fd_write) int fd_write(int file, const struct bytes *parts, int count, size_t *written);

static char line[1024];
static size_t length = 0;

int putchar(int character) {
  line[length++] = (char)character;
  if (character == '\n' || length == sizeof line) {
    struct bytes part = {line, length};
    size_t written = 0;
    if (fd_write(1, &part, 1, &written) != 0 || written != length) __builtin_trap();
    length = 0;
  }
  return character;
}

extern int __main_argc_argv(int count, char **arguments);

// Where a WASI program begins.
void _start(void) {
  if (__main_argc_argv(0, 0) != 0) __builtin_trap();
}
