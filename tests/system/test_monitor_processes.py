#!/usr/bin/python3
"""What the monitor does to other processes: whom it starts, whom it ends, and what must not stop it from doing so."""

import contextlib
import json
import os
import signal
import socket
import sys
import time
import unittest

import zmq

from monitor_fixture import BIN, PATIENCE_S, MonitorFixture, free_port

# Tells its pid, waits for the file "go", leaves a child behind, and becomes the service.
SLOW_START = """echo $$ >> "$0.started"
until [ -e "$0.go" ]; do [ -e "$0.started" ] || exit; sleep 0.02; done
sleep 600 & echo $! >> "$0.children"
exec "$@"
"""

# In the place of eu-stack.
STACK_TOOL = """#!/bin/sh
echo "the stacks of $2"
"""

# Beats for somebody else: its first argument is the port, the second the pid. Its loop comes round for a second, then never again.
LIAR = """import sys, time, latido_beat
port, pid = sys.argv[1:]
heart = latido_beat.Heart("alpha", f"tcp://127.0.0.1:{port}")
with open(f"/proc/{pid}/stat") as stat:
    heart._beat.update(pid=int(pid), startTicks=stat.read().rsplit(")", 1)[1].split()[19])
end = time.monotonic() + 1
while time.monotonic() < end: heart.turn("work", 300); time.sleep(0.01)
time.sleep(600)
"""


class ProcessFixture(MonitorFixture):
    def configure(self, *services, hooks=()):
        with open(self.path("monitor.json"), "w", encoding="ascii") as file:
            json.dump({"services": services, "hooks": hooks}, file)

    def monitor_with(self, **options):
        """As run_monitor(), with what Popen takes."""
        return self.run_program(f"{BIN}/monitor", "--config", self.path("monitor.json"), "--publish", self.stream, **options)

    def lines_of(self, name):
        return self.text_of(name).splitlines()

    def write(self, name, text=""):
        with open(self.path(name), "w", encoding="ascii") as file:
            file.write(text)

    def end_later(self, pid):
        def end():
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

        self.addCleanup(end)


class StartTest(ProcessFixture):
    def test_what_the_monitor_before_this_one_started_and_is_not_heard_yet_gets_no_second_one_beside_it(self):
        port = free_port()
        program = [f"{BIN}/beating_service", "alpha", f"tcp://127.0.0.1:{port}"]
        watched = {**self.watched("alpha", port), "restart": ["/bin/sh", "-c", SLOW_START, self.path("alpha"), *program]}
        first, _ = self.monitor(watched, log="first")
        self.wait_text("alpha.started", "\n")
        pid = int(self.lines_of("alpha.started")[0])
        self.end_later(pid)
        first.kill()
        first.wait()
        self.run_monitor(log="second")
        self.wait_text("second", "alpha: ")
        self.assertIn(f"alpha: cannot be started: process {pid}, which a monitor started, runs already", self.text_of("second"))
        follower = self.follow()
        self.write("alpha.go")
        follower.wait_verdict("alpha", "up")
        self.assertEqual(follower.services["alpha"]["pid"], pid)
        self.assertEqual(follower.services["alpha"]["restarts"], 0)
        self.assertEqual(self.lines_of("alpha.started"), [str(pid)])
        self.assertEqual(self.text_of("second").count("runs already"), 1, "told at every try")
        self.is_started_again_though_its_child_lives(pid, follower)

    def is_started_again_though_its_child_lives(self, pid, follower):
        os.kill(pid, signal.SIGKILL)
        follower.wait(lambda f: f.services["alpha"]["pid"] != pid and f.verdict("alpha") == "up", "another process up")
        children = [int(line) for line in self.lines_of("alpha.children")]
        for child in children:
            self.end_later(child)
        os.kill(children[0], 0)  # it lives

    def test_a_recovery_that_a_window_overtakes_is_over_when_the_service_is_up(self):
        port = free_port()
        program = [f"{BIN}/beating_service", "alpha", f"tcp://127.0.0.1:{port}"]
        watched = {**self.watched("alpha", port), "restart": ["/bin/sh", "-c", SLOW_START, self.path("alpha"), *program]}
        _, follower = self.monitor(watched, log="log")
        self.wait_text("alpha.started", "\n")
        self.end_later(int(self.lines_of("alpha.started")[0]))
        follower.wait(lambda f: "alpha" in f.services and f.services["alpha"]["recovering"], "recovering")
        upstream = self.socket(zmq.XSUB)
        upstream.connect(self.stream)
        upstream.send(json.dumps({"maintenance": {"service": "alpha", "minutes": 30}}).encode())
        follower.wait(lambda f: f.services["alpha"]["maintenance"], "in maintenance")
        self.assertTrue(follower.services["alpha"]["recovering"])
        self.write("alpha.go")
        self.wait_text("alpha.children", "\n")
        self.end_later(int(self.lines_of("alpha.children")[0]))
        follower.wait(lambda f: f.verdict("alpha") == "up" and not f.services["alpha"]["recovering"], "up and no longer recovering")
        self.assertTrue(follower.services["alpha"]["maintenance"])

    def test_a_ctrl_c_in_the_terminal_of_the_monitor_leaves_the_services_to_the_next_one(self):
        port = free_port()
        self.configure(self.watched("alpha", port, restart=True))
        first = self.monitor_with(start_new_session=True)
        follower = self.follow()
        follower.wait_verdict("alpha", "up")
        pid = follower.services["alpha"]["pid"]
        os.killpg(first.pid, signal.SIGINT)
        self.assertEqual(first.wait(PATIENCE_S), 0)
        self.run_monitor()
        follower = self.follow()
        follower.wait_verdict("alpha", "up")
        self.assertEqual(follower.services["alpha"]["pid"], pid)

    def test_a_log_file_that_cannot_be_opened_holds_up_neither_the_other_services_nor_the_monitors_end(self):
        ports = free_port(), free_port()
        os.mkfifo(self.path("pipe"))  # that nobody reads
        alpha = self.watched("alpha", ports[0], restart=True, logFile=self.path("pipe"))
        monitor, follower = self.monitor(alpha, self.watched("beta", ports[1], restart=True), log="log")
        self.wait_text("log", f"alpha: cannot be started: log file {self.path('pipe')}: ")
        follower.wait_verdict("beta", "up")
        monitor.terminate()
        self.assertEqual(monitor.wait(PATIENCE_S), 0)


