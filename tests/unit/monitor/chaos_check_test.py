#!/usr/bin/python3
"""The check that the chaos test makes of the monitor's verdicts, on stories of a few lines written by hand."""

import os
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.realpath(__file__)), "../../chaos"))

from books import real_time_order  # noqa: E402
from killer import Kill  # noqa: E402
from verdicts import Change, check_verdicts  # noqa: E402
from workload import Record  # noqa: E402


def told(at, verdict, pid, epoch="first", service="broker"):
    return Change(at, epoch, {"service": service, "verdict": verdict, "pid": pid})


UP = told(1, "up", 100)
KILL = Kill("broker", 100, 10)
MONITOR_KILL = Kill("monitor", 900, 20)


class VerdictCheckTest(unittest.TestCase):
    def broken(self, changes, *kills):
        return check_verdicts(changes, kills).broken

    def test_a_kill_that_is_named_crashed_is_right(self):
        verdicts = check_verdicts([UP, told(10.5, "crashed", 100)], [KILL])
        self.assertEqual(verdicts.broken, [])
        self.assertEqual([delay for _, delay in verdicts.named], [0.5])

    def test_a_kill_that_is_not_named_or_too_late_is_found(self):
        self.assertEqual(len(self.broken([UP], KILL)), 1)
        self.assertEqual(len(self.broken([UP, told(13.5, "crashed", 100)], KILL)), 1)

    def test_a_killed_service_that_is_called_something_else_is_found(self):
        for verdict in ("hung", "stopped", "unreachable"):
            self.assertEqual(len(self.broken([UP, told(10.1, verdict, 100)], KILL)), 2, verdict)
            self.assertEqual(len(self.broken([UP, told(10.1, verdict, 100), told(10.2, "crashed", 100)], KILL)), 1, verdict)

    def test_an_accusation_of_one_that_nobody_touched_is_found(self):
        for verdict in ("crashed", "hung", "stopped", "unreachable", "listenerLost", "filtered", "impostor"):
            self.assertEqual(len(self.broken([UP, told(2, verdict, 100)])), 1, verdict)

    def test_the_successor_of_a_killed_one_may_not_be_accused(self):
        story = [UP, told(10.1, "crashed", 100), told(10.5, "up", 101), told(10.6, "crashed", 101)]
        self.assertEqual(len(self.broken(story, KILL)), 1)

    def test_a_kill_near_that_of_the_monitor_is_excused_only_while_no_monitor_knows_the_service(self):
        back = told(21, "up", 100, "second")
        for at, expected in ((19.6, 1), (19.8, 0), (20.9, 0), (21.1, 1)):
            kill = Kill("broker", 100, at)
            self.assertEqual(len(self.broken([UP, back], kill, MONITOR_KILL)), expected, at)

    def test_a_late_message_of_the_dead_monitor_does_not_count_as_its_successors(self):
        story = [UP, told(20.01, "up", 100), told(21, "up", 100, "second")]
        self.assertEqual(self.broken(story, Kill("broker", 100, 20.5), MONITOR_KILL), [])

    def test_a_new_monitor_may_call_unreachable_what_was_dead_before_it_beat(self):
        unreachable, kill = told(21, "unreachable", 0, "second"), Kill("broker", 100, 20.2)
        self.assertEqual(self.broken([UP, unreachable], kill, MONITOR_KILL), [])
        self.assertEqual(len(self.broken([UP, unreachable], MONITOR_KILL)), 1)
        self.assertEqual(len(self.broken([UP, told(20.7, "starting", 101, "second"), unreachable], kill, MONITOR_KILL)), 1)

    def test_one_that_is_killed_before_its_first_beat_stays_crashed(self):
        story, again = [UP, told(10.1, "crashed", 100)], Kill("broker", 101, 10.7)
        self.assertEqual(self.broken(story, KILL, again), [])
        self.assertEqual(len(self.broken([*story, told(10.6, "starting", 101)], KILL, again)), 1)

    def test_a_run_whose_kills_were_all_excused_shows_nothing(self):
        kills = [MONITOR_KILL, *(Kill("broker", 100 + n, 21 + n) for n in range(5))]
        self.assertEqual(len(self.broken([UP], *kills)), 1)
        self.assertEqual(self.broken([UP], *kills[:-1]), [])


class RealTimeOrderTest(unittest.TestCase):
    def test_two_invoices_with_swapped_numbers_are_found(self):
        def issued(number, started, ended):
            answer = {"number": f"A-{number}"}
            return Record("norte", "k", "issueInvoice", {}, started=started, ended=ended, answer=answer)

        self.assertEqual(real_time_order([issued(1, 1, 2), issued(2, 3, 4)]), [])
        self.assertEqual(real_time_order([issued(1, 1, 3), issued(2, 0, 2)]), [])
        self.assertEqual(len(real_time_order([issued(1, 3, 4), issued(2, 1, 2)])), 1)


if __name__ == "__main__":
    unittest.main(verbosity=2)
