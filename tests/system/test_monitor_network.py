#!/usr/bin/python3
"""Packets that are dropped, and a resolver that is away, in namespaces of its own: filtered, and a host that cannot be reached.

It starts itself anew in a namespace. Where the machine does not permit that it says so, and is skipped.
"""

import os
import shutil
import subprocess
import sys
import time
import unittest

from monitor_fixture import BIN, PATIENCE_S, MonitorFixture, free_port

INSIDE = "--inside"
SKIPPED = 77
HERE, THERE = "10.77.0.1", "10.77.0.2"


def run(*words):
    subprocess.run(words, check=True, timeout=PATIENCE_S)


def drop(port, *prefix):
    """From now on every packet to and from this port is dropped, in the namespace that the prefix enters."""
    rules = f"""table inet latido {{
        chain in {{ type filter hook input priority 0; tcp dport {port} drop; tcp sport {port} drop; }}
    }}"""
    subprocess.run([*prefix, "nft", "-f", "-"], input=rules, text=True, check=True, timeout=PATIENCE_S)


class OnThisHostTest(MonitorFixture):
    def tearDown(self):
        subprocess.run(["nft", "flush", "ruleset"], check=True)

    def test_a_service_whose_packets_are_dropped_is_filtered(self):
        port, service, _, follower = self.one_up()
        since = time.monotonic()
        drop(port)
        evidence = self.expect(follower, "filtered", "filtered", since, "packets dropped to filtered")
        self.assertEqual(evidence["port"], "filtered")
        self.assertTrue(evidence["process"].startswith("S"), evidence)
        run("nft", "flush", "ruleset")
        follower.wait_verdict("alpha", "up")
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)


    def test_a_monitor_that_does_not_hear_itself_either_is_blind_and_accuses_nobody(self):
        _, service, _, follower = self.one_up()
        subprocess.run(["nft", "-f", "-"], text=True, check=True, timeout=PATIENCE_S, input="""table inet latido {
            chain in { type filter hook input priority 0; ip protocol tcp drop
            }
        }""")
        time.sleep(2.5)  # the fault itself: longer than any silent service is given
        run("nft", "flush", "ruleset")
        changes = follower.wait(lambda f: [b for b, _ in f.blind_seen][-2:] == [True, False], "blind and back")
        self.assertIn("own beats do not come through", follower.blind_seen[0][1])
        changes += follower.wait_verdict("alpha", "up")
        self.assertEqual([c["verdict"] for c in changes if c["verdict"] != "up"], [])
        self.assertEqual(follower.services["alpha"]["pid"], service.pid)


class OnAnotherHostTest(MonitorFixture):
    """The other host: a network namespace behind a cable, which claims another boot of another kernel, so that nothing of it may be
    looked up in this machine's /proc."""

    def setUp(self):
        super().setUp()
        boot = os.path.join(self.folder.name, "boot_id")
        with open(boot, "w", encoding="ascii") as file:
            file.write("another-machine\n")
        become = f"mount --bind {boot} /proc/sys/kernel/random/boot_id && ip link set lo up && echo ready && exec sleep 600"
        host = self.run_program("unshare", "-n", "-m", "sh", "-c", become, stdout=subprocess.PIPE, text=True)
        self.addCleanup(host.stdout.close)
        self.assertEqual(host.stdout.readline(), "ready\n")
        self.enter = ["nsenter", "-t", str(host.pid), "-n", "-m"]
        run("ip", "link", "add", "cable", "type", "veth", "peer", "name", "end", "netns", str(host.pid))
        self.addCleanup(lambda: run("ip", "link", "del", "cable"))
        run("ip", "addr", "add", f"{HERE}/24", "dev", "cable")
        run("ip", "link", "set", "cable", "up")
        run(*self.enter, "ip", "addr", "add", f"{THERE}/24", "dev", "end")
        run(*self.enter, "ip", "link", "set", "end", "up")
        self.ports = {name: free_port() for name in ("alpha", "beta")}
        for name, port in self.ports.items():
            self.run_program(*self.enter, f"{BIN}/beating_service", name, f"tcp://{THERE}:{port}", stdin=subprocess.PIPE)
        entries = [{"name": n, "beatEndpoint": f"tcp://{THERE}:{p}"} for n, p in self.ports.items()]
        _, self.follower = self.monitor(*entries)
        for name in self.ports:
            self.follower.wait_verdict(name, "up")

    def test_a_host_behind_a_cut_cable_is_unreachable_with_all_its_services(self):
        since = time.monotonic()
        run(*self.enter, "ip", "link", "set", "end", "down")
        self.expect(self.follower, "unreachable", "hostUnreachable", since, "cable cut to unreachable")
        self.follower.wait_verdict("beta", "unreachable")
        run(*self.enter, "ip", "link", "set", "end", "up")
        for name in self.ports:
            self.follower.wait_verdict(name, "up")

    def test_one_port_that_does_not_answer_while_the_host_does_is_filtered(self):
        drop(self.ports["alpha"], *self.enter)
        self.expect(self.follower, "filtered", "filtered")
        self.assertEqual(self.follower.verdict("beta"), "up")


class ResolverTest(MonitorFixture):
    def setUp(self):
        super().setUp()
        self.hosts("127.0.0.1 alpha.example\n")
        run("mount", "--bind", self.path("hosts"), "/etc/hosts")
        self.addCleanup(run, "umount", "/etc/hosts")

    def hosts(self, text):
        with open(self.path("hosts"), "w", encoding="ascii") as file:
            file.write(text)

    def test_a_monitor_takes_over_although_the_resolver_is_away_by_then(self):
        port = free_port()
        self.service("alpha", port)
        lock = ("--lock", self.path("lock"))
        first, follower = self.monitor(self.watched("alpha", port, beatEndpoint=f"tcp://alpha.example:{port}"), options=lock)
        follower.wait_verdict("alpha", "up")
        epoch = follower.epoch
        second = self.run_monitor(*lock, log="second.log")
        self.wait_text("second.log", "standing by")
        self.hosts("")
        first.kill()
        first.wait()
        follower.wait(lambda f: f.epoch != epoch and f.verdict("alpha") == "up", "state of the second")
        self.assertIsNone(second.poll())

    def test_a_host_that_cannot_be_found_is_refused_at_the_start_by_the_name_of_its_field(self):
        self.monitor(self.watched("beta", free_port(), beatEndpoint="tcp://beta.example:5001"), log="log")
        self.wait_text("log", "BAD_VALUE services[0].beatEndpoint: 'tcp://beta.example:5001'")
        self.assertNotEqual(self.processes[-1].wait(PATIENCE_S), 0)


def main():
    if INSIDE in sys.argv:
        sys.argv.remove(INSIDE)
        run("ip", "link", "set", "lo", "up")
        unittest.main(argv=sys.argv, verbosity=2)
    flags = ["-n", "-m"] if os.geteuid() == 0 else ["-U", "-r", "-n", "-m"]
    permitted = subprocess.run(["unshare", *flags, "sh", "-c", "ip link set lo up && nft list ruleset"], check=False)
    if permitted.returncode != 0 or not shutil.which("nft"):
        print("NOT TESTED: dropped packets, unreachable hosts and a resolver that is away: this machine permits no network namespaces or has no nft")
        sys.exit(SKIPPED)
    os.execvp("unshare", ["unshare", *flags, sys.executable, os.path.realpath(__file__), INSIDE, *sys.argv[1:]])


if __name__ == "__main__":
    main()