class ChildrensEndTest(ProcessFixture):
    def test_a_hook_that_fails_is_tried_again_where_the_parent_ignores_its_childrens_end(self):
        port = free_port()
        service = self.service("alpha", port)
        told = self.path("told")
        self.configure(self.watched("alpha", port), hooks=[{"exec": ["/bin/sh", "-c", f"cat >> {told}; echo >> {told}; exit 1"]}])
        self.monitor_with(preexec_fn=lambda: signal.signal(signal.SIGCHLD, signal.SIG_IGN))
        follower = self.follow()
        follower.wait_verdict("alpha", "up")
        service.kill()
        deadline = time.monotonic() + PATIENCE_S
        while len(self.lines_of("told")) < 2:
            self.assertLess(time.monotonic(), deadline, "the news counted as taken")
            time.sleep(0.02)


class EndOfTheHungTest(ProcessFixture):
    def test_a_liar_on_its_port_does_not_make_the_monitor_kill_the_process_that_it_names(self):
        victim = self.run_program("/bin/sleep", "600")
        port = free_port()
        self.run_program("/usr/bin/python3", "-c", LIAR, str(port), str(victim.pid))
        watched = self.watched("alpha", port, restart=True, whenHung="restart", stackFile=self.path("stacks"))
        _, follower = self.monitor(watched, log="log")
        follower.wait_verdict("alpha", "hung")
        self.wait_text("log", f"hung process {victim.pid} is")
        self.assertIn(f"hung process {victim.pid} is left alone: it is not seen to listen on port {port}", self.text_of("log"))
        self.assertIsNone(victim.poll())
        self.assertFalse(os.path.exists(self.path("stacks")), "it was looked into")

    def test_stacks_are_written_where_standard_error_is_a_socket(self):
        self.write("eu-stack", STACK_TOOL)
        os.chmod(self.path("eu-stack"), 0o755)
        port = free_port()
        service = self.service("alpha", port)
        self.configure(self.watched("alpha", port, restart=True, whenHung="restart"))
        ours, its = socket.socketpair()
        self.addCleanup(ours.close)
        with its:
            self.monitor_with(stderr=its.fileno(), env={**os.environ, "PATH": f"{self.folder.name}:{os.environ['PATH']}"})
        follower = self.follow()
        follower.wait_verdict("alpha", "up")
        self.tell(service, "deadlock")
        text = self.read_until(ours, "hung process was ")
        self.assertIn(f"process {service.pid} of alpha hangs:\nthread {service.pid} (beating_service)", text)
        self.assertIn(f"the stacks of {service.pid}\n", text)
        self.assertIn("was killed; its stacks (by eu-stack) are in standard error", text)

    def read_until(self, end, text):
        """And to the end of that line."""
        end.settimeout(PATIENCE_S)
        read = ""
        while text not in read or not read.endswith("\n"):
            read += end.recv(65536).decode("utf-8", "replace")
        return read


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
