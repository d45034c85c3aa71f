#!/usr/bin/python3
"""The drill in its short form, over a running system of three services with test-only switches. The truth is what the drill did;
nothing may be missed, called by a wrong name, or falsely be accused. Times are printed and held against the targets, not asserted."""

import glob
import json
import os
import subprocess
import sys
import unittest

from monitor_fixture import BIN, MonitorFixture, free_port

# For the full form, for example: LATIDO_TEST_DRILL="--rounds 3 --hold 6 --hogs 8 32 --stops 1 5 30"
FORM = os.environ.get("LATIDO_TEST_DRILL", "--short").split()
DRILL_S = 150 if FORM == ["--short"] else 3600  # on a machine that is several times slower


class DrillTest(MonitorFixture):
    def faketime(self, clock):
        """The environment in which the wall clock says what the file says; CLOCK_MONOTONIC goes on, as it does in a real clock jump."""
        libraries = glob.glob("/usr/lib/*/faketime/libfaketimeMT.so.1")
        if not libraries:
            print("NOT TESTED: clock jumps: libfaketime is not installed")
            return {}
        with open(clock, "w", encoding="ascii") as file:
            file.write("+0s\n")
        return {"LD_PRELOAD": libraries[0], "FAKETIME_TIMESTAMP_FILE": clock, "FAKETIME_NO_CACHE": "1", "DONT_FAKE_MONOTONIC": "1"}

    def entry(self, name):
        """A service that the monitor starts, and its switch."""
        port, pipe = free_port(), os.path.join(self.folder.name, name + ".pipe")
        os.mkfifo(pipe)
        command = [f"{BIN}/beating_service", name, f"tcp://127.0.0.1:{port}", pipe]
        return {**self.watched(name, port), "restart": command, "logFile": os.path.join(self.folder.name, name + ".log")}, pipe

    def test_the_short_drill_finds_nothing_missed_misnamed_or_falsely_accused(self):
        clock = os.path.join(self.folder.name, "clock")
        fake = self.faketime(clock)
        entries = {name: self.entry(name) for name in ("alpha", "beta", "gamma")}
        self.monitor(*(entry for entry, _ in entries.values()), environment={**os.environ, **fake})
        drill = [f"{BIN}/latido", "--monitor", self.stream, "--json", "drill", "--yes", *FORM]
        drill += ["--switch", "gamma=" + entries["gamma"][1]] + (["--clock", clock] if fake else [])
        done = subprocess.run(drill, stdout=subprocess.PIPE, text=True, timeout=DRILL_S, check=False)
        self.assertTrue(done.stdout, f"no report, exit code {done.returncode}")
        report = json.loads(done.stdout)
        for row in report["faults"]:
            print(f"measured: {row['fault']}, {row['hogs']} hogs: p50 {row['p50Ms']} ms, max {row['maxMs']} ms, "
                  f"target {row['targetMs'] or 'none'}, {'met' if row['met'] else 'NOT MET'}"
                  + (f"; up again p50 {row['upAgainP50Ms']} ms, max {row['upAgainMaxMs']} ms" if row["upAgainP50Ms"] else ""))
        for row in report["rivals"]:
            print(f"measured: {row['detector']}: {row['noticed']} noticed, {row['missed']} not, {row['falseAlarms']} false alarms")
        self.assertEqual(report["falseAccusations"], 0, report)
        self.assertEqual(report["wrongNames"], 0, report)
        self.assertEqual(report["misses"], 0, report)
        self.assertEqual(done.returncode, 0)
        self.assertGreaterEqual(report["monitorStops"], 1)
        self.assertGreaterEqual(report["blindSpells"], 1, "a monitor that was stopped for a second did not say so")
        self.assertEqual(report["clockJumps"], 4 if fake else 0)
        self.assertEqual({row["fault"] for row in report["faults"]},
                         {"kill -9", "SIGSTOP", "deadlock", "livelock", "wait in state D", "listener closed"})

    def test_the_drill_does_nothing_without_a_yes(self):
        done = subprocess.run([f"{BIN}/latido", "drill"], capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--yes", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
