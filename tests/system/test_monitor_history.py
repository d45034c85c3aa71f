#!/usr/bin/python3
"""What the monitor keeps over its own death, and the figures that it works out of it: real processes, a real file."""

import contextlib
import fcntl
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
import unittest

import zmq

from monitor_fixture import BIN, PATIENCE_S, MonitorFixture, free_port

HOUR, DAY, MONTH = 1, 24, 720


class MonitorHistoryTest(MonitorFixture):
    def setUp(self):
        super().setUp()
        self.history = os.path.join(self.folder.name, "monitor.db")
        self.news_path = os.path.join(self.folder.name, "news")
        self.log_path = os.path.join(self.folder.name, "monitor.log")

    def remembering(self, *services, history=None):
        """A monitor with a history, whose hook writes down each piece of news."""
        hook = {"exec": ["/bin/sh", "-c", f"cat >> {self.news_path}; echo >> {self.news_path}"]}
        return self.monitor(*services, options=("--history", history or self.history), hooks=[hook])

    def news(self):
        if not os.path.exists(self.news_path):
            return []
        with open(self.news_path, encoding="utf-8") as file:
            return [json.loads(line) for line in file.read().splitlines() if line]

    def wait_news(self, count):
        deadline = time.monotonic() + PATIENCE_S
        while len(self.news()) < count:
            self.assertLess(time.monotonic(), deadline, f"not {count} pieces of news: {self.news()}")
            time.sleep(0.05)
        return self.news()

    def wait_written(self):
        """Until all that was seen so far is in the file: it grows in the order of what happens, a batch may be under way, and
        there is at least one each second."""
        sizes = set()
        deadline = time.monotonic() + PATIENCE_S
        while len(sizes) < 3:
            self.assertLess(time.monotonic(), deadline, "the history is not written")
            sizes.add(os.path.getsize(self.history + "-wal"))
            time.sleep(0.02)

    def die_and_come_back(self, monitor, *services):
        monitor.kill()
        monitor.wait()
        return self.remembering(*services)

    def snapshot(self):
        """The monitor's whole state now, as a new subscriber gets it."""
        subscriber = self.socket(zmq.SUB)
        subscriber.connect(self.stream)
        topic = b"S" + os.urandom(8).hex().encode()
        subscriber.subscribe(topic)
        self.assertTrue(subscriber.poll(PATIENCE_S * 1000), "no snapshot")
        return json.loads(subscriber.recv()[len(topic) :])

    def wait_figures(self, service, condition):
        """The service's figures by the length of the window, once they are as they should be."""
        deadline = time.monotonic() + PATIENCE_S
        while True:
            for entry in self.snapshot().get("availability", []):
                windows = {window["hours"]: window for window in entry["windows"]}
                if entry["service"] == service and condition(windows):
                    return windows
            self.assertLess(time.monotonic(), deadline, f"no such figures of {service}")
            time.sleep(0.2)

    def latido_history(self, *options):
        """Exit code, standard output, standard error."""
        ran = subprocess.run([f"{BIN}/latido", "--monitor", self.stream, "history", *options],
                             capture_output=True, check=False, timeout=PATIENCE_S)
        return ran.returncode, ran.stdout.decode(), ran.stderr.decode()

    def rows(self, sql):
        """Of the file of a monitor that has ended."""
        with contextlib.closing(sqlite3.connect(self.history)) as db:
            return db.execute(sql).fetchall()

    def test_a_restarted_monitor_opens_no_second_incident_and_resolves_the_first_one_once(self):
        port = free_port()
        alpha = self.watched("alpha", port)
        service = self.service("alpha", port)
        monitor, follower = self.remembering(alpha)
        follower.wait_verdict("alpha", "up")
        service.kill()
        service.wait()
        follower.wait(lambda f: f.incidents, "incident")
        opened = follower.incidents[0]
        self.assertEqual(opened["event"], "opened")
        upstream = self.socket(zmq.XSUB)
        upstream.connect(self.stream)
        deadline = time.monotonic() + PATIENCE_S
        while len(follower.incidents) < 2 and time.monotonic() < deadline:
            upstream.send(json.dumps({"acknowledge": {"incident": opened["id"]}}).encode())
            follower.take(100)
        self.assertEqual(follower.incidents[1]["event"], "acknowledged")
        self.wait_news(2)
        self.wait_written()

        monitor, follower = self.die_and_come_back(monitor, alpha)
        follower.wait_verdict("alpha", "unreachable")
        kept = self.snapshot()["incidents"]
        self.assertEqual([(i["id"], i["acknowledged"], i["services"]) for i in kept], [(opened["id"], True, ["alpha"])])

        monitor, follower = self.die_and_come_back(monitor, alpha)  # again, and this time it recovers
        follower.wait_verdict("alpha", "unreachable")
        self.service("alpha", port)
        follower.wait(lambda f: f.incidents, "end of the incident")
        news = self.wait_news(3)
        self.assertEqual([(n["event"], n["id"]) for n in news],
                         [("opened", opened["id"]), ("acknowledged", opened["id"]), ("resolved", opened["id"])])
        self.assertEqual(news[2]["openedUnixMs"], opened["openedUnixMs"])

        monitor.send_signal(signal.SIGTERM)
        self.assertEqual(monitor.wait(PATIENCE_S), 0)
        faults = self.rows("SELECT service, verdict, detect_ms, recover_ms, open FROM fault")
        self.assertEqual(len(faults), 1, faults)
        name, verdict, detect_ms, recover_ms, still_open = faults[0]
        self.assertEqual((name, verdict, still_open), ("alpha", "crashed", 0))
        self.assertGreaterEqual(detect_ms, 0)
        self.assertGreater(recover_ms, 1000, "two monitors took more than half a second each to find nothing there")
        self.assertEqual(self.rows("SELECT count(*) FROM incident WHERE resolved_unix_ms IS NULL"), [(0,)])
        self.assertEqual(self.rows("SELECT count(*) FROM stretch WHERE to_unix_ms <= from_unix_ms"), [(0,)])

    def test_what_recovered_while_the_monitor_was_dead_is_resolved_once(self):
        port = free_port()
        alpha = self.watched("alpha", port)
        service = self.service("alpha", port)
        monitor, follower = self.remembering(alpha)
        follower.wait_verdict("alpha", "up")
        service.kill()
        service.wait()
        opened = self.wait_news(1)[0]
        self.wait_written()
        monitor.kill()
        monitor.wait()
        self.service("alpha", port)
        monitor, follower = self.remembering(alpha)
        follower.wait(lambda f: f.incidents, "end of the incident")
        news = self.wait_news(2)
        self.assertEqual([(n["event"], n["id"]) for n in news], [("opened", opened["id"]), ("resolved", opened["id"])])
        figures = self.wait_figures("alpha", lambda w: w[HOUR]["upMs"] > 0)
        for hours in (HOUR, DAY, MONTH):
            self.assertEqual(figures[hours]["faults"], 1)
            self.assertEqual(figures[hours]["meanRecoverMs"], "-1", "nobody saw when it came back")
            self.assertGreater(figures[hours]["availability"], 0)
            self.assertLess(figures[hours]["availability"], 1)
        code, said, _ = self.latido_history("--service", "alpha")
        self.assertEqual(code, 0)
        self.assertRegex(said, r"alpha +1 h +[0-9.]+ %")
        code, _, why = self.latido_history("--service", "nobody")
        self.assertEqual(code, 2)
        self.assertIn("nobody", why)

    def test_a_window_opened_by_hand_outlasts_the_monitor_that_is_started_again_alone(self):
        alpha = self.watched("alpha", free_port(), restart=True)
        monitor, follower = self.remembering(alpha)
        follower.wait_verdict("alpha", "up")
        pid = follower.services["alpha"]["pid"]
        self.maintenance("alpha", "--minutes", "30")
        follower.wait(lambda f: f.services["alpha"]["maintenance"], "maintenance")
        until = follower.services["alpha"]["maintenanceUntilUnixMs"]
        self.wait_written()
        monitor.kill()
        monitor.wait()
        os.kill(pid, signal.SIGKILL)
        monitor, follower = self.remembering(alpha)
        follower.wait_verdict("alpha", "unreachable")
        state = follower.services["alpha"]
        self.assertEqual((state["maintenanceUntilUnixMs"], state["restarts"]), (until, 0))
        self.maintenance("alpha", "--end")
        follower.wait_verdict("alpha", "up")
        monitor.send_signal(signal.SIGTERM)
        self.assertEqual(monitor.wait(PATIENCE_S), 0)
        self.assertEqual(self.rows("SELECT * FROM opened_window"), [])

    def maintenance(self, *words):
        subprocess.run([f"{BIN}/latido", "--monitor", self.stream, "maintenance", *words],
                       check=True, timeout=PATIENCE_S, stdout=subprocess.DEVNULL)

    def down_when_the_monitor_died(self):
        """A service with an incident that is told and stored: its port, its entry, and the incident's id."""
        port = free_port()
        alpha = self.watched("alpha", port)
        service = self.service("alpha", port)
        monitor, follower = self.remembering(alpha)
        follower.wait_verdict("alpha", "up")
        service.kill()
        service.wait()
        incident = self.wait_news(1)[0]["id"]
        self.wait_written()
        monitor.kill()
        monitor.wait()
        return port, alpha, incident

    def stall(self, path):
        """Whoever opens the file waits, as for a disk that does not answer, until what this returns is called: a lease of it is held."""
        self.addCleanup(signal.signal, signal.SIGIO, signal.signal(signal.SIGIO, signal.SIG_IGN))
        file = os.open(path, os.O_RDWR)
        self.addCleanup(os.close, file)
        try:
            fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_WRLCK)
        except OSError as error:
            self.skipTest(f"NOT TESTED: a disk that does not answer: no leases on {path} ({error})")
        return lambda: fcntl.fcntl(file, fcntl.F_SETLEASE, fcntl.F_UNLCK)

    def test_a_disk_that_does_not_answer_at_the_start_holds_up_nobody_and_no_incident_stays_open_for_ever(self):
        port, alpha, before = self.down_when_the_monitor_died()
        go_on = self.stall(self.history)
        monitor, follower = self.remembering(alpha)
        follower.wait_verdict("alpha", "unreachable")
        now = self.wait_news(2)[1]["id"]
        self.assertNotEqual(now, before)
        go_on()
        self.wait_news(3)
        self.service("alpha", port)
        news = self.wait_news(4)
        self.assertEqual([(n["event"], n["id"]) for n in news],
                         [("opened", before), ("opened", now), ("resolved", before), ("resolved", now)])
        monitor.send_signal(signal.SIGTERM)
        self.assertEqual(monitor.wait(PATIENCE_S), 0)
        self.assertEqual(self.rows("SELECT id FROM incident WHERE resolved_unix_ms IS NULL"), [])
        self.assertEqual(self.rows("SELECT service, open, recover_ms FROM fault"), [("alpha", 0, None)])

    def test_a_file_that_another_program_reads_at_the_start_is_waited_for_and_kept(self):
        port, alpha, before = self.down_when_the_monitor_died()
        with contextlib.closing(sqlite3.connect(self.history, isolation_level=None)) as reader:
            reader.execute("BEGIN")
            reader.execute("SELECT * FROM watch").fetchall()
            monitor = self.run_monitor("--history", self.history, log="monitor.log")
            self.wait_text("monitor.log", "waiting for it")
            now = self.wait_news(2)[1]["id"]  # it is told after a while all the same
            self.assertNotEqual(now, before)
        self.service("alpha", port)
        news = self.wait_news(4)
        self.assertEqual(sorted((n["event"], n["id"]) for n in news),
                         sorted([("opened", before), ("opened", now), ("resolved", before), ("resolved", now)]))
        self.assertEqual(self.text_of("monitor.log").count("waiting for it"), 1)
        monitor.send_signal(signal.SIGTERM)
        self.assertEqual(monitor.wait(PATIENCE_S), 0)
        self.assertEqual(self.rows("SELECT id FROM incident WHERE resolved_unix_ms IS NULL"), [])

    def test_the_stream_ticks_while_the_file_is_waited_for(self):
        with contextlib.closing(sqlite3.connect(self.history, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            for _ in range(5):  # on a busy machine a subscriber may come too late for that
                monitor, _ = self.monitor(self.watched("alpha", free_port()), options=("--history", self.history))
                subscriber = self.socket(zmq.SUB)
                subscriber.subscribe(b"D ")
                subscriber.connect(self.stream)
                self.assertTrue(subscriber.poll(PATIENCE_S * 1000), "nothing on the stream")
                if "tick" in json.loads(subscriber.recv()[2:]):
                    return
                monitor.kill()
                monitor.wait()
        self.fail("no tick before the first change")

    def test_a_monitor_that_waits_for_its_file_ends_when_it_is_told_to(self):
        with contextlib.closing(sqlite3.connect(self.history, isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            monitor, _ = self.monitor(self.watched("alpha", free_port()), options=("--history", self.history), log="monitor.log")
            self.wait_text("monitor.log", "waiting for it")
            monitor.send_signal(signal.SIGTERM)
            self.assertEqual(monitor.wait(PATIENCE_S), 0)

    def test_a_file_that_is_no_history_is_named_and_the_monitor_goes_on_without(self):
        with open(self.history, "wb") as file:
            file.write(os.urandom(20000))
        port = free_port()
        self.service("alpha", port)
        path = os.path.join(self.folder.name, "monitor.json")
        with open(path, "w", encoding="ascii") as file:
            json.dump({"services": [self.watched("alpha", port)]}, file)
        with open(self.log_path, "wb") as log:
            self.run_program(f"{BIN}/monitor", "--config", path, "--publish", self.stream, "--history", self.history, stderr=log)
        self.follow().wait_verdict("alpha", "up")
        with open(self.log_path, encoding="utf-8") as log:
            said = log.read()
        self.assertIn(self.history, said)
        self.assertIn("not a database", said)
        self.assertNotIn("availability", self.snapshot())
        code, _, why = self.latido_history()
        self.assertEqual(code, 3)
        self.assertIn("keeps no history", why)


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
