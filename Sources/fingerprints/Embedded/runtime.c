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

int memcmp(const void *left, const void *right, size_t size) {
  const unsigned char *a = left, *b = right;
  for (; size > 0; size--, a++, b++) {
    if (*a != *b) return *a < *b ? -1 : 1;
  }
  return 0;
}

// Two words moved by a number of bits below 128.

static __int128 joined(uint64_t high, uint64_t low) {
  return (__int128)((unsigned __int128)high << 64 | low);
}

__int128 __ashlti3(__int128 value, int by) {
  uint64_t low = (uint64_t)value, high = (uint64_t)((unsigned __int128)value >> 64);
  if (by == 0) return value;
  return by >= 64 ? joined(low << (by - 64), 0) : joined(high << by | low >> (64 - by), low << by);
}

__int128 __lshrti3(__int128 value, int by) {
  uint64_t low = (uint64_t)value, high = (uint64_t)((unsigned __int128)value >> 64);
  if (by == 0) return value;
  return by >= 64 ? joined(0, high >> (by - 64)) : joined(high >> by, low >> by | high << (64 - by));
}

// Numbers: rounding halves away from zero, and a product with a sum, rounded once.

double round(double value) {
  double whole = __builtin_trunc(value);
  return __builtin_fabs(value - whole) < 0.5 ? whole : whole + __builtin_copysign(1, value);
}

typedef unsigned __int128 wide;
union bits {
  double value;
  uint64_t bits;
};

// A finite number that is not 0 is a mantissa of 53 bits times a power of two.
static uint64_t mantissa(double value, int *exponent) {
  union bits number = {value};
  int raw = (int)(number.bits >> 52 & 0x7ff);
  uint64_t digits = number.bits & 0xfffffffffffff;
  if (raw > 0) {
    *exponent = raw - 1075;
    return digits | 1ull << 52;
  }
  int shift = __builtin_clzll(digits) - 11;
  *exponent = -1074 - shift;
  return digits << shift;
}

// Drops bits, and leaves a 1 at the end if one of them was not 0.
static wide shifted(wide value, int by) {
  if (by >= 127) return value != 0;
  return value >> by | ((value & (((wide)1 << by) - 1)) != 0);
}

double fma(double x, double y, double z) {
  if (x == 0 || y == 0 || z == 0 || !__builtin_isfinite(x) || !__builtin_isfinite(y) ||
      !__builtin_isfinite(z)) {
    return x * y + z;
  }
  int x_exponent, y_exponent, z_exponent;
  uint64_t a = mantissa(x, &x_exponent), b = mantissa(y, &y_exponent);
  // Both below 2 to the power of 126, so that a sum has room; with zeros at the end, so that what is dropped
  // from one of them is far below the digits that count.
  wide product = ((wide)a * b) << 20, sum = (wide)mantissa(z, &z_exponent) << 73;
  int exponent = x_exponent + y_exponent - 20;
  z_exponent -= 73;
  if (exponent > z_exponent) {
    sum = shifted(sum, exponent - z_exponent);
  } else {
    product = shifted(product, z_exponent - exponent);
    exponent = z_exponent;
  }
  int product_is_negative = (x < 0) != (y < 0), is_negative = z < 0;
  if (product_is_negative == is_negative) {
    sum += product;
  } else if (sum >= product) {
    sum -= product;
  } else {
    sum = product - sum;
    is_negative = product_is_negative;
  }
  if (sum == 0) return 0;
  uint64_t high = (uint64_t)(sum >> 64);
  int top = high ? 127 - __builtin_clzll(high) : 63 - __builtin_clzll((uint64_t)sum);
  // Of a number near the smallest fewer digits are kept.
  int drop = top - 52;
  if (exponent + drop < -1074) drop = -1074 - exponent;
  uint64_t digits;
  if (drop <= 0) {
    digits = (uint64_t)(sum << -drop);
  } else {
    if (drop > 126) return is_negative ? -0.0 : 0.0;
    wide half = (wide)1 << (drop - 1);
    wide rest = (sum >> (drop - 1)) << 1 | ((sum & (half - 1)) != 0);
    digits = (uint64_t)(rest >> 2);
    // Beyond a half it goes up; at a half to the even one.
    if ((rest & 3) == 3 || ((rest & 3) == 2 && (digits & 1))) digits++;
  }
  exponent += drop;
  double value = (double)digits;
  for (; exponent > 900; exponent -= 900) value *= 0x1p900;
  for (; exponent < -900; exponent += 900) value *= 0x1p-900;
  union bits scale = {.bits = (uint64_t)(exponent + 1023) << 52};
  value *= scale.value;
  return is_negative ? -value : value;
}

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
