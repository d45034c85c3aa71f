#!/usr/bin/python3
"""Each row of the verdict table in docs/monitor.md, really done to a real process."""

import contextlib
import os
import shutil
import signal
import sys
import time
import unittest

from monitor_fixture import BIN, MonitorFixture, free_port

FREEZER = "/sys/fs/cgroup/freezer"
HOGS_ON_ITS_CPU = 4
TURNS_OF_THE_UNSTARVED = 10  # a second: a loop is stuck when it has not come round for 0.25 s


def threads_of(pid):
    return [int(tid) for tid in os.listdir(f"/proc/{pid}/task")]


def turns(tid):
    """How often the thread has had the CPU so far."""
    with open(f"/proc/{tid}/task/{tid}/schedstat", encoding="ascii") as file:
        return int(file.read().split()[2])


class VerdictFixture(MonitorFixture):
    def starve(self, follower, threads):
        """Takes the CPU from these threads of alpha until that is named; the hogs that have it."""
        cpu = min(os.sched_getaffinity(0))
        for tid in threads:
            os.sched_setaffinity(tid, {cpu})
            os.sched_setscheduler(tid, os.SCHED_IDLE, os.sched_param(0))
        before = [turns(tid) for tid in threads]
        since = time.monotonic()
        hogs = [self.run_program("/bin/sh", "-c", "while :; do :; done") for _ in range(HOGS_ON_ITS_CPU)]
        for hog in hogs:
            os.sched_setaffinity(hog.pid, {cpu})
        try:
            evidence = self.expect(follower, "starved", "starved", since, "no CPU time to starved")
        except AssertionError:
            # On a machine that is busy elsewhere too, the scheduler may give each of them its turns in spite of all: no
            # loop is held up by that, and nothing starves.
            rate = min(turns(tid) - had for tid, had in zip(threads, before)) / (time.monotonic() - since)
            if follower.services["alpha"]["verdict"] != "up" or rate < TURNS_OF_THE_UNSTARVED:
                raise
            self.skipTest(f"NOT TESTED: starved: this machine gave each of the threads the CPU {rate:.0f} times a second all the same")
        self.assertGreaterEqual(evidence["runDelayPercent"], 50, evidence)
        return hogs


class StuckLoopTest(VerdictFixture):
    """Beats come on time, the work loop does not come round."""

    def stuck(self, command, verdict, reason):
        _, service, _, follower = self.one_up()
        since = time.monotonic()
        self.tell(service, command)
        evidence = self.expect(follower, verdict, reason, since, f"{command} to {verdict}")
        self.assertIn("'work'", evidence["cause"])
        return evidence

    def test_a_loop_that_waits_for_a_lock_is_hung_in_a_deadlock(self):
        evidence = self.stuck("deadlock", "hung", "deadlock")
        self.assertTrue(evidence["echo"].startswith("ok"), evidence)
        self.assertTrue(evidence["deepEcho"].startswith("none in"), evidence)
        self.assertGreaterEqual(evidence["loopAgeMs"], 250)

    def test_a_loop_that_spins_is_hung_in_a_livelock(self):
        _, service, _, follower = self.one_up()
        since = time.monotonic()
        self.tell(service, "spin")
        changes = follower.wait_verdict("alpha", "hung")
        self.report("spin to hung", since)
        evidence = changes.pop()["evidence"]
        self.assertEqual(evidence["reason"], "livelock", evidence)
        self.assertIn("'work'", evidence["cause"])
        for change in changes:  # one that gets next to no CPU is starved, until it had what a turn may take
            if change["verdict"] not in ("starting", "up"):
                self.assertEqual(change["verdict"], "starved")
                self.assertLess(change["evidence"]["cpuPercent"], 10, change)

    def test_a_loop_that_waits_in_the_kernel_is_an_io_stall(self):
        evidence = self.stuck("device", "ioStall", "deviceWait")
        self.assertIn("device", evidence["cause"])

    def test_a_main_thread_that_ended_is_a_hung_loop_and_no_dead_process(self):
        """/proc calls such a process a zombie: it is none, and a second one must not be started."""
        _, service, _, follower = self.one_up(restart=True)
        self.tell(service, "leave")
        self.expect(follower, "hung", "loopStuck")
        with open(f"/proc/{service.pid}/stat", encoding="ascii") as file:
            self.assertEqual(file.read().rsplit(")", 1)[1].split()[0], "Z")
        self.assertFalse(follower.services["alpha"]["recovering"])

    def test_a_loop_that_gets_no_cpu_is_starved(self):
        _, service, _, follower = self.one_up()
        self.starve(follower, [service.pid])  # the thread of that number is the main thread, whose loop it is
        self.assertIn("'work' gets too little CPU time", follower.services["alpha"]["evidence"]["cause"])

    def test_a_loop_that_sleeps_is_hung_and_up_again_when_it_goes_on(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "hang")
        self.expect(follower, "hung", "loopStuck")
        self.tell(service, "hang")
        follower.wait_verdict("alpha", "up")


