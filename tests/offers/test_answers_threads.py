"""Threads that decode the first answers of a process at once."""

import subprocess
import sys

MANY_FIRST_TIMES = """
import importlib, sys, threading

from sprintplan.offers.answers import decode, schemas

def first(start):
    start.wait()
    try:
        decode.decode(b'{"data": [], "errors": [{"type": "odd"}]}')
    except decode.NoOffers:
        refused.append(1)

sys.setswitchinterval(1e-6)
refused = []
for _ in range(100):
    importlib.reload(schemas)
    importlib.reload(decode)
    start = threading.Barrier(8)
    threads = [threading.Thread(target=first, args=(start,)) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
print(len(refused))
"""


def test_the_first_answers_of_a_process_may_be_decoded_by_several_threads() -> None:
    """A process in which they are not ends with a signal."""
    done = subprocess.run([sys.executable, "-c", MANY_FIRST_TIMES], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "800\n"), done.stderr
