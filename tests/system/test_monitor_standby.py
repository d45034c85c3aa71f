#!/usr/bin/python3
"""Who watches the monitor: a second one on standby; and what people tell the monitor from the command line."""

import json
import os
import signal
import subprocess
import sys
import time
import unittest

from monitor_fixture import BIN, PATIENCE_S, MonitorFixture, free_port

DOCS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../docs/monitor.md")
STOPPED_S = 3
HOGS_ON_ITS_CPU = 4
OK, REFUSED, USAGE = 0, 1, 2
TAKES_OVER = "taking over"


class StandbyFixture(MonitorFixture):
    def pair(self, *services):
        """Two monitors with one lock, the first one at work: both, and a follower of their stream."""
        lock = ("--lock", self.path("lock"))
        hook = {"exec": ["/bin/sh", "-c", f"cat >> {self.path('told')}; echo >> {self.path('told')}"]}
        first, follower = self.monitor(*services, options=lock, hooks=[hook])
        follower.wait(lambda f: f.epoch is not None, "a first monitor")
        second = self.run_monitor(*lock, log="second.log")
        self.wait_text("second.log", "monitor up: beats on time")
        return first, second, follower

    def told_of_monitor(self):
        """What the hook was told of the monitor itself."""
        news = [json.loads(line) for line in self.text_of("told").splitlines() if line.endswith("}")]
        return [(n["event"], n["verdict"]) for n in news if n["root"] == "monitor"]

    def wait_told(self, *news):
        deadline = time.monotonic() + PATIENCE_S
        while self.told_of_monitor()[-len(news):] != list(news):  # a busy machine may have been told of before
            self.assertLess(time.monotonic(), deadline, f"{self.told_of_monitor()}; {self.text_of('second.log')}")
            time.sleep(0.02)

    def assert_no_takeover(self, follower, epoch):
        self.assertNotIn(TAKES_OVER, self.text_of("second.log"))
        self.assertEqual(follower.epoch, epoch)


class TakeoverTest(StandbyFixture):
    def docs_reader(self):
        with open(DOCS, encoding="ascii") as file:
            script = file.read().split("```python\n")[1].split("```")[0]
        reader = self.run_program("/usr/bin/python3", "-c", script, self.stream, stdout=subprocess.PIPE, text=True)
        self.addCleanup(reader.stdout.close)
        return iter(reader.stdout.readline, "")

    def test_a_killed_monitor_is_replaced_and_no_service_is_restarted_or_accused(self):
        first, second, follower = self.pair(self.watched("alpha", free_port(), restart=True))
        follower.wait_verdict("alpha", "up")  # started by the first monitor, whose child it is
        pid, epoch = follower.services["alpha"]["pid"], follower.epoch
        lines = self.docs_reader()
        self.assertEqual(next(lines), "alpha up - beats on time\n")
        killed = time.monotonic()
        first.kill()
        first.wait()
        changes = follower.wait(lambda f: f.epoch != epoch and f.verdict("alpha") == "up", "state of the second")
        self.report("kill -9 of the monitor to the second one's verdict", killed)
        self.assertEqual([c for c in changes if c["verdict"] not in ("unknown", "starting", "up")], [])
        self.assertEqual((follower.services["alpha"]["pid"], follower.services["alpha"]["restarts"]), (pid, 0))
        self.wait_told(("opened", "crashed"), ("resolved", "crashed"))
        os.kill(pid, signal.SIGKILL)
        follower.wait_verdict("alpha", "crashed")
        follower.wait(lambda f: f.verdict("alpha") == "up" and f.services["alpha"]["pid"] != pid, "alpha again")
        self.assertEqual(follower.services["alpha"]["restarts"], 1)
        self.assertIn("alpha crashed", next(line for line in lines if "up" not in line and "starting" not in line))
        self.assertIsNone(second.poll())

    def test_a_stopped_monitor_is_named_and_keeps_its_place(self):
        first, second, follower = self.pair(self.watched("alpha", free_port(), restart=True))
        follower.wait_verdict("alpha", "up")
        pid, epoch = follower.services["alpha"]["pid"], follower.epoch
        restarts = follower.services["alpha"]["restarts"]
        first.send_signal(signal.SIGSTOP)
        stopped = time.monotonic()
        self.wait_told(("opened", "stopped"))
        self.report("SIGSTOP of the monitor to its standby's hook", stopped)
        os.kill(pid, signal.SIGKILL)
        time.sleep(max(0, stopped + STOPPED_S - time.monotonic()))  # the fault itself
        self.assert_no_takeover(follower, epoch)
        first.send_signal(signal.SIGCONT)
        follower.wait(lambda f: f.verdict("alpha") == "up" and f.services["alpha"]["pid"] != pid, "alpha again")
        self.assertEqual(follower.services["alpha"]["restarts"], restarts + 1)
        self.wait_told(("opened", "stopped"), ("resolved", "stopped"))
        self.assert_no_takeover(follower, epoch)
        self.assertEqual((first.poll(), second.poll()), (None, None))

    def test_a_starved_monitor_is_named_and_keeps_its_place(self):
        first, _, follower = self.pair(self.watched("alpha", free_port()))
        epoch = follower.epoch
        cpu = min(os.sched_getaffinity(0))
        for tid in map(int, os.listdir(f"/proc/{first.pid}/task")):
            os.sched_setaffinity(tid, {cpu})
            os.sched_setscheduler(tid, os.SCHED_IDLE, os.sched_param(0))
        hogs = [self.run_program("/bin/sh", "-c", "while :; do :; done") for _ in range(HOGS_ON_ITS_CPU)]
        for hog in hogs:
            os.sched_setaffinity(hog.pid, {cpu})
        self.wait_text("second.log", "monitor starved")
        self.assert_no_takeover(follower, epoch)
        for hog in hogs:
            hog.kill()
        late = self.follow()
        late.wait(lambda f: f.epoch is not None, "a snapshot")
        self.assert_no_takeover(late, epoch)

    def test_a_lock_file_that_is_removed_hands_over_at_the_death_and_not_before(self):
        first, second, follower = self.pair(self.watched("alpha", free_port()))
        epoch = follower.epoch
        os.remove(self.path("lock"))
        time.sleep(0.5)  # some fifty looks at the lock
        self.assert_no_takeover(follower, epoch)
        self.assertFalse(os.path.exists(self.path("lock")), "one that is made anew is another lock")
        self.assertEqual(self.told_of_monitor(), [])
        first.kill()
        first.wait()
        follower.wait(lambda f: f.epoch != epoch, "state of the second")
        self.assertIsNone(second.poll())

    def test_a_lock_file_that_cannot_be_made_is_refused_by_name(self):
        with open(self.path("monitor.json"), "w", encoding="ascii") as file:
            json.dump({"services": [self.watched("alpha", free_port())]}, file)
        monitor = self.run_monitor("--lock", "/nonexistent/lock", log="second.log")
        self.assertNotEqual(monitor.wait(PATIENCE_S), 0)
        self.wait_text("second.log", "--lock /nonexistent/lock: cannot make")


