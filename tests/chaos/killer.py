"""Kills processes of a running system at random, and keeps what it did."""

import dataclasses
import random
import threading
import time

WEIGHTS = {"comandos": 4, "broker": 3, "consultas": 2, "monitor": 2}
PAUSE_S = (0.5, 1.5)
LOOK_S = 0.02


@dataclasses.dataclass
class Kill:
    service: str
    pid: int
    at: float  # monotonic
    back_at: float | None = None  # when a successor was alive


class Killer:
    """A thread that SIGKILLs one process every second or so. The monitor recovers the services; the monitor itself is started again
    here, as ./run does."""

    def __init__(self, system, seed):
        self.kills = []
        self._system = system
        self._dice = random.Random(f"killer-{seed}")
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self):
        self._thread.start()

    def finish(self):
        self._stop.set()
        self._thread.join()

    def _run(self):
        next_kill = time.monotonic() + self._dice.uniform(*PAUSE_S)
        while not self._stop.wait(LOOK_S):
            running = self._system.running()
            self._note_successors(running)
            if "monitor" not in running.values():
                self._system.start("monitor")
            if time.monotonic() >= next_kill:
                self._kill_one()
                next_kill = time.monotonic() + self._dice.uniform(*PAUSE_S)

    def _kill_one(self):
        service = self._dice.choices(list(WEIGHTS), WEIGHTS.values())[0]
        at = time.monotonic()
        pid = self._system.kill(service)
        if pid is not None:
            self.kills.append(Kill(service, pid, at))

    def _note_successors(self, running):
        for kill in self.kills:
            if kill.back_at is None and any(
                name == kill.service and pid != kill.pid for pid, name in running.items()
            ):
                kill.back_at = time.monotonic()
