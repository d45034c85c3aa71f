#!/usr/bin/python3
"""The rows of the verdict table in docs/monitor.md that tell of an end, a start, or another in its place, really done to real processes."""

import glob
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import unittest

from monitor_fixture import MonitorFixture, free_port

HERE = os.path.dirname(os.path.realpath(__file__))


class DeathTest(MonitorFixture):
    def test_a_service_that_ends_by_itself_is_crashed_with_its_exit_code(self):
        _, service, _, follower = self.one_up()
        self.tell(service, "exit 3")
        follower.wait_verdict("alpha", "crashed")
        follower.wait(lambda f: f.services["alpha"]["evidence"]["cause"].endswith("exit code 3"), "exit code")
        service.wait()

    def test_a_zombie_is_crashed_though_kill_0_still_finds_it(self):
        _, service, _, follower = self.one_up()
        service.kill()  # and not reaped
        self.expect(follower, "crashed", "ended")
        os.kill(service.pid, 0)
        follower.wait(lambda f: f.services["alpha"]["evidence"]["reason"] == "unreaped", "its parent, this test, does not reap it")
        cause = f"process {service.pid} ended: killed by signal 9; its parent has not reaped it"
        self.assertEqual(follower.services["alpha"]["evidence"]["cause"], cause)

    def test_another_process_with_the_pid_of_the_dead_is_not_taken_for_it(self):
        _, service, monitor, follower = self.one_up()
        monitor.send_signal(signal.SIGSTOP)  # so that it first looks when the pid has changed hands
        service.kill()
        service.wait()
        self.take_pid(service.pid)
        time.sleep(0.3)  # the fault itself
        monitor.send_signal(signal.SIGCONT)
        evidence = self.expect(follower, "crashed", "pidReused")
        self.assertIn("its pid belongs to a later process", evidence["cause"])

    def test_a_living_one_that_listens_no_more_gets_no_second_one_beside_it_from_the_next_monitor(self):
        _, service, monitor, follower = self.one_up(restart=True, process="beating_service")
        self.tell(service, "deaf")
        self.expect(follower, "listenerLost", "listenerLost")
        monitor.kill()
        monitor.wait()
        self.wait_old(service.pid)  # a young one may still be starting up
        self.run_monitor()
        follower = self.follow()
        evidence = self.expect(follower, "listenerLost", "listenerLost")
        self.assertIn(f"process {service.pid} ", evidence["cause"])
        self.assertEqual(follower.services["alpha"]["restarts"], 0)
        self.assertFalse(follower.services["alpha"]["recovering"])

    def wait_old(self, pid):
        """Until it is older than what the monitor takes for a starting one: 5 s."""
        with open(f"/proc/{pid}/stat", encoding="ascii") as file:
            started = int(file.read().rsplit(")", 1)[1].split()[19]) / os.sysconf("SC_CLK_TCK")
        while time.clock_gettime(time.CLOCK_BOOTTIME) < started + 6:
            time.sleep(0.05)

    def take_pid(self, pid):
        for _ in range(200):
            try:
                with open("/proc/sys/kernel/ns_last_pid", "w", encoding="ascii") as file:
                    file.write(str(pid - 1))
            except OSError as error:
                self.skipTest(f"NOT TESTED: a reused pid: this machine does not permit to choose one ({error})")
            other = self.run_program("/bin/sleep", "600")
            if other.pid == pid:
                return
            other.kill()
        self.fail("the pid was always taken")


class StartTest(MonitorFixture):
    def test_a_process_of_that_name_that_does_not_beat_yet_has_just_started(self):
        program = os.path.join(self.folder.name, f"late-{os.getpid()}")
        shutil.copy("/bin/sleep", program)
        late = self.run_program(program, "600")
        _, follower = self.monitor(self.watched("alpha", free_port(), restart=True, process=os.path.basename(program)))
        evidence = self.expect(follower, "starting", "justStarted")
        self.assertIn(f"process {late.pid} has just started", evidence["cause"])
        self.assertEqual(follower.services["alpha"]["restarts"], 0, "it is given its time")

    def test_its_first_beats_and_those_of_another_in_its_place_are_told_as_starts(self):
        port = free_port()
        _, follower = self.monitor(self.watched("alpha", port))
        follower.wait_verdict("alpha", "unreachable")
        first = self.service("alpha", port)
        told = [c["evidence"]["reason"] for c in follower.wait_verdict("alpha", "up")]
        self.assertEqual(told[-2:], ["firstBeats", "beatsOnTime"])
        self.tell(first, "deaf")
        follower.wait_verdict("alpha", "listenerLost")
        second = self.service("alpha", port)
        changes = follower.wait_verdict("alpha", "up")
        self.assertEqual([c["evidence"]["reason"] for c in changes[-2:]], ["replaced", "beatsOnTime"])
        self.assertEqual(changes[-2]["evidence"]["cause"], f"process {second.pid} beats in place of process {first.pid}")


class ImpostorTest(MonitorFixture):
    def test_a_stranger_on_the_port_of_the_dead_is_an_impostor_and_its_going_a_crash(self):
        port, service, _, follower = self.one_up()
        service.kill()
        service.wait()
        follower.wait_verdict("alpha", "crashed")
        stranger = self.run_program("/usr/bin/python3", "-m", "http.server", "--bind", "127.0.0.1", str(port),
                                    stderr=subprocess.DEVNULL)
        evidence = self.expect(follower, "impostor", "strangerListens")
        self.assertIn(f"process {stranger.pid} (python3)", evidence["cause"])
        stranger.kill()
        stranger.wait()
        follower.wait_verdict("alpha", "crashed")

    def test_another_service_that_beats_on_the_port_is_an_impostor(self):
        port = free_port()
        self.service("beta", port)
        _, follower = self.monitor(self.watched("alpha", port))
        self.expect(follower, "impostor", "strangerBeats")


class RowsTest(unittest.TestCase):
    def test_every_reason_that_there_is_for_a_verdict_is_waited_for_by_a_test_of_a_real_process(self):
        with open(os.path.join(HERE, "../../schema/health.capnp"), encoding="ascii") as file:
            reasons = re.findall(r"(\w+) @\d+;", file.read().split("enum Reason {")[1].split("}")[0])
        tests = ""
        for path in glob.glob(os.path.join(HERE, "test_monitor*.py")):
            with open(path, encoding="ascii") as file:
                tests += file.read()
        self.assertEqual([r for r in reasons if r != "none" and f'"{r}"' not in tests], [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
