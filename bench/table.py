#!/usr/bin/python3
"""Measures each ratio with both sides in one run, in turns, and prints the medians against the targets."""

import argparse
import contextlib
import json
import os
import statistics
import subprocess
import sys
import tempfile

from latido_system import LatidoSystem, free_ports, wait_until

PAYLOAD_BYTES = 256
QUERY_BYTES = 88  # what the query of a series takes
ROWS_PER_BATCH = {1: 4000, 8: 20000, 64: 40000}


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bench/run", description=__doc__)
    parser.add_argument("--bin", default="build/release/bin", help="folder of the built programs")
    parser.add_argument("--rounds", type=int, default=5, help="measurements a side (default %(default)s)")
    parser.add_argument("--seconds", type=int, default=2, help="length of each (default %(default)s)")
    parser.add_argument("--json", action="store_true", help="print every single figure as JSON instead of the table")
    return parser.parse_args()


class Bench:
    def __init__(self, arguments):
        self.program = os.path.join(arguments.bin, "latido_bench")
        self.rounds = arguments.rounds
        self.seconds = arguments.seconds

    def ask(self, *command):
        done = subprocess.run([self.program, *command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"bench: {' '.join(command)}: {done.stderr.strip()}")
        return json.loads(done.stdout)

    @contextlib.contextmanager
    def background(self, *command):
        process = subprocess.Popen([self.program, *command])
        try:
            yield
        finally:
            process.kill()
            process.wait()

    def load(self, kind, endpoint, in_flight, *more):
        return self.ask(
            kind, "--endpoint", endpoint, "--in-flight", str(in_flight), "--seconds", str(self.seconds), *more
        )

    def in_turns(self, *sides):
        """Every side `rounds` times, one after the other, so that a slow minute hits all. Returns a list of results a side."""
        results = [[] for _ in sides]
        for _ in range(self.rounds):
            for side, kept in zip(sides, results):
                kept.append(side())
        return results


def median(results, figure):
    return statistics.median(result[figure] for result in results)


@contextlib.contextmanager
def echo_behind_each(bench, system):
    """An echo behind the bare proxy, whose front is given, and one behind the broker."""
    front, back = (f"tcp://127.0.0.1:{port}" for port in free_ports(2))
    with contextlib.ExitStack() as stack:
        stack.enter_context(bench.background("proxy", "--front", front, "--back", back))
        stack.enter_context(bench.background("plain-echo", "--endpoint", back))
        stack.enter_context(bench.background("worker-echo", "--endpoint", system.endpoint))
        with system.client("bench") as probe:
            wait_until(lambda: probe.service_is_up("echo"), "the echo registered at the broker")
        yield front


def measure_wire(bench, system):
    """The bare proxy with an echo, against the broker with an echo and with a real query: the same frames each time."""
    echo = ("load-echo", "--bytes", str(PAYLOAD_BYTES))
    small = ("load-echo", "--bytes", str(QUERY_BYTES))
    with echo_behind_each(bench, system) as proxy:
        def load(what, endpoint, in_flight):
            return lambda: bench.load(what[0], endpoint, in_flight, *what[1:])

        return {
            "echo, 1 in flight": bench.in_turns(load(echo, proxy, 1), load(echo, system.endpoint, 1)),
            "query, 1 in flight": bench.in_turns(load(small, proxy, 1), load(("load-query",), system.endpoint, 1)),
            "echo, 64 in flight": bench.in_turns(load(echo, proxy, 64), load(echo, system.endpoint, 64)),
        }


def measure_invoices(bench, system, folder):
    """Rows straight into SQLite in batches of n against invoices through the broker with n in flight."""
    measured = {}
    runs = iter(range(1_000_000))
    for in_flight, count in ROWS_PER_BATCH.items():
        measured[f"invoices, {in_flight} in flight"] = bench.in_turns(
            lambda: bench.ask("rows", "--folder", folder, "--batch", str(in_flight), "--count", str(count)),
            lambda: bench.load("load-invoices", system.endpoint, in_flight, "--run", f"run-{in_flight}-{next(runs)}"),
        )
    return measured


class Table:
    def __init__(self):
        self.rows = [("what", "one side", "Latido", "ratio", "target")]

    def add(self, what, base, ours, ratio, target):
        self.rows.append((what, base, ours, f"{ratio:.2f}", target))

    def print(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(len(self.rows[0]))]
        for row in self.rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def tabulate(measured):
    table = Table()
    for what, target in (("echo", ""), ("query", "<= 1.25")):
        proxy, broker = measured[f"{what}, 1 in flight"]
        for figure, goal in (("p50_us", target), ("p99_us", "")):
            base, ours = median(proxy, figure), median(broker, figure)
            what_row = f"{what} through the broker / echo through a bare proxy, {figure[:3]}, 1 in flight"
            table.add(what_row, f"{base:.0f} us", f"{ours:.0f} us", ours / base, goal)
    base, ours = (median(side, "rate") for side in measured["echo, 64 in flight"])
    table.add("echo through the broker / through a bare proxy, rate, 64 in flight", f"{base:.0f}/s", f"{ours:.0f}/s", ours / base, ">= 0.70")
    for in_flight in ROWS_PER_BATCH:
        base, ours = (median(side, "rate") for side in measured[f"invoices, {in_flight} in flight"])
        target = ">= 0.70" if in_flight == 64 else ""
        table.add(f"invoices through the broker / rows into SQLite, {in_flight} in flight", f"{base:.0f}/s", f"{ours:.0f}/s", ours / base, target)
    table.print()


def main():
    arguments = parse_arguments()
    bench = Bench(arguments)
    # Rows and store on the same file system: the fsync is half the price.
    with tempfile.TemporaryDirectory() as folder, LatidoSystem(bin_folder=arguments.bin, log_level="warn") as system:
        print("measuring; keep the machine quiet", file=sys.stderr, flush=True)
        measured = {**measure_wire(bench, system), **measure_invoices(bench, system, folder)}
    if arguments.json:
        print(json.dumps(measured, indent=1))
        return
    print(f"\nMedians of {arguments.rounds} rounds of {arguments.seconds} s a side, on {os.cpu_count()} cores; invoices have 5 lines and 2 taxes")
    tabulate(measured)


if __name__ == "__main__":
    main()
