#!/usr/bin/python3
"""What the monitor does about what it finds: hung services are ended, incidents are told, maintenance is respected."""

import contextlib
import json
import os
import signal
import sys
import time
import unittest

import zmq

from monitor_fixture import MonitorFixture, free_port

# In the place of eu-stack: stops the process as a debugger does, until there is a file named "go", and for longer than a beat may be
# late in any case.
STACK_TOOL = """#!/bin/sh
kill -STOP "$2"
: > "$0.at-work"
/bin/sleep 0.4
until [ -e "$0.go" ]; do /bin/sleep 0.02; done
kill -CONT "$2"
echo "the stacks of $2"
"""


class HungRecoveryTest(MonitorFixture):
    def one_up_with_a_tool(self):
        with open(self.path("eu-stack"), "w", encoding="ascii") as file:
            file.write(STACK_TOOL)
        os.chmod(self.path("eu-stack"), 0o755)
        environment = {**os.environ, "PATH": f"{self.folder.name}:{os.environ['PATH']}"}
        fields = {"whenHung": "restart", "stackFile": self.path("stacks"), "log": "monitor.log"}
        _, service, _, follower = self.one_up(restart=True, environment=environment, **fields)
        return service, follower

    def let_the_tool_end(self):
        with open(self.path("eu-stack.go"), "w", encoding="ascii"):
            pass

    def hang_until_the_tool_is_at_work(self, service, follower):
        self.tell(service, "hang")
        self.expect(follower, "hung", "loopStuck")
        follower.wait(lambda _: os.path.exists(self.path("eu-stack.at-work")), "tool at work")

    def told_until_another_is_up(self, follower, pid):
        changes = follower.wait(lambda f: f.services["alpha"]["pid"] != pid and f.verdict("alpha") == "up", "another process up")
        return [change["verdict"] for change in changes]

    def test_a_hung_service_leaves_its_stacks_is_killed_and_serves_again(self):
        service, follower = self.one_up_with_a_tool()
        self.let_the_tool_end()
        self.tell(service, "deadlock")
        self.expect(follower, "hung", "deadlock")
        self.assertEqual(self.told_until_another_is_up(follower, service.pid)[0], "crashed", "told of what its own tool did")
        self.assertEqual(service.wait(), -signal.SIGKILL)
        self.assertEqual(follower.services["alpha"]["restarts"], 1)
        text = self.text_of("stacks")
        self.assertIn(f"process {service.pid} of alpha hangs:\nthread {service.pid} (beating_service)", text)
        self.assertIn(f"the stacks of {service.pid}\n", text)

    def test_a_hung_service_that_comes_round_is_spared_until_it_hangs_again(self):
        service, follower = self.one_up_with_a_tool()
        self.hang_until_the_tool_is_at_work(service, follower)
        self.tell(service, "hang")  # it comes round once it may go on
        self.let_the_tool_end()
        told = follower.wait_verdict("alpha", "up")
        self.assertEqual([change["verdict"] for change in told], ["up"], "told of what its own tool did")
        self.wait_text("monitor.log", "hung process was not killed: it has come round; its stacks (by eu-stack) are in")
        for file in ("eu-stack.at-work", "eu-stack.go"):
            os.remove(self.path(file))
        self.hang_until_the_tool_is_at_work(service, follower)
        service.kill()  # that is told at once
        self.assertEqual(self.told_until_another_is_up(follower, service.pid)[0], "crashed")
        self.let_the_tool_end()
        self.wait_text("monitor.log", "hung process was not killed: it has ended")

    def test_one_that_waits_for_a_device_is_never_killed(self):
        _, service, _, follower = self.one_up(restart=True, whenHung="restart")
        self.tell(service, "device")
        self.expect(follower, "ioStall", "deviceWait")
        time.sleep(2)  # twice the patience with a hung one
        self.assertIsNone(service.poll())
        self.assertEqual(follower.verdict("alpha"), "ioStall")
        self.assertEqual(follower.services["alpha"]["restarts"], 0)


class FlappingTest(MonitorFixture):
    def test_a_service_that_dies_again_and_again_flaps(self):
        port, service, _, follower = self.one_up()
        for _ in range(4):
            self.assertFalse(follower.services["alpha"]["flapping"])
            service.kill()
            service.wait()
            follower.wait_verdict("alpha", "crashed")
            service = self.service("alpha", port)
            follower.wait_verdict("alpha", "up")
        self.assertTrue(follower.services["alpha"]["flapping"])


class IncidentTest(MonitorFixture):
    def test_a_root_cause_is_one_incident_with_what_it_takes_along_and_hooks_are_told(self):
        told = os.path.join(self.folder.name, "told")
        needed, port = free_port(), free_port()
        broker = self.service("broker", needed)
        self.service("alpha", port)
        hooks = [{"exec": ["/bin/sh", "-c", f"cat >> {told}; echo >> {told}"]}, {"exec": ["/bin/sleep", "15"]}]
        _, follower = self.monitor(self.watched("broker", needed), self.watched("alpha", port, dependsOn=["broker"]), hooks=hooks)
        for name in ("broker", "alpha"):
            follower.wait_verdict(name, "up")
        broker.kill()
        follower.wait(lambda f: [i["event"] for i in f.incidents] == ["opened", "grown"], "one incident, grown")
        self.assertEqual(follower.incidents[-1]["services"], ["broker", "alpha"])
        self.assertEqual(follower.incidents[-1]["root"], "broker")
        upstream = self.socket(zmq.XSUB)
        upstream.connect(self.stream)
        acknowledgement = json.dumps({"acknowledge": {"incident": follower.incidents[0]["id"]}}).encode()
        seen = lambda f: upstream.send(acknowledgement) or any(i["event"] == "acknowledged" for i in f.incidents)  # noqa: E731
        follower.wait(seen, "acknowledged")
        self.service("broker", needed)
        follower.wait(lambda f: f.incidents[-1]["event"] == "resolved", "resolved")
        follower.wait(lambda f: self.lines(told) == 4, "hook told four times")
        with open(told, encoding="ascii") as file:
            events = [json.loads(line)["event"] for line in file]
        self.assertEqual(events, ["opened", "grown", "acknowledged", "resolved"])
        self.assertEqual(follower.blind_seen, [], "a slow hook held the monitor up")

    @staticmethod
    def lines(path):
        with contextlib.suppress(OSError), open(path, encoding="ascii") as file:
            return len(file.readlines())
        return 0

    def test_in_maintenance_it_is_told_but_not_started_again_and_no_incident(self):
        _, service, _, follower = self.one_up(restart=True, maintenance=[{"fromUtc": "00:00", "minutes": 1440}])
        self.assertTrue(follower.services["alpha"]["maintenance"])
        service.kill()
        follower.wait_verdict("alpha", "crashed")
        time.sleep(1)  # a restart would have come at once
        while follower.take(0):
            pass
        self.assertEqual(follower.verdict("alpha"), "crashed")
        self.assertEqual(follower.services["alpha"]["restarts"], 0)
        self.assertEqual(follower.incidents, [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv, verbosity=2)