class SilentTest(VerdictFixture):
    """Beats do not come."""

    def test_a_deaf_service_has_lost_its_listener(self):
        _, service, _, follower = self.one_up(restart=True)
        since = time.monotonic()
        self.tell(service, "deaf")
        evidence = self.expect(follower, "listenerLost", "listenerLost", since, "listener closed to listenerLost")
        self.assertEqual(evidence["port"], "closed")
        self.assertFalse(follower.services["alpha"]["recovering"], "it lives: no second one is started")

    def test_nmap_as_the_prober_names_the_closed_port_of_a_deaf_service(self):
        if not os.access("/usr/bin/nmap", os.X_OK):
            self.skipTest("NOT TESTED: --prober nmap: nmap is not installed")
        port, service, _, follower = self.one_up(options=("--prober", "nmap", "--log-level", "debug"), log="monitor.log")
        self.tell(service, "deaf")
        evidence = self.expect(follower, "listenerLost", "listenerLost")
        self.assertEqual(evidence["port"], "closed")
        self.wait_text("monitor.log", f"nmap finds port {port} of 127.0.0.1 closed")

    def test_a_service_whose_every_thread_waits_for_a_lock_is_hung(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "lock-all")
        evidence = self.expect(follower, "hung", "deadlock")
        self.assertTrue(evidence["echo"].startswith("none in"), evidence)
        self.assertEqual(evidence["cpuPercent"], 0, evidence)

    def test_a_service_that_gets_no_cpu_is_starved_and_not_started_again(self):
        _, service, _, follower = self.one_up(restart=True, whenHung="restart")
        hogs = self.starve(follower, threads_of(service.pid))
        for hog in hogs:
            hog.kill()
        follower.wait_verdict("alpha", "up")
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)
        self.assertEqual(follower.services["alpha"]["restarts"], 0)

    def test_a_service_whose_heart_sleeps_while_it_listens_is_degraded(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "numb")
        evidence = self.expect(follower, "degraded", "heartbeatStuck")
        self.assertEqual(evidence["port"], "open")

    def test_a_process_that_the_kernel_holds_is_an_io_stall(self):
        group = os.path.join(FREEZER, f"latido-test-{os.getpid()}")
        try:
            os.mkdir(group)
        except OSError as error:
            self.skipTest(f"NOT TESTED: a whole process in state D: this machine permits no freezer group ({error})")
        self.addCleanup(os.rmdir, group)
        _, service, _, follower = self.one_up()
        with open(f"{group}/cgroup.procs", "w", encoding="ascii") as file:
            file.write(str(service.pid))
        self.addCleanup(self.thaw, group)
        since = time.monotonic()
        with open(f"{group}/freezer.state", "w", encoding="ascii") as file:
            file.write("FROZEN")
        evidence = self.expect(follower, "ioStall", "deviceWait", since, "held by the kernel to ioStall")
        self.assertTrue(evidence["process"].startswith("D"), evidence)
        self.thaw(group)
        follower.wait_verdict("alpha", "up")

    @staticmethod
    def thaw(group):
        with open(f"{group}/freezer.state", "w", encoding="ascii") as file:
            file.write("THAWED")
        with open(f"{group}/cgroup.procs", encoding="ascii") as file:
            for pid in file.read().split():
                with contextlib.suppress(OSError), open(f"{FREEZER}/cgroup.procs", "w", encoding="ascii") as out:
                    out.write(pid)


class DegradedTest(MonitorFixture):
    def test_a_service_is_degraded_while_what_it_needs_is_down(self):
        needed, port = free_port(), free_port()
        broker = self.service("broker", needed)
        self.service("alpha", port)
        _, follower = self.monitor(self.watched("broker", needed), self.watched("alpha", port, dependsOn=["broker"]))
        for name in ("broker", "alpha"):
            follower.wait_verdict(name, "up")
        broker.kill()
        evidence = self.expect(follower, "degraded", "dependency")
        self.assertIn("broker is crashed", evidence["cause"])
        self.service("broker", needed)
        follower.wait_verdict("alpha", "up")

    def test_a_service_whose_store_fails_is_degraded(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "store")
        evidence = self.expect(follower, "degraded", "dependency")
        self.assertEqual(evidence["deepEcho"], "failed")
        self.tell(service, "store")
        follower.wait_verdict("alpha", "up")

    def test_what_a_service_says_of_its_phase_is_told(self):
        _, service, _, follower = self.one_up()
        for phase, verdict, reason in ((2, "up", "standby"), (3, "degraded", "saysStopping"), (0, "starting", "saysStarting"), (1, "up", "beatsOnTime")):
            self.tell(service, f"phase {phase}")
            follower.wait(lambda f, r=reason: f.services["alpha"]["evidence"]["reason"] == r, reason)
            self.assertEqual(follower.verdict("alpha"), verdict)

    def test_a_service_whose_reads_lag_behind_is_degraded(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "lag 5000")
        self.expect(follower, "degraded", "readLag")
        self.tell(service, "lag 10")
        follower.wait_verdict("alpha", "up")

    def test_a_service_whose_beats_are_lost_is_degraded_by_its_heartbeat_path(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "mute")
        self.expect(follower, "degraded", "heartbeatPath")


if __name__ == "__main__":
    if not shutil.which("python3") or not os.path.exists(f"{BIN}/monitor"):
        sys.exit("the programs are not built")
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    unittest.main(argv=sys.argv, verbosity=2)
