"""A broker process for one test, and sockets that speak to it in raw frames."""
import json
import os
import random
import signal
import subprocess
import time
import unittest

import zmq

from latido_system import free_ports, wait_until

PATIENCE_S = 10.0
BIN = os.environ.get("LATIDO_BIN", "build/dev/bin")


class Process:
    """A program of ours that is surely ended after the test."""

    def __init__(self, name, *arguments):
        self.popen = subprocess.Popen([os.path.join(BIN, name), *arguments])

    def kill(self):
        self.popen.kill()
        self.popen.wait()

    def signal(self, number):
        self.popen.send_signal(number)

    def alive(self):
        return self.popen.poll() is None

    def rss_kib(self):
        with open("/proc/%d/status" % self.popen.pid) as status:
            for line in status:
                if line.startswith("VmRSS:"):
                    return int(line.split()[1])
        raise AssertionError("no VmRSS")

    def sanitized(self):
        """Whether a sanitizer's own memory hides the program's."""
        with open("/proc/%d/maps" % self.popen.pid) as maps:
            text = maps.read()
        return "libasan" in text or "libtsan" in text

    def stop(self):
        """Asks politely; the exit code."""
        if self.alive():
            self.popen.send_signal(signal.SIGCONT)
            self.popen.terminate()
        try:
            return self.popen.wait(PATIENCE_S)
        except subprocess.TimeoutExpired:
            self.kill()
            raise AssertionError("did not stop")


class BrokerTest(unittest.TestCase):
    """Starts a broker for each test; afterwards it must still live and serve, and stop when asked."""

    broker_options = ()

    def setUp(self):
        self.context = zmq.Context()
        self.addCleanup(self.context.destroy, 0)
        self.endpoint, self.beat = ("tcp://127.0.0.1:%d" % port for port in free_ports(2))
        self.broker = None
        self.addCleanup(self.end_broker)
        self.start_broker()

    def start_broker(self):
        self.broker = Process("broker", "--bind", self.endpoint, "--beat", self.beat,
                              "--log-level", "warn", *self.broker_options)
        wait_until(lambda: self.status(timeout_s=1.0) is not None, "broker answers")

    def end_broker(self):
        if self.broker is not None and self.broker.alive():
            self.broker.kill()

    def tearDown(self):
        self.assertTrue(self.broker.alive(), "the broker fell over")
        self.assert_serves()
        self.assertEqual(self.broker.stop(), 0)

    def socket(self, kind=zmq.DEALER, **options):
        made = self.context.socket(kind)
        made.linger = 0
        made.rcvtimeo = int(PATIENCE_S * 1000)
        made.sndtimeo = int(PATIENCE_S * 1000)
        for name, value in options.items():
            setattr(made, name, value)
        made.connect(self.endpoint)
        return made

    def worker(self, service, announcement=None, version=b"MDPW02", lead=()):
        """A registered worker's socket. Registered for sure: MMI says so."""
        made = self.socket()
        extra = [announcement] if announcement else []
        before = len([w for w in self.status()["workerList"] if w["service"] == service])
        made.send_multipart([*lead, version, b"\x01", service.encode(), *extra])
        wait_until(lambda: len([w for w in self.status()["workerList"] if w["service"] == service]) > before,
                   "worker of %s is registered" % service)
        return made

    def start_echo(self, service, *arguments):
        process = Process("echo_worker", "--broker", self.endpoint, "--service", service, *arguments)
        self.addCleanup(lambda: process.alive() and process.kill())
        return process

    def ask(self, service, *body, timeout_s=PATIENCE_S):
        """As an MDP 0.2 client of its own: the body of the FINAL, or None where none came in time."""
        client = self.socket()
        client.rcvtimeo = int(timeout_s * 1000)
        try:
            client.send_multipart([b"MDPC02", b"\x01", service.encode(), *body])
            frames = client.recv_multipart()
        except zmq.Again:
            return None
        finally:
            client.close()
        self.assertEqual(frames[:3], [b"MDPC02", b"\x03", service.encode()])
        return frames[3:]

    def ask_code(self, service, *body):
        return code_of(self.ask(service, *body)[-1])

    def status(self, timeout_s=20.0):
        """None where no answer came; one that is busy with what a test sent it takes its time, most of all with a sanitizer."""
        answer = self.ask("broker", b"{}", timeout_s=timeout_s)
        return None if answer is None else json.loads(answer[0])

    def assert_memory_below(self, limit_kib, since_kib=0):
        if self.broker.sanitized():
            print("memory is not checked: the broker is built with a sanitizer")
            return
        self.assertLess(self.broker.rss_kib() - since_kib, limit_kib)

    def assert_serves(self):
        name = "check-%d" % random.getrandbits(32)
        worker = self.worker(name)
        client = self.socket()
        client.send_multipart([b"MDPC02", b"\x01", name.encode(), b"fine?"])
        request = recv_request(worker)
        worker.send_multipart([b"MDPW02", b"\x04", request[2], b"", b"fine"])
        self.assertEqual(client.recv_multipart(), [b"MDPC02", b"\x03", name.encode(), b"fine"])
        worker.close()
        client.close()


def recv_request(worker, command=b"\x02", lead=0):
    """The next message with that command; heartbeats before it are passed over."""
    while True:
        frames = worker.recv_multipart()
        if frames[lead + 1] == command:
            return frames


def silent(made, for_s=0.2):
    return made.poll(int(for_s * 1000)) == 0


def code_of(payload):
    return json.loads(payload)["error"]["code"]