class TellTheMonitorTest(StandbyFixture):
    def latido(self, *words, expected=OK):
        done = subprocess.run([f"{BIN}/latido", "--monitor", self.stream, *words],
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(done.returncode, expected, done.stdout + done.stderr)
        return done.stdout + done.stderr

    def test_a_window_opened_by_hand_holds_back_recovery_also_after_a_takeover_until_it_is_ended(self):
        first, _, follower = self.pair(self.watched("alpha", free_port(), restart=True))
        follower.wait_verdict("alpha", "up")
        pid, epoch = follower.services["alpha"]["pid"], follower.epoch
        self.assertIn("in maintenance until", self.latido("maintenance", "alpha", "--minutes", "30"))
        follower.wait(lambda f: f.services["alpha"]["maintenance"], "maintenance on the stream")
        until = follower.services["alpha"]["maintenanceUntilUnixMs"]
        self.assertAlmostEqual(int(until) / 1000, time.time() + 1800, delta=PATIENCE_S)
        self.wait_text("second.log", "alpha: a person has opened a maintenance window")
        os.kill(pid, signal.SIGKILL)
        follower.wait_verdict("alpha", "crashed")
        first.kill()
        first.wait()
        follower.wait(lambda f: f.epoch != epoch and f.verdict("alpha") == "unreachable", "state of the second")
        self.assertEqual(follower.services["alpha"]["maintenanceUntilUnixMs"], until)
        self.assertEqual(follower.services["alpha"]["restarts"], 0)
        self.assertIn("in no maintenance window", self.latido("maintenance", "alpha", "--end"))
        follower.wait_verdict("alpha", "up")
        self.assertEqual(follower.services["alpha"]["restarts"], 1)

    def test_an_incident_is_acknowledged_once_and_unknown_names_are_refused(self):
        _, service, _, follower = self.one_up()
        service.kill()
        follower.wait(lambda f: f.incidents, "incident")
        incident = follower.incidents[0]["id"]
        self.assertIn(incident, self.latido("watch", "--once", expected=3))
        self.assertIn("acknowledged", self.latido("ack", incident))
        follower.wait(lambda f: f.incidents[-1]["event"] == "acknowledged", "acknowledged")
        self.assertIn("acknowledged before", self.latido("ack", incident))
        self.assertIn(f"Open: {incident}", self.latido("ack", "nonsense", expected=REFUSED))
        self.assertIn("It watches: alpha", self.latido("maintenance", "beta", "--end", expected=REFUSED))
        self.assertIn("in no maintenance window", self.latido("maintenance", "alpha", "--end"))
        for wrong in (["--minutes", "1441"], ["--minutes", "5", "--end"], []):
            self.latido("maintenance", "alpha", *wrong, expected=USAGE)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
