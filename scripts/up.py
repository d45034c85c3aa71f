#!/usr/bin/python3
"""Starts Latido, issues the sample invoices through the broker, reads them back, shows each service's health, and stays up until
Ctrl-C. With --once it stops after that, and the exit code says whether every step held."""

import argparse
import contextlib
import glob
import os
import signal
import subprocess
import sys
import time

from latido_system import DEFAULT_PORTS, LatidoSystem, wait_until, who_listens

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TENANT = "muestra"
# Under a key of its own, so that it is said once however often this runs. Exports need it.
SELLER = ("--key", "seller", "--name", "Muestra SL", "--tax-id", "ESB00000000", "--city", "Madrid", "--country", "ES")
LOOK_EVERY_S = 0.2
UP_WITHIN_S = 10.0


def parse_arguments():
    parser = argparse.ArgumentParser(prog="run", description=__doc__)
    parser.add_argument("--once", action="store_true", help="stop after the steps; exit code 0 when every one held")
    parser.add_argument("--bin", default=os.path.join(ROOT, "build/release/bin"), help=argparse.SUPPRESS)
    parser.add_argument(
        "--folder", default=os.path.join(ROOT, "var"), help="where the store and the logs are kept (default: var)"
    )
    parser.add_argument("--check", action="store_true", help=argparse.SUPPRESS)  # what can be refused before the build
    return parser.parse_args()


def say(text):
    print(f"== {text}", flush=True)


def refuse_taken_ports():
    for port in DEFAULT_PORTS.values():
        holder = who_listens(port)
        if holder:
            sys.exit(f"latido: port {port} is in use by {holder}; stop that first, then run this again")


def step(name, *command):
    """Runs one step in the foreground; whether it held."""
    say(name)
    held = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode == 0
    if not held:
        say(f"this did not hold: {name}")
    return held


def wait_until_up(status):
    """A service counts as up after a few good beats. Where it takes too long, the step that shows the health says so."""
    quietly = {"stdin": subprocess.DEVNULL, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with contextlib.suppress(TimeoutError):
        wait_until(lambda: subprocess.run(status, check=False, **quietly).returncode == 0, "all up", UP_WITHIN_S)


def walk_through(system):
    latido = [os.path.join(system.bin_folder, "latido"), "--tenant", TENANT]
    samples = sorted(glob.glob(os.path.join(ROOT, "clients/samples/*.json")))
    issue = [sys.executable, os.path.join(ROOT, "clients/python/issue_invoices.py"), "--tenant", TENANT]
    wait_until_up([*latido, "status"])
    steps = [
        step("saying who issues", *latido, "tenant", "create", *SELLER),
        step("issuing the sample invoices and reading each one back", *issue, *samples),
        step("the newest invoices, as consultas lists them", *latido, "list", "--limit", "5"),
        step("the hash chain over all events", *latido, "verify"),
        step("each service's health, as the monitor sees it", *latido, "status"),
    ]
    return all(steps)


class StopSignals:
    """Whether SIGINT or SIGTERM has come. They never interrupt the start or the end of a process."""

    def __init__(self):
        self.came = False
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._note)

    def _note(self, _number, _frame):
        self.came = True


def stay_up(system, stop):
    """Until a signal asks for the end. The monitor looks after the others, this after the monitor."""
    say("Latido is up: broker at tcp://127.0.0.1:5555, monitor's stream at tcp://127.0.0.1:5002. Ctrl-C stops it")
    say("try, in another terminal:  build/release/bin/latido watch")
    while not stop.came:
        time.sleep(LOOK_EVERY_S)
        if not stop.came and "monitor" not in system.running().values():
            say("the monitor died; starting it again")
            system.start("monitor")


def main():
    arguments = parse_arguments()
    stop = StopSignals()
    refuse_taken_ports()
    if arguments.check:
        return 0
    try:
        return run(arguments, stop)
    except OSError as error:  # a TimeoutError is one
        sys.exit(f"latido: {error}; the logs are in {arguments.folder}, and --folder takes another place")


def run(arguments, stop):
    os.makedirs(arguments.folder, exist_ok=True)
    say(f"starting broker, comandos, consultas and monitor; store and logs are in {arguments.folder}")
    with LatidoSystem(bin_folder=arguments.bin, folder=arguments.folder, ports=DEFAULT_PORTS) as system:
        held = walk_through(system)
        if not arguments.once:
            stay_up(system, stop)
        say("stopping all")
    say("stopped; every step held" if held else "stopped; NOT every step held, see above")
    return 0 if held else 1


if __name__ == "__main__":
    sys.exit(main())
