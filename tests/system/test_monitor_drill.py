#!/usr/bin/python3
"""The drill in its short form, over a running system of four services, two of them with test-only switches. The truth is what the drill did;
nothing may be missed, called by a wrong name, or falsely be accused. Times are printed and held against the targets, not asserted."""

import glob
import json
import os
import subprocess
import sys
import threading
import unittest

import zmq

from monitor_fixture import BIN, MonitorFixture, free_port

# For the full form, for example: LATIDO_TEST_DRILL="--rounds 3 --hold 6 --hogs 8 32 --stops 1 5 30"
FORM = os.environ.get("LATIDO_TEST_DRILL", "--short").split()
DRILL_S = 150 if FORM == ["--short"] else 3600  # on a machine that is several times slower


def start_ticks(pid):
    with open(f"/proc/{pid}/stat", encoding="ascii") as file:
        return file.read().rsplit(")", 1)[1].split()[19]


class Elsewhere:
    """A service that beats here and says of itself what it likes."""

    def __init__(self, identity):
        self.identity = f'"service":"far","incarnation":"i1","intervalMs":50,"phase":"serving",{identity}'
        self.context = zmq.Context()
        self.socket = self.context.socket(zmq.XPUB)
        self.socket.linger = 0
        self.endpoint = f"tcp://127.0.0.1:{self.socket.bind_to_random_port('tcp://127.0.0.1')}"
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.run)
        self.thread.start()

    def run(self):
        number = 0
        while not self.stop.wait(0.05):
            number += 1
            beat = '"beat":{' + self.identity + f',"sequence":"{number}"' + "}"
            self.socket.send_string("{" + beat + "}")
            while self.socket.poll(0):
                frame = self.socket.recv()
                if frame.startswith(b"{"):
                    nonce = json.loads(frame)["echoRequest"]["nonce"]
                    self.socket.send_string('{"echoReply":{"nonce":"' + nonce + '",' + beat + "}}")
        self.socket.close()
        self.context.term()

    def end(self):
        self.stop.set()
        self.thread.join()


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
        entries = {name: self.entry(name) for name in ("alpha", "beta", "gamma", "delta")}
        self.monitor(*(entry for entry, _ in entries.values()), environment={**os.environ, **fake})
        drill = [f"{BIN}/latido", "--monitor", self.stream, "--json", "drill", "--yes", *FORM]
        for name in ("gamma", "delta"):
            drill += ["--switch", f"{name}={entries[name][1]}"]
        drill += ["--clock", clock] if fake else []
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
                         {"kill -9", "SIGSTOP", "deadlock", "livelock", "sleeping loop", "wait in state D", "failing store", "reads 5 s behind",
                          "beats lost", "sleeping heart", "deadlocked heart", "listener closed", "exit"})

    def test_the_drill_signals_nobody_here_for_a_service_of_another_machine(self):
        stranger = self.run_program("/bin/sleep", "600")
        elsewhere = Elsewhere(f'"pid":{stranger.pid},"startTicks":"{start_ticks(stranger.pid)}","bootId":"of-another-machine"')
        self.addCleanup(elsewhere.end)
        _, follower = self.monitor({"name": "far", "beatEndpoint": elsewhere.endpoint})
        follower.wait_verdict("far", "up")
        done = subprocess.run([f"{BIN}/latido", "--monitor", self.stream, "drill", "--yes", "--short"], capture_output=True, text=True,
                              timeout=DRILL_S, check=False)
        self.assertEqual((done.returncode != 0, done.stdout), (True, ""))
        self.assertIn("far runs on another machine", done.stderr)
        self.assertNotIn("kill -9", done.stderr)
        self.assertIsNone(stranger.poll())

    def test_the_drill_does_nothing_without_a_yes(self):
        done = subprocess.run([f"{BIN}/latido", "drill"], capture_output=True, text=True, timeout=30, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertIn("--yes", done.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
