#!/usr/bin/python3
"""The real monitor over real processes: each fault is really done, and the verdict must name it.

Deadlines are generous (a busy machine is no failure); the measured times are printed.
"""

import contextlib
import fcntl
import json
import os
import signal
import socket
import sqlite3
import subprocess
import sys
import threading
import time
import unittest

import zmq

from monitor_fixture import BIN, PATIENCE_S, MonitorFixture, free_port

DOCS = os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../docs/monitor.md")
HOGS = int(os.environ.get("LATIDO_TEST_HOGS", "8"))
HOGGED_S = float(os.environ.get("LATIDO_TEST_HOGGED_S", "4"))


class MonitorTest(MonitorFixture):
    def test_a_killed_service_is_crashed_and_started_again_with_a_new_pid(self):
        """And so five times in a row, as soon as it is up: with no pause before the start."""
        _, service, _, follower = self.one_up(restart=True)
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)
        for round_number in range(5):
            old_pid = follower.services["alpha"]["pid"]
            killed = time.monotonic()
            os.kill(old_pid, signal.SIGKILL)
            follower.wait_verdict("alpha", "crashed")
            self.report("kill -9 to crashed", killed)
            cause = follower.services["alpha"]["evidence"]["cause"]
            self.assertIn(str(old_pid), cause)
            self.assertIn("killed by signal 9", cause)
            follower.wait(lambda f: f.services["alpha"]["pid"] != old_pid, "new pid")
            self.report("kill -9 to first sign of the new process", killed)
            follower.wait_verdict("alpha", "up")
            self.report("kill -9 to up again", killed)
            self.assertEqual(follower.services["alpha"]["restarts"], round_number + 1)

    def test_a_stopped_service_is_stopped_and_up_again_when_it_goes_on(self):
        _, service, _, follower = self.one_up(restart=True)
        for _ in range(3):
            stopped = time.monotonic()
            service.send_signal(signal.SIGSTOP)
            changes = follower.wait_verdict("alpha", "stopped")
            self.report("SIGSTOP to stopped", stopped)
            self.assertEqual([c["verdict"] for c in changes], ["stopped"], "accused of something else first")
            self.assertTrue(follower.services["alpha"]["evidence"]["process"].startswith("T"))
            service.send_signal(signal.SIGCONT)
            changes = follower.wait_verdict("alpha", "up")
            self.assertNotIn("hung", [c["verdict"] for c in changes], "what it did not answer while it was stopped was held against it")
            self.assertEqual(follower.services["alpha"]["pid"], service.pid)
        self.assertEqual(follower.services["alpha"]["restarts"], 0)

    def test_one_that_takes_its_time_is_not_hung_before_its_first_turn_nor_where_it_was_stopped_in_a_long_one(self):
        service = """import latido_beat, sys, time
heart = latido_beat.Heart("alpha", sys.argv[1])
time.sleep(1)
while True:
    heart.turn("long work", 1000)
    for _ in range(35): time.sleep(0.02)
"""
        port = free_port()
        process = self.run_program(sys.executable, "-c", service, f"tcp://127.0.0.1:{port}")
        _, follower = self.monitor(self.watched("alpha", port))
        told = follower.wait_verdict("alpha", "up")
        for _ in range(2):
            process.send_signal(signal.SIGSTOP)
            told += follower.wait_verdict("alpha", "stopped")
            time.sleep(1)  # the fault itself: longer than that turn may take
            process.send_signal(signal.SIGCONT)
            told += follower.wait_verdict("alpha", "up")
            turn_over = time.monotonic() + 1
            follower.wait(lambda f, end=turn_over: time.monotonic() > end or f.verdict("alpha") != "up", "a turn")
        verdicts = {change["verdict"] for change in told}
        self.assertLessEqual(verdicts, {"unreachable", "starting", "up", "stopped"})
        self.assertEqual(follower.verdict("alpha"), "up")

    def test_a_hung_loop_is_hung_while_it_beats_and_answers(self):
        _, service, _, follower = self.one_up()
        hung = time.monotonic()
        self.tell(service, "hang")
        follower.wait_verdict("alpha", "hung")
        self.report("hung loop to hung", hung)
        evidence = follower.services["alpha"]["evidence"]
        self.assertIn("'work'", evidence["cause"])
        self.assertTrue(evidence["echo"].startswith("ok"), evidence)
        self.assertGreaterEqual(evidence["loopAgeMs"], 250)
        self.tell(service, "hang")
        follower.wait_verdict("alpha", "up")

    def test_a_service_without_beats_that_answers_is_degraded(self):
        _, service, _, follower = self.one_up()
        silenced = time.monotonic()
        self.tell(service, "mute")
        follower.wait_verdict("alpha", "degraded")
        self.report("beats silenced to degraded", silenced)
        follower.wait(lambda f: "answers echoes" in f.services["alpha"]["evidence"]["cause"], "echo as evidence")

    def test_one_that_was_held_up_beats_before_it_answers_what_it_was_asked_meanwhile(self):
        """Else its answer would look like that of one whose beats are lost."""
        heart = "import latido_beat, sys, time; latido_beat.Heart('alpha', sys.argv[1]); time.sleep(1000)"
        for words in ((f"{BIN}/beating_service", "alpha"), (sys.executable, "-c", heart)):
            endpoint = f"tcp://127.0.0.1:{free_port()}"
            service = self.run_program(*words, endpoint, stdin=subprocess.PIPE)
            ears = self.socket(zmq.XSUB)
            ears.connect(endpoint)
            ears.send(b"\x01")
            next_frame = lambda ears=ears: json.loads(ears.recv()) if ears.poll(PATIENCE_S * 1000) else self.fail("nothing is heard")
            next_frame()
            for _ in range(5):
                service.send_signal(signal.SIGSTOP)
                while ears.poll(80):  # longer than between two beats: the next one is due
                    next_frame()
                ears.send(json.dumps({"echoRequest": {"nonce": "n"}}).encode())
                time.sleep(0.02)  # the kernel has it for the stopped one; nothing tells when
                service.send_signal(signal.SIGCONT)
                self.assertIn("beat", next_frame(), words)
                while "beat" in next_frame():
                    pass

    def test_where_nothing_is_the_verdict_is_unreachable(self):
        _, follower = self.monitor(self.watched("alpha", free_port()))
        follower.wait_verdict("alpha", "unreachable")
        state = follower.services["alpha"]
        self.assertEqual(state["evidence"]["port"], "closed")
        self.assertEqual(state["evidence"]["reason"], "nothingThere")
        self.assertFalse(state["recovering"])

    def test_a_service_that_never_ran_is_started_where_a_command_is_given(self):
        began = time.monotonic()
        _, follower = self.monitor(self.watched("alpha", free_port(), restart=True))
        follower.wait_verdict("alpha", "up")
        self.report("start of the monitor to a service that it started up", began)
        self.assertEqual(follower.services["alpha"]["restarts"], 1)

    def test_a_stopped_monitor_says_blind_and_accuses_nobody(self):
        _, service, monitor, follower = self.one_up(restart=True)
        monitor.send_signal(signal.SIGSTOP)
        time.sleep(2)  # the fault itself
        monitor.send_signal(signal.SIGCONT)
        changes = follower.wait(lambda f: [b for b, _ in f.blind_seen] == [True, False], "blind and back")
        self.assertIn("held up", follower.blind_seen[0][1])
        deadline = time.monotonic() + 1
        while time.monotonic() < deadline:
            change = follower.take(100)
            if change:
                changes.append(change)
        self.assertEqual(changes, [])
        self.assertEqual(follower.verdict("alpha"), "up")
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)

    def test_a_successor_that_came_while_blind_is_not_held_for_the_dead_predecessor(self):
        port, service, monitor, follower = self.one_up()
        monitor.send_signal(signal.SIGSTOP)
        service.kill()
        service.wait()
        successor = self.service("alpha", port)
        time.sleep(0.5)  # the fault itself: long enough to be blind afterwards
        monitor.send_signal(signal.SIGCONT)
        changes = follower.wait(
            lambda f: f.verdict("alpha") == "up" and f.services["alpha"]["pid"] == successor.pid, "successor up"
        )
        accused = [c for c in changes if c["pid"] == successor.pid and c["verdict"] not in ("starting", "up")]
        self.assertEqual(accused, [])

    def test_nobody_is_accused_on_an_overloaded_machine(self):
        ports = {name: free_port() for name in ("alpha", "beta", "gamma")}
        running = {name: self.service(name, port) for name, port in ports.items()}
        _, follower = self.monitor(*(self.watched(name, port) for name, port in ports.items()))
        for name in ports:
            follower.wait_verdict(name, "up")
        for _ in range(HOGS):
            self.run_program("/bin/sh", "-c", "while :; do :; done")
        changes = []
        deadline = time.monotonic() + HOGGED_S
        while time.monotonic() < deadline:
            changes.append(follower.take(100))
        self.assertEqual([c for c in changes if c], [])
        print(f"measured: {HOGS} CPU hogs for {HOGGED_S} s: no accusation, blind {len(follower.blind_seen) // 2} times")
        killed = time.monotonic()
        running["beta"].kill()
        follower.wait_verdict("beta", "crashed")
        self.report(f"kill -9 to crashed under {HOGS} CPU hogs", killed)
        self.assertEqual(follower.verdict("alpha"), "up")

    def test_a_monitor_started_again_picks_the_running_service_up(self):
        port, service, monitor, _ = self.one_up(restart=True)
        monitor.kill()
        monitor.wait()
        _, follower = self.monitor(self.watched("alpha", port, restart=True))
        follower.wait_verdict("alpha", "up")
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)
        self.assertEqual(follower.services["alpha"]["restarts"], 0)

    def test_garbage_from_the_beat_port_and_on_the_stream_breaks_nothing(self):
        bad_port, good_port = free_port(), free_port()
        noise = self.socket(zmq.XPUB)
        noise.bind(f"tcp://127.0.0.1:{bad_port}")
        self.service("good", good_port)
        monitor, follower = self.monitor(self.watched("bad", bad_port), self.watched("good", good_port))
        follower.wait_verdict("good", "up")
        hostile = self.socket(zmq.XSUB)
        hostile.connect(self.stream)
        for i in range(20000):
            noise.send([b"{", b"\xff" * 300, b'{"beat":' + b"[" * 3000, b"{}" * 5000, b""][i % 5])
            hostile.send([b"\x01S" + os.urandom(20), b"\x01" + b"x" * 200, b"\x02junk", b"", b"\x01S\xff"][i % 5])
        follower.wait_verdict("bad", "impostor")
        self.assertIsNone(monitor.poll())
        late = self.follow()
        late.wait_verdict("good", "up")
        self.assertEqual(late.epoch, follower.epoch)
        self.assertEqual(follower.verdict("good"), "up")

    def test_whoever_takes_the_port_of_the_stream_silences_neither_the_hooks_nor_the_history(self):
        ports = {"alpha": free_port(), "beta": free_port()}
        services = {name: self.service(name, port) for name, port in ports.items()}
        hook = {"exec": ["/bin/sh", "-c", f"cat >> {self.path('told')}; echo >> {self.path('told')}"]}
        monitor, follower = self.monitor(*(self.watched(name, port) for name, port in ports.items()), hooks=[hook], log="log",
                                   options=("--history", self.path("history.db")))
        for name in ports:
            follower.wait_verdict(name, "up")
        thief = self.steal_the_stream()
        self.wait_text("log", "nobody hears the stream")
        services["alpha"].kill()
        services["beta"].send_signal(signal.SIGSTOP)  # the monitor does not hear itself either, and knows why
        self.wait_text("told", '"root":"alpha"')
        self.wait_text("told", '"root":"beta"')
        thief.close()
        late = self.follow()
        late.wait(lambda f: f.verdict("alpha") == "crashed" and f.verdict("beta") == "stopped", "the stream again")
        self.assertEqual((late.epoch, late.blind_seen), (follower.epoch, []))
        self.wait_text("log", "the stream is heard again")
        self.assertNotIn("BLIND", self.text_of("log"))
        self.assertEqual(self.text_of("log").count("in use"), 1, self.text_of("log"))
        monitor.send_signal(signal.SIGTERM)
        self.assertEqual(monitor.wait(PATIENCE_S), 0)
        with contextlib.closing(sqlite3.connect(self.path("history.db"))) as db:
            self.assertEqual(db.execute("SELECT root FROM incident ORDER BY root").fetchall(), [("alpha",), ("beta",)])

    def steal_the_stream(self):
        """The port of the stream, taken in the moment in which the monitor makes its socket anew, for whoever subscribes without end."""
        taken = []
        address = ("127.0.0.1", int(self.stream.rsplit(":", 1)[1]))
        deadline = time.monotonic() + PATIENCE_S

        def steal():
            while not taken and time.monotonic() < deadline:
                thief = socket.socket()
                thief.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                try:
                    thief.bind(address)
                    thief.listen(10)
                    taken.append(thief)
                except OSError:
                    thief.close()

        stealing = threading.Thread(target=steal)
        stealing.start()
        hostile = self.socket(zmq.XSUB)
        hostile.connect(self.stream)
        while stealing.is_alive():
            with contextlib.suppress(zmq.Again):
                hostile.send(b"\x01" + os.urandom(100).hex().encode(), zmq.NOBLOCK)
        stealing.join()
        hostile.close()
        self.assertTrue(taken, "the port was never free")
        self.addCleanup(taken[0].close)
        return taken[0]

    def test_a_subscriber_of_everything_gets_its_snapshot_under_a_plain_s(self):
        self.monitor(self.watched("alpha", free_port()))
        everything = self.socket(zmq.SUB)
        everything.connect(self.stream)
        everything.subscribe(b"")
        deadline = time.monotonic() + PATIENCE_S
        while time.monotonic() < deadline:
            if everything.poll(100) and everything.recv().startswith(b'S {"epoch"'):
                return
        self.fail("no snapshot")

    def test_the_script_in_the_docs_follows_the_stream(self):
        with open(DOCS, encoding="ascii") as file:
            script = file.read().split("```python\n")[1].split("```")[0]
        _, service, _, follower = self.one_up()
        reader = subprocess.Popen(["/usr/bin/python3", "-c", script, self.stream], stdout=subprocess.PIPE, text=True)
        self.processes.append(reader)
        self.addCleanup(reader.stdout.close)
        self.assertEqual(reader.stdout.readline(), "alpha up - beats on time\n")
        service.kill()
        self.assertEqual(reader.stdout.readline(), f"alpha crashed - process {service.pid} ended: killed by signal 9\n")
        follower.wait_verdict("alpha", "crashed")

    def test_a_subscriber_lives_through_a_restart_of_the_monitor(self):
        port, service, monitor, follower = self.one_up()
        old_epoch = follower.epoch
        monitor.kill()
        monitor.wait()
        self.monitor(self.watched("alpha", port))
        follower.wait(lambda f: f.epoch != old_epoch and f.verdict("alpha") == "up", "state of the new monitor")
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)

    def test_the_idle_monitor_takes_at_most_15_mb(self):
        _, _, monitor, _ = self.one_up()
        with open(f"/proc/{monitor.pid}/smaps_rollup", encoding="ascii") as file:
            sizes = dict(line.split()[:2] for line in file.readlines()[1:])
        resident_mb = int(sizes["Rss:"]) / 1024
        print(f"measured: monitor's memory: {resident_mb:.1f} MB resident, {int(sizes['Pss:']) / 1024:.1f} MB its share")
        self.assertLessEqual(resident_mb, 15)

    def test_a_configuration_with_a_misspelt_field_is_refused_with_its_name(self):
        path = os.path.join(self.folder.name, "bad.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump({"services": [{"name": "a", "beatEndpoint": "tcp://127.0.0.1:1", "restrat": []}]}, file)
        done = subprocess.run([f"{BIN}/monitor", "--config", path, "--publish", self.stream],
                              capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("UNKNOWN_FIELD", done.stderr)
        self.assertIn("restrat", done.stderr)

    def refusal(self, *words):
        """What the monitor says when it does not start with these options."""
        done = subprocess.run([f"{BIN}/monitor", *words], capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertNotEqual(done.returncode, 0)
        return done.stdout + done.stderr

    def config(self, endpoint):
        path = os.path.join(self.folder.name, "small.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump({"services": [{"name": "a", "beatEndpoint": endpoint}]}, file)
        return path

    def test_it_ends_when_it_is_told_to_though_nobody_reads_its_standard_error(self):
        readable, writable = os.pipe()
        self.addCleanup(os.close, readable)
        with os.fdopen(writable, "wb", 0) as full:
            full.write(bytes(fcntl.fcntl(full, fcntl.F_SETPIPE_SZ, 4096)))
            with open(self.path("monitor.json"), "w", encoding="ascii") as file:
                json.dump({"services": [self.watched("alpha", free_port())]}, file)
            words = (f"{BIN}/monitor", "--config", self.path("monitor.json"), "--publish", self.stream)
            monitor = self.run_program(*words, stderr=full)
        self.follow().wait_verdict("alpha", "unreachable")
        monitor.send_signal(signal.SIGTERM)
        self.assertEqual(monitor.wait(PATIENCE_S), 0)

    def test_a_misspelt_log_level_is_refused_and_does_not_turn_logging_off(self):
        said = self.refusal("--config", self.config("tcp://127.0.0.1:1"), "--publish", self.stream, "--log-level", "wran")
        self.assertIn("--log-level", said)
        self.assertIn("wran", said)

    def test_an_error_at_the_start_names_the_option_at_fault(self):
        good, bad = "tcp://127.0.0.1:1", "tcp://127.0.0.1"
        said = self.refusal("--config", self.config(bad), "--publish", self.stream)
        self.assertIn("--config", said)
        self.assertIn(f"'{bad}'", said)
        self.assertNotIn("--publish", said)
        said = self.refusal("--config", self.config(good), "--publish", "tcp://127.0.0.1:no")
        self.assertIn("--publish tcp://127.0.0.1:no", said)

    def test_what_the_machine_has_no_more_of_is_blamed_on_no_option(self):
        few = 40  # a monitor of one service needs fewer files than that, one of a hundred more
        with open(self.path("monitor.json"), "w", encoding="ascii") as file:
            json.dump({"services": [{"name": f"s{i}", "beatEndpoint": "tcp://127.0.0.1:1"} for i in range(100)]}, file)
        monitor = subprocess.run(["prlimit", f"--nofile={few}:{few}", f"{BIN}/monitor", "--config", self.path("monitor.json"), "--publish", self.stream],
                                 capture_output=True, text=True, timeout=PATIENCE_S, check=False)
        self.assertEqual(monitor.returncode, 1, monitor.stderr)
        self.assertIn("cannot begin to watch: Too many open files", monitor.stderr)
        self.assertNotIn("--publish", monitor.stderr)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
