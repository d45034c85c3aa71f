#!/usr/bin/python3
"""What an invoice, a page and a balance cost in large books and in small ones: the same questions to two stores, in turns.

    bench/scale --small 10000 --large 1000000
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

from latido_system import DEFAULT_PORTS, LatidoSystem, free_ports

TENANT = "bench"
PER_CUSTOMER = 1000  # invoices, in small books as in large ones: a customer is the same in both
TARGET = "<= 1.20"


def parse_arguments():
    parser = argparse.ArgumentParser(prog="bench/scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--bin", default="build/release/bin", help="folder of the built programs")
    parser.add_argument("--small", type=int, default=10_000, help="invoices in the small store (default %(default)s)")
    parser.add_argument("--large", type=int, default=1_000_000, help="invoices in the large one (default %(default)s)")
    parser.add_argument("--rounds", type=int, default=5, help="measurements a side (default %(default)s)")
    parser.add_argument("--seconds", type=int, default=2, help="length of each (default %(default)s)")
    return parser.parse_args()


def customers(invoices):
    return max(1, invoices // PER_CUSTOMER)


def queries(invoices):
    """The questions, of an invoice in the middle of the books and of its customer."""
    middle = invoices // 2
    customer = f"customer-{1 + (middle - 1) % customers(invoices)}"
    return {
        "get an invoice": {"getInvoice": {"number": f"B-{middle}"}},
        "a list page, newest first": {"listInvoices": {"limit": 50}},
        "a list page of open ones of a customer": {"listInvoices": {"limit": 50, "status": "open", "customerId": customer}},
        "a customer's balance": {"customerBalance": {"customerId": customer}},
        "the trial balance": {"trialBalance": {}},
    }


class Side:
    """A system over a store of so many invoices."""

    def __init__(self, arguments, folder, invoices):
        self.program = os.path.join(arguments.bin, "latido_bench")
        self.seconds = arguments.seconds
        self.invoices = invoices
        self.folder = os.path.join(folder, str(invoices))
        self.runs = 0
        os.makedirs(self.folder)
        began = time.monotonic()
        self.ask("seed", "--store", os.path.join(self.folder, "latido.db"), "--invoices", str(invoices), "--customers", str(customers(invoices)))
        size = os.path.getsize(os.path.join(self.folder, "latido.db"))
        print(f"{invoices} invoices made in {time.monotonic() - began:.0f} s, {size / 1e6:.0f} MB", file=sys.stderr, flush=True)

    def system(self, arguments):
        ports = dict(zip(DEFAULT_PORTS, free_ports(len(DEFAULT_PORTS))))
        return LatidoSystem(bin_folder=arguments.bin, log_level="warn", folder=self.folder, ports=ports)

    def ask(self, *command):
        done = subprocess.run([self.program, *command], capture_output=True, text=True, check=False)
        if done.returncode != 0:
            sys.exit(f"bench: {' '.join(command)}: {done.stderr.strip()}")
        return json.loads(done.stdout) if done.stdout else None

    def load(self, kind, endpoint, *more):
        command = (kind, "--endpoint", endpoint, "--in-flight", "1", "--seconds", str(self.seconds), "--tenant", TENANT, *more)
        return self.ask(*command)["p50_us"]

    def issue(self, endpoint):
        self.runs += 1
        return self.load("load-invoices", endpoint, "--run", f"run-{self.runs}")

    def query(self, endpoint, what):
        request = {"tenant": TENANT, **queries(self.invoices)[what]}
        return self.load("load-json", endpoint, "--query", json.dumps(request))


def in_turns(rounds, small, large):
    """Medians of both sides, and of the ratios round by round."""
    pairs = [(small(), large()) for _ in range(rounds)]
    return (
        statistics.median(s for s, _ in pairs),
        statistics.median(l for _, l in pairs),
        statistics.median(l / s for s, l in pairs),
    )


def print_table(arguments, rows):
    print(f"\nmicroseconds, p50 with 1 in flight; medians of {arguments.rounds} rounds of {arguments.seconds} s a side")
    header = ("what", f"{arguments.small}", f"{arguments.large}", "ratio", "target")
    cells = [header] + [(what, f"{s:.0f}", f"{l:.0f}", f"{ratio:.2f}", TARGET) for what, (s, l, ratio) in rows.items()]
    widths = [max(len(row[i]) for row in cells) for i in range(len(header))]
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)).rstrip())


def main():
    arguments = parse_arguments()
    with tempfile.TemporaryDirectory() as folder:
        small, large = (Side(arguments, folder, count) for count in (arguments.small, arguments.large))
        with small.system(arguments) as a, large.system(arguments) as b:
            rows = {
                what: in_turns(
                    arguments.rounds,
                    lambda what=what: small.query(a.endpoint, what),
                    lambda what=what: large.query(b.endpoint, what),
                )
                for what in queries(1)
            }
            issue = in_turns(arguments.rounds, lambda: small.issue(a.endpoint), lambda: large.issue(b.endpoint))
        print_table(arguments, {"issue an invoice": issue, **rows})


if __name__ == "__main__":
    main()
