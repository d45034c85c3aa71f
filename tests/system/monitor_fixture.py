"""What the tests of the monitor share: ports, real services, a real monitor, and a subscriber of its stream."""

import contextlib
import json
import os
import signal
import subprocess
import tempfile
import time
import unittest

import zmq

from latido_system import free_ports, ports_given

BIN = os.environ["LATIDO_BIN"]
PATIENCE_S = 30


def free_port():
    return free_ports(1)[0]


def started_for_a_test(pid):
    """Whether it is a service that a monitor started for a test of this process: it has one of our ports."""
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            words = file.read().decode("ascii", "replace").split("\0")
    except OSError:
        return False
    return words[0].endswith("/beating_service") and int(words[2].rsplit(":", 1)[1]) in ports_given


class Follower:
    """A subscriber as docs/monitor.md describes it: a snapshot, then every change."""

    def __init__(self, subscriber, endpoint):
        self.socket = subscriber
        self.socket.connect(endpoint)
        self.socket.subscribe(b"D")
        self.epoch = None
        self.sequence = 0
        self.services = {}
        self.blind_seen = []
        self.incidents = []  # in the order in which they were told
        self.gaps = 0
        self.ask_snapshot()

    def ask_snapshot(self):
        self.topic = "S" + os.urandom(8).hex()
        self.socket.subscribe(self.topic.encode())

    def take(self, timeout_ms):
        """Follows one message; the changed service's state, or None."""
        if not self.socket.poll(timeout_ms):
            return None
        topic, text = self.socket.recv().split(b" ", 1)
        message = json.loads(text)
        number = int(message["sequence"])
        if topic == self.topic.encode():
            self.epoch, self.sequence = message["epoch"], number
            self.services = {s["service"]: s for s in message.get("snapshot", [])}
        elif self.epoch is None or "tick" in message or number <= self.sequence:
            return None
        else:
            if message["epoch"] != self.epoch:
                return None  # another monitor: its snapshot comes by itself with the new connection
            if number != self.sequence + 1:
                self.gaps += 1
            self.sequence = number
            if "blindness" in message:
                self.blind_seen.append((message["blind"], message["blindReason"]))
            if "incident" in message:
                self.incidents.append(message["incident"])
            if "change" in message:
                self.services[message["change"]["service"]] = message["change"]
                return message["change"]
        return None

    def wait(self, condition, what):
        """Until condition(self) holds; every change seen on the way."""
        deadline = time.monotonic() + PATIENCE_S
        changes = []
        while time.monotonic() < deadline:
            if condition(self):
                return changes
            change = self.take(100)
            if change:
                changes.append(change)
        raise AssertionError(f"no {what} within {PATIENCE_S} s; last: {self.services}")

    def verdict(self, name):
        return self.services.get(name, {}).get("verdict")

    def wait_verdict(self, name, verdict):
        return self.wait(lambda f: f.verdict(name) == verdict, f"verdict {verdict} of {name}")


class MonitorFixture(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.context = zmq.Context()
        self.addCleanup(self.context.destroy, 0)
        self.stream = f"tcp://127.0.0.1:{free_port()}"
        self.processes = []
        self.addCleanup(self.end_all)

    def end_all(self):
        for process in reversed(self.processes):  # the monitor first, or it would start the others again
            if process.poll() is None:
                process.kill()
            process.wait()
            if process.stdin:
                process.stdin.close()
        for pid in filter(str.isdigit, os.listdir("/proc")):
            if started_for_a_test(pid):
                os.kill(int(pid), signal.SIGKILL)

    def run_program(self, *words, **options):
        process = subprocess.Popen(words, **options)
        self.processes.append(process)
        return process

    def service(self, name, port):
        """Goes wrong as tell() tells it."""
        return self.run_program(f"{BIN}/beating_service", name, f"tcp://127.0.0.1:{port}", stdin=subprocess.PIPE)

    def tell(self, service, command):
        service.stdin.write(command.encode() + b"\n")
        service.stdin.flush()

    def watched(self, name, port, restart=False, **fields):
        entry = {"name": name, "beatEndpoint": f"tcp://127.0.0.1:{port}", "process": "no_such_process"}
        if restart:
            entry["restart"] = [f"{BIN}/beating_service", name, f"tcp://127.0.0.1:{port}"]
            entry["logFile"] = os.path.join(self.folder.name, name + ".log")
        return {**entry, **fields}

    def socket(self, kind):
        socket_ = self.context.socket(kind)
        socket_.linger = 0
        self.addCleanup(socket_.close)
        return socket_

    def follow(self):
        return Follower(self.socket(zmq.SUB), self.stream)

    def path(self, name):
        return os.path.join(self.folder.name, name)

    def run_monitor(self, *options, environment=None, log=None):
        """With the configuration that is there; `log`: the file to which its log goes."""
        words = (f"{BIN}/monitor", "--config", self.path("monitor.json"), "--publish", self.stream, *options)
        with open(self.path(log), "ab") if log else contextlib.nullcontext() as output:
            return self.run_program(*words, env=environment, stderr=output)

    def text_of(self, name):
        with contextlib.suppress(OSError), open(self.path(name), encoding="utf-8", errors="replace") as file:
            return file.read()
        return ""

    def wait_text(self, name, text):
        deadline = time.monotonic() + PATIENCE_S
        while text not in self.text_of(name):
            self.assertLess(time.monotonic(), deadline, f"no '{text}' in {name}: {self.text_of(name)}")
            time.sleep(0.02)

    def monitor(self, *services, options=(), environment=None, hooks=(), log=None):
        with open(self.path("monitor.json"), "w", encoding="ascii") as file:
            json.dump({"services": services, "hooks": hooks}, file)
        process = self.run_monitor(*options, environment=environment, log=log)
        follower = self.follow()
        self.addCleanup(lambda: self.assertEqual(follower.gaps, 0, "a gap in the stream"))
        return process, follower

    def one_up(self, restart=False, options=(), environment=None, log=None, **fields):
        """A service that is up under a monitor: its port, process, the monitor, a follower."""
        port = free_port()
        service = self.service("alpha", port)
        watched = self.watched("alpha", port, restart, **fields)
        monitor, follower = self.monitor(watched, options=options, environment=environment, log=log)
        follower.wait_verdict("alpha", "up")
        return port, service, monitor, follower

    def expect(self, follower, verdict, reason, since=None, what=""):
        """Waits for the verdict, which must come with this reason and before any other accusation; its evidence."""
        changes = follower.wait_verdict("alpha", verdict)
        if since is not None:
            self.report(what, since)
        others = [c["verdict"] for c in changes if c["service"] == "alpha" and c["verdict"] not in ("starting", "up", verdict)]
        self.assertEqual(others, [], "accused of something else")
        evidence = follower.services["alpha"]["evidence"]
        self.assertEqual(evidence["reason"], reason, evidence)
        return evidence

    def report(self, what, since):
        print(f"measured: {what}: {(time.monotonic() - since) * 1000:.1f} ms", flush=True)
