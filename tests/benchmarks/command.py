"""One run of `sprintplan plan` in a process of its own, timed."""

import json
import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Planned:
    """One run of the command: seconds by the clock and of processors, most memory, what it found, and its stages."""

    seconds: float
    cpu_seconds: float
    megabytes: float
    status: str
    objective: str | None
    printed: str

    def __str__(self) -> str:
        used = f"{self.cpu_seconds:.2f} s of processors, {self.megabytes:.0f} MB"
        return f"sprintplan plan: {self.status} in {self.seconds:.2f} s ({used}), objective {self.objective}"


def plan_in_a_process(folder: Path, today: date, *options: str) -> Planned:
    """Run `sprintplan plan` once, its plan thrown away.

    What it found is read off its summary: a process that had read a huge plan would hand its memory down to the next
    one that it starts, whose own could not be told any more.
    """
    result = Path(tempfile.mkdtemp()) / "plan.json"
    command = [sys.executable, "-m", "sprintplan.cli", "plan", str(folder), "--today", str(today), "-o", str(result)]
    began = time.perf_counter()
    with tempfile.TemporaryFile("w+") as printed, tempfile.TemporaryFile("w+") as timings:
        child = subprocess.Popen([*command, "--timings", "--format", "json", *options], stdout=printed, stderr=timings)
        _, _, used = os.wait4(child.pid, 0)
        seconds = time.perf_counter() - began
        for text in (printed, timings):
            text.seek(0)
        plan: dict[str, Any] = json.loads(printed.read() or '{"status": "none", "objective": null}')
        cpu, memory = used.ru_utime + used.ru_stime, used.ru_maxrss / 1024
        result.unlink(missing_ok=True)
        return Planned(seconds, cpu, memory, plan["status"], plan["objective"], timings.read())
