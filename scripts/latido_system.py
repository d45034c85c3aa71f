#!/usr/bin/python3
"""All of Latido as real processes, for ./run, tests and benchmarks: LatidoSystem.

    with LatidoSystem() as system:
        client = system.client("acme")
        system.kill("comandos")           # the monitor starts it again
        system.wait_until(system.is_ready, "services back")

Every process of one system carries a mark in its environment, which children inherit, so also those that the monitor
starts are found and ended. A watchdog process ends them too when the test itself is killed.
"""

import contextlib
import ctypes
import json
import os
import random
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../clients/python"))

from latido import Client  # noqa: E402

SERVICES = ("broker", "comandos", "consultas", "monitor")
WORKERS = ("comandos", "consultas")
MARK = "LATIDO_SYSTEM"
DEFAULT_PORTS = {"endpoint": 5555, "stream": 5002, "broker": 5003, "comandos": 5001, "consultas": 5000}
PORTS = range(20000, 32000)  # below the kernel's ephemeral range, so that no outgoing connection takes one
READY_S = 30.0
STOP_S = 10.0
LOG_TAIL_LINES = 30
PR_SET_CHILD_SUBREAPER = 36


ports_given = set()


def free_ports(count):
    """Ports of 127.0.0.1 that can be bound right now, none of them given before."""
    ports = []
    for port in random.sample(PORTS, len(PORTS)):
        if port in ports_given:
            continue
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(("127.0.0.1", port))
            ports.append(port)
            ports_given.add(port)
        if len(ports) == count:
            return ports
    raise RuntimeError("no free ports")


def program_name(pid):
    """As "broker", also where the file was replaced since (by a build, for one). Raises OSError where the process is gone."""
    return os.path.basename(os.readlink(f"/proc/{pid}/exe").removesuffix(" (deleted)"))


