#!/usr/bin/python3
"""The harness of the system tests itself: it starts all of Latido, sees it recover, and leaves no process behind."""

import os
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import unittest

from latido_system import SERVICES, LatidoSystem, end_marked, processes_marked, wait_until

# A test in a process of its own that starts a system, has comandos replaced by the monitor, says so, and waits to be killed.
DOOMED_TEST = """
import time
from latido_system import LatidoSystem
with LatidoSystem() as system:
    old = system.kill("comandos")
    system.wait_until(lambda: system.pid("comandos") not in (None, old), "comandos replaced")
    print(system.folder, flush=True)
    time.sleep(600)
"""


class LatidoSystemTest(unittest.TestCase):
    def test_starts_all_and_leaves_nothing_behind(self):
        with LatidoSystem() as system:
            self.assertEqual(sorted(system.running().values()), sorted(SERVICES))
            self.assertTrue(system.is_ready())
        self.assertEqual(processes_marked(system.folder), {})
        self.assertFalse(os.path.exists(system.folder))

    def test_the_monitor_replaces_a_killed_service_and_the_replacement_is_ended_too(self):
        with LatidoSystem() as system:
            for name in ("comandos", "consultas", "broker"):
                old = system.kill(name)
                system.wait_until(lambda name=name, old=old: system.pid(name) not in (None, old), f"{name} replaced")
            system.wait_ready()
            system.restart("monitor")
        self.assertEqual(processes_marked(system.folder), {})

    def test_a_build_that_replaces_the_programs_of_a_running_system_hides_no_process(self):
        folder = tempfile.mkdtemp(prefix="latido-bin-")
        self.addCleanup(shutil.rmtree, folder)
        for name in SERVICES:
            shutil.copy(os.path.join(os.environ["LATIDO_BIN"], name), folder)
        with LatidoSystem(bin_folder=folder) as system:
            before = system.running()
            for name in SERVICES:  # as a linker does it: another file under the same name
                shutil.copy(os.path.join(folder, name), os.path.join(folder, "new"))
                os.replace(os.path.join(folder, "new"), os.path.join(folder, name))
            self.assertEqual(system.running(), before)
        self.assertEqual(processes_marked(system.folder), {})

    def test_every_service_may_open_as_many_files_as_the_system_allows(self):
        soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
        self.addCleanup(resource.setrlimit, resource.RLIMIT_NOFILE, (soft, hard))
        resource.setrlimit(resource.RLIMIT_NOFILE, (256, hard))
        with LatidoSystem() as system:
            for pid, name in system.running().items():
                with self.subTest(name):
                    self.assertEqual(resource.prlimit(pid, resource.RLIMIT_NOFILE), (hard, hard))

    def test_a_test_that_is_killed_leaves_nothing_behind_either(self):
        test = subprocess.Popen([sys.executable, "-c", DOOMED_TEST], stdout=subprocess.PIPE, text=True)
        with test.stdout:
            folder = test.stdout.readline().strip()
        self.addCleanup(shutil.rmtree, folder, ignore_errors=True)
        self.addCleanup(end_marked, folder)
        self.assertEqual(len(processes_marked(folder)), len(SERVICES))
        test.send_signal(signal.SIGKILL)
        test.wait()
        wait_until(lambda: not processes_marked(folder), "the watchdog has ended all")


if __name__ == "__main__":
    unittest.main()
