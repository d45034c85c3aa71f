#!/usr/bin/python3
"""Eight clients issue invoices while processes are killed at random; afterwards every promise is checked.

    tests/chaos/chaos.py --seconds 300

needs the built programs (./test or ./run builds them).
"""

import argparse
import os
import sqlite3
import statistics
import sys
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "scripts"))

from books import Books  # noqa: E402
from killer import Killer  # noqa: E402
from latido_system import LatidoSystem, wait_until  # noqa: E402
from lies import unnoticed  # noqa: E402
from verdicts import SEEN_WITHIN_S, VerdictRecorder, check_verdicts  # noqa: E402
from workload import Workload, set_up_books  # noqa: E402


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=30.0, help="length of the storm (default %(default)s)")
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--seed", type=int, default=None, help="repeats the same commands and victims")
    parser.add_argument("--bin", default=os.environ.get("LATIDO_BIN", os.path.join(ROOT, "build/release/bin")))
    return parser.parse_args()


def storm(system, arguments, seed):
    workload = Workload(system.endpoint, arguments.clients, seed)
    killer = Killer(system, seed)
    recorder = VerdictRecorder(system.stream_endpoint)
    for part in (recorder, workload, killer):
        part.start()
    end = time.monotonic() + arguments.seconds
    wait_until(lambda: time.monotonic() >= end, "end of the storm", arguments.seconds + 10)
    killer.finish()
    workload.finish()  # the system is left alone now: whatever is still open comes to an end
    told = max((kill.at for kill in killer.kills), default=0.0) + SEEN_WITHIN_S
    wait_until(lambda: time.monotonic() >= told, "time to name the last kill", 2 * SEEN_WITHIN_S)
    recorder.finish()
    return workload, killer, recorder


def settled_copy(store):
    """A copy of the store with its log folded in, made while nothing runs."""
    copy = store + ".copy"
    source, target = sqlite3.connect(f"file:{store}?mode=ro", uri=True), sqlite3.connect(copy)
    source.backup(target)
    source.close()
    target.close()
    return copy


def report(workload, killer, recorder, verdicts):
    kills = killer.kills
    counts = {name: sum(kill.service == name for kill in kills) for name in ("comandos", "broker", "consultas", "monitor")}
    gaps = sorted(
        after - kill.at for kill in kills if (after := workload.acknowledged_after(kill.at)) is not None
    )
    acknowledged = sum(1 for record in workload.records if record.answer)
    print(f"{len(workload.records)} commands, {acknowledged} acknowledged; kills: {counts}")
    if gaps:
        print(f"first acknowledgement after a kill: median {statistics.median(gaps):.3f} s, longest {gaps[-1]:.3f} s")
    delays = [1000 * delay for _, delay in verdicts.named]
    if delays:
        print(f"kill to verdict: median {statistics.median(delays):.1f} ms, longest {max(delays):.1f} ms")
    print(f"kills of services: {len(delays)} named, {verdicts.excused} while no monitor could see them")
    print(f"blind spells of the monitor: {recorder.blind_spells}")


def main():
    arguments = parse_arguments()
    seed = arguments.seed if arguments.seed is not None else int.from_bytes(os.urandom(4), "big")
    print(f"chaos for {arguments.seconds:.0f} s, seed {seed}", flush=True)
    with LatidoSystem(bin_folder=arguments.bin, log_level="warn") as system:
        set_up_books(system)
        workload, killer, recorder = storm(system, arguments, seed)
        copy = settled_copy(system.store)
        books = Books(copy)
        verdicts = check_verdicts(recorder.changes, killer.kills)
        broken = [*workload.complaints, *books.check(workload.records), *verdicts.broken]
        books.close()
        if not broken:
            broken = unnoticed(copy, workload.records, recorder.changes, killer.kills)
        report(workload, killer, recorder, verdicts)
        if not killer.kills or not any(record.answer for record in workload.records):
            broken.append("nothing was killed or nothing was issued: this run shows nothing")
        for sentence in broken[:20]:
            print(f"BROKEN: {sentence}")
        if broken:
            raise SystemExit(f"{len(broken)} promises broken, seed {seed}")
    print("every promise held, and every planted lie was found")


if __name__ == "__main__":
    main()
