"""W4 without time in Storm: the same chain as `ChainWorkload`, to compare speeds.

    python3 -m venv venv && venv/bin/pip install stormpy
    venv/bin/python Tests/Peers/chain.py [ATTEMPTS]

Blind retry with 256 attempts unless told otherwise, step by step: a request is lost with 1 %, the server fails
before and after storing with 0.5 % each, the answer is lost with 1 %. What is timed is Storm's building of the
sparse chain from the parsed program and its check of P(two copies or more), the best of five; the answer must
agree with that of `benchmarks` (untimed) to 12 digits.
"""

import sys
import tempfile
import time

import stormpy

ATTEMPTS = int(sys.argv[1]) if len(sys.argv) > 1 else 256

# The phases: 0 sends, 1 arrives, 2 stores, 3 succeeds, 4 fails, 5 waits, 6 ends, 7 ends acknowledged.
PROGRAM = f"""
dtmc
const int N = {ATTEMPTS};
const double q = 0.01; const double a = 0.005; const double b = 0.005; const double r = 0.01;
module retry
  s : [0..7] init 0;
  n : [1..N] init 1;
  c : [0..N] init 0;
  [] s=0 -> q : (s'=5) + (1-q) : (s'=1);
  [] s=1 -> a : (s'=4) + (1-a) : (s'=2);
  [] s=2 -> b : (s'=4) & (c'=c+1) + (1-b) : (s'=3) & (c'=c+1);
  [] s=3 -> r : (s'=5) + (1-r) : (s'=7);
  [] s=4 -> 1 : (s'=5);
  [] s=5 & n<N -> 1 : (s'=0) & (n'=n+1);
  [] s=5 & n=N -> 1 : (s'=6);
  [] s=6 -> 1 : (s'=6);
  [] s=7 -> 1 : (s'=7);
endmodule
label "duplicate" = s>=6 & c>=2;
"""

with tempfile.NamedTemporaryFile("w", suffix=".prism") as file:
    file.write(PROGRAM)
    file.flush()
    program = stormpy.parse_prism_program(file.name)
properties = stormpy.parse_properties('P=? [ F "duplicate" ]', program)

best = None
for _ in range(5):
    start = time.perf_counter()
    model = stormpy.build_model(program, properties)
    built = time.perf_counter()
    result = stormpy.model_checking(model, properties[0])
    end = time.perf_counter()
    if best is None or end - start < best[0]:
        best = (end - start, built - start, end - built)
answer = result.get_value(model.initial_states[0])
print(f"states {model.nr_states} transitions {model.nr_transitions}")
print(f"duplicate {answer!r}")
print(f"seconds {best[0]:.4f} (build {best[1]:.4f}, check {best[2]:.4f})")
print(f"states a second {model.nr_states / best[0]:.0f}")
