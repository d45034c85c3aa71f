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


def measure_echo(bench, system):
    """The bare proxy against the broker: the same frames to an echo behind each."""
    front, back = (f"tcp://127.0.0.1:{port}" for port in free_ports(2))
    with contextlib.ExitStack() as stack:
        stack.enter_context(bench.background("proxy", "--front", front, "--back", back))
        stack.enter_context(bench.background("plain-echo", "--endpoint", back))
        stack.enter_context(bench.background("worker-echo", "--endpoint", system.endpoint))
        probe = system.client("bench")
        wait_until(lambda: probe.service_is_up("echo"), "the echo registered at the broker")
        probe.close()
        size = ("--bytes", str(PAYLOAD_BYTES))
        one = bench.in_turns(
            lambda: bench.load("load-echo", front, 1, *size), lambda: bench.load("load-echo", system.endpoint, 1, *size)
        )
        many = bench.in_turns(
            lambda: bench.load("load-echo", front, 64, *size), lambda: bench.load("load-echo", system.endpoint, 64, *size)
        )
    return {"echo, 1 in flight": one, "echo, 64 in flight": many}


def measure_query(bench, system):
    return {"query": [[bench.load("load-query", system.endpoint, 1) for _ in range(bench.rounds)]]}


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
    for in_flight in (1, 64):
        proxy, broker = measured[f"echo, {in_flight} in flight"]
        for figure in ("p50_us", "p99_us"):
            if in_flight == 1:
                base, ours = median(proxy, figure), median(broker, figure)
                what = f"echo through the broker / bare proxy, {figure[:3]}, 1 in flight"
                table.add(what, f"{base:.0f} us", f"{ours:.0f} us", ours / base, "<= 1.25" if figure == "p50_us" else "")
        if in_flight == 64:
            base, ours = median(proxy, "rate"), median(broker, "rate")
            table.add("echo through the broker / bare proxy, rate, 64 in flight", f"{base:.0f}/s", f"{ours:.0f}/s", ours / base, ">= 0.70")
    floor = median(measured["echo, 1 in flight"][0], "p50_us")
    query = median(measured["query"][0], "p50_us")
    table.add("query of a series / bare proxy echo, p50, 1 in flight", f"{floor:.0f} us", f"{query:.0f} us", query / floor, "")
    for in_flight in ROWS_PER_BATCH:
        rows, invoices = measured[f"invoices, {in_flight} in flight"]
        base, ours = median(rows, "rate"), median(invoices, "rate")
        target = ">= 0.70" if in_flight == 64 else ""
        table.add(f"invoices through the broker / rows in SQLite, {in_flight} in flight", f"{base:.0f}/s", f"{ours:.0f}/s", ours / base, target)
    table.print()


def main():
    arguments = parse_arguments()
    bench = Bench(arguments)
    # Rows and store on the same file system: the fsync is half the price.
    with tempfile.TemporaryDirectory() as folder, LatidoSystem(bin_folder=arguments.bin, log_level="warn") as system:
        print("measuring; keep the machine quiet", file=sys.stderr, flush=True)
        measured = {
            **measure_echo(bench, system),
            **measure_query(bench, system),
            **measure_invoices(bench, system, folder),
        }
    if arguments.json:
        print(json.dumps(measured, indent=1))
        return
    print(f"\nMedians of {arguments.rounds} rounds of {arguments.seconds} s a side, on {os.cpu_count()} cores; invoices have 5 lines and 2 taxes")
    tabulate(measured)


if __name__ == "__main__":
    main()