def who_listens(port):
    """Who holds the port on this machine, as "broker (process 4711)"; "" where nobody does."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # what is only closing does not count
        try:
            probe.bind(("127.0.0.1", port))
            return ""
        except OSError:
            pass
    inodes = set()
    for table in ("/proc/net/tcp", "/proc/net/tcp6"):
        with contextlib.suppress(OSError), open(table, encoding="ascii") as lines:
            for line in list(lines)[1:]:
                fields = line.split()
                if fields[3] == "0A" and int(fields[1].rsplit(":", 1)[1], 16) == port:  # 0A: listening
                    inodes.add(f"socket:[{fields[9]}]")
    for entry in filter(str.isdigit, os.listdir("/proc")):
        with contextlib.suppress(OSError):
            for descriptor in os.scandir(f"/proc/{entry}/fd"):
                if os.readlink(descriptor.path) in inodes:
                    return f"{program_name(entry)} (process {entry})"
    return "another process"


def processes_marked(folder):
    """{pid: name} of the living processes (zombies are not) that carry the mark of this system."""
    wanted = f"{MARK}={folder}".encode()
    found = {}
    for entry in filter(str.isdigit, os.listdir("/proc")):
        # A process may end at any moment while it is looked at.
        with contextlib.suppress(OSError), open(f"/proc/{entry}/environ", "rb") as environ:
            if wanted in environ.read().split(b"\0"):
                found[int(entry)] = program_name(entry)
    return found


def wait_until(condition, what, seconds=READY_S):
    """Until condition() is true: its value. Raises TimeoutError naming `what`."""
    deadline = time.monotonic() + seconds
    while True:
        value = condition()
        if value:
            return value
        if time.monotonic() > deadline:
            raise TimeoutError(f"not within {seconds} s: {what}")
        time.sleep(0.02)


def end_marked(folder, seconds=STOP_S):
    """Ends every process that carries the mark, whatever its name: the monitor first, since it would start the others again.
    SIGTERM, then SIGKILL. Returns the names of those that needed the SIGKILL."""

    def living(only):
        return {pid: name for pid, name in processes_marked(folder).items() if only in (None, name)}

    def send(only, number):
        for pid in living(only):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, number)
                os.kill(pid, signal.SIGCONT)  # one that was stopped cannot end otherwise

    stubborn = []
    for only in ("monitor", None):
        send(only, signal.SIGTERM)
        try:
            wait_until(lambda only=only: not living(only), "end", seconds)
        except TimeoutError:
            stubborn += living(only).values()
            send(only, signal.SIGKILL)
            wait_until(lambda only=only: not living(only), "end after SIGKILL", seconds)
    return stubborn


class LatidoSystem:
    """Broker, comandos, consultas and monitor. The programs come from `bin_folder`, or from $LATIDO_BIN.

    folder   where store and logs are kept; left out: a temporary one that goes away, unless the test fails
    ports    as DEFAULT_PORTS; left out: free ones
    recover  the monitor starts dead services again
    """

    def __init__(self, bin_folder=None, log_level="info", readers=2, recover=True, folder=None, ports=None):
        self.bin_folder = os.path.abspath(bin_folder or os.environ["LATIDO_BIN"])
        self._temporary = folder is None
        self.folder = tempfile.mkdtemp(prefix="latido-test-") if folder is None else os.path.abspath(folder)
        self.store = os.path.join(self.folder, "latido.db")
        ports = ports or dict(zip(DEFAULT_PORTS, free_ports(len(DEFAULT_PORTS))))
        self.endpoint = f"tcp://127.0.0.1:{ports['endpoint']}"
        self.stream_endpoint = f"tcp://127.0.0.1:{ports['stream']}"
        self.beat_endpoints = {name: f"tcp://127.0.0.1:{ports[name]}" for name in ("broker", *WORKERS)}
        self._commands = self._command_lines(log_level, readers)
        self._write_monitor_config(recover)
        self._children = {}  # pid -> Popen, for those started here
        self._watchdog = None
        self._probe = Client(self.endpoint, tenant="probe", attempt_timeout=0.5)

    def __enter__(self):
        # What the monitor leaves behind when it dies becomes a child of this process, which can then reap it.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._watchdog = subprocess.Popen(
            [sys.executable, os.path.abspath(__file__), self.folder],
            stdin=subprocess.PIPE,
            start_new_session=True,  # a Ctrl-C for the test is not for the watchdog
        )
        try:
            for name in SERVICES:
                self.start(name)
            self.wait_ready()
        except BaseException:
            self.stop(failed=True)
            raise
        return self

    def __exit__(self, kind, *_):
        self.stop(failed=kind is not None)

    def start(self, name):
        """Starts one that does not run. The monitor does so by itself for the dead, where it recovers."""
        with open(self.log_path(name), "ab") as log:
            child = subprocess.Popen(
                self._commands[name],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                env={**os.environ, MARK: self.folder},
                start_new_session=True,  # a Ctrl-C is for who started the system, which ends all in order
            )
        self._children[child.pid] = child
        return child.pid

    def kill(self, name, number=signal.SIGKILL):
        """Sends the signal to the running process of that name. Returns its pid, or None where there is none right now."""
        pid = self.pid(name)
        if pid is not None:
            try:
                os.kill(pid, number)
            except ProcessLookupError:
                return None
        return pid

    def restart(self, name):
        """Kills it, waits until it is gone, starts it."""
        pid = self.kill(name)
        self.wait_until(lambda: pid not in self.running(), f"{name} gone")
        return self.start(name)

    def running(self):
        """{pid: name} of the services alive now. Reaps those that have ended."""
        self._reap()
        return {pid: name for pid, name in processes_marked(self.folder).items() if name in SERVICES}

    def pid(self, name):
        return max((pid for pid, other in self.running().items() if other == name), default=None)

    def is_ready(self):
        return all(self._probe.service_is_up(name) for name in WORKERS)

    def wait_ready(self, seconds=READY_S):
        self.wait_until(self.is_ready, "comandos and consultas registered at the broker", seconds)

    wait_until = staticmethod(wait_until)

    def client(self, tenant, **options):
        return Client(self.endpoint, tenant=tenant, **options)

    def log_path(self, name):
        return os.path.join(self.folder, f"{name}.log")

    def stop(self, failed=False):
        """Ends all. Where the test failed, shows the ends of the logs and keeps the folder."""
        self._probe.close()
        stubborn = end_marked(self.folder)
        self._reap()
        if self._watchdog:
            self._watchdog.stdin.close()
            self._watchdog.wait()
        if stubborn:
            print(f"needed SIGKILL to end: {', '.join(stubborn)}", file=sys.stderr)
        if failed:
            self._show_logs()
        elif self._temporary:
            shutil.rmtree(self.folder)

    def _command_lines(self, log_level, readers):
        def program(name, *options):
            return [os.path.join(self.bin_folder, name), *options, "--log-level", log_level]

        store = ("--store", self.store, "--broker", self.endpoint)
        beat = self.beat_endpoints
        return {
            "broker": program("broker", "--bind", self.endpoint, "--beat", beat["broker"]),
            "comandos": program("comandos", *store, "--beat", beat["comandos"]),
            "consultas": program(
                "consultas", *store, "--beat", beat["consultas"], "--readers", str(readers)
            ),
            "monitor": program(
                "monitor", "--config", self._config_path, "--publish", self.stream_endpoint,
                "--history", os.path.join(self.folder, "monitor.db"),
            ),
        }

    @property
    def _config_path(self):
        return os.path.join(self.folder, "monitor.json")

    def _write_monitor_config(self, recover):
        services = [
            {
                "name": name,
                "beatEndpoint": endpoint,
                "process": name,
                "restart": self._commands[name] if recover else [],
                "logFile": self.log_path(name),
                "dependsOn": ["broker"] if name in WORKERS else [],
            }
            for name, endpoint in self.beat_endpoints.items()
        ]
        with open(self._config_path, "w", encoding="ascii") as file:
            json.dump({"services": services}, file, indent=1)

    def _reap(self):
        for pid, child in list(self._children.items()):
            if child.poll() is not None:
                del self._children[pid]
        for pid in self._adopted_zombies():
            with contextlib.suppress(ChildProcessError):
                os.waitpid(pid, os.WNOHANG)

    def _adopted_zombies(self):
        """Services that the monitor started and outlived it: ended, and ours to reap. Other children are left to the test."""
        for entry in filter(str.isdigit, os.listdir("/proc")):
            with contextlib.suppress(OSError, IndexError), open(f"/proc/{entry}/stat", encoding="ascii") as stat:
                before, after = stat.read().rsplit(")", 1)
                state, parent = after.split()[:2]
                name = before.split("(", 1)[1]
                if state == "Z" and int(parent) == os.getpid() and name in SERVICES:
                    if int(entry) not in self._children:
                        yield int(entry)

    def _show_logs(self):
        for name in SERVICES:
            with contextlib.suppress(OSError), open(self.log_path(name), encoding="utf-8", errors="replace") as log:
                print(f"--- {name}, last lines of its log", file=sys.stderr)
                sys.stderr.writelines(log.readlines()[-LOG_TAIL_LINES:])
        print(f"--- everything is kept in {self.folder}", file=sys.stderr)


def watch_over(folder):
    """The watchdog: waits until the test closes its end of standard input, by dying or in order, and ends what is left."""
    sys.stdin.buffer.read()
    end_marked(folder)


if __name__ == "__main__":
    watch_over(sys.argv[1])
