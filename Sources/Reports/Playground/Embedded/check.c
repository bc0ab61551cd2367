// Asks the playground about as many random settings as a check wants, and prints for each the model file and the
// measures, each with a line of its own before it.

#include <stdint.h>

double *playground_numbers(void);
unsigned char *playground_names(int size);
unsigned char *playground_answer(void);
int playground_measures(void);
int playground_model(void);
int putchar(int character);

enum { fields = 22, settings = 300 };

static uint64_t state = 20261130;
static uint32_t below(uint32_t bound) {
  state = state * 6364136223846793005u + 1442695040888963407u;
  return (uint32_t)(state >> 33) % bound;
}

static double chance(void) {
  static const double chances[] = {0, 0, 1e-6, 0.00031, 0.005, 0.01, 0.02, 0.1, 0.25, 0.5};
  return chances[below(10)];
}

static void print(const char *text) {
  for (; *text; text++) putchar(*text);
}

static void answer(int size) {
  for (int place = 0; place < size; place++) putchar(playground_answer()[place]);
}

int main(int count, char **arguments) {
  (void)count;
  (void)arguments;
  for (int number = 0; number < settings; number++) {
    double *values = playground_numbers();
    const double random[fields] = {
        chance(), chance(), chance(), chance(),              // faults
        20 + below(40) * 10, below(60), below(60), below(30), // times
        1 + below(5), below(4) != 0, below(4) != 0,          // attempts
        below(3), below(80), 1 + below(3), 40 + below(900), below(4) == 0,
        below(4), chance(), chance(),                        // the key
        below(3) == 0, below(4) == 0, below(5) == 0};
    for (int field = 0; field < fields; field++) values[field] = random[field];
    for (int field = fields; field < fields + 20; field++) values[field] = 0;
    playground_names(0);
    print("=== model\n");
    answer(playground_model());
    print("=== measures\n");
    answer(playground_measures());
  }
  print("=== end\n");
  return 0;
}
