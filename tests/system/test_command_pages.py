#!/usr/bin/python3
"""What the `latido` command asks for from page to page, read off by a broker that answers by script."""

import json
import os
import subprocess
import sys
import unittest

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../unit/python_client"))
from scripted_broker import ScriptedBroker

LATIDO = os.path.join(os.environ["LATIDO_BIN"], "latido")
END_OF_DAY = {"unixMs": "1796169599999"}  # 2026-12-01 is day 20788 since 1970-01-01: 20789 * 86400000 - 1


class CommandPagesTest(unittest.TestCase):
    def moments(self, *arguments, pages):
        """The asOf of each page."""
        with ScriptedBroker(*({"asOfPosition": "7", **page} for page in pages)) as broker:
            call = [LATIDO, "--endpoint", broker.endpoint, "--tenant", "acme", "--timeout", "20", *arguments]
            subprocess.run([*call, "--as-of", "2026-12-01"], check=True, capture_output=True, timeout=40)
            return [json.loads(frames[-1])["asOf"] for _, frames in broker.requests]

    def test_lists_by_position_stay_at_the_first_pages_moment_though_the_day_is_not_over(self):
        pages = [{"ledger": {"nextPosition": end}} for end in ("2", "5", "0")]
        moments = self.moments("ledger", "--all", pages=pages)
        self.assertEqual(moments, [END_OF_DAY, {"position": "7"}, {"position": "7"}])
        pages = [{"gaps": {"series": "F", "nextNumber": end}} for end in ("2", "0")]
        self.assertEqual(self.moments("series", "gaps", "F", pages=pages), [END_OF_DAY, {"position": "7"}])

    def test_lists_with_a_cursor_ask_for_the_same_on_each_page(self):
        pages = [{"payments": {"nextCursor": end}} for end in ("c", "")]
        self.assertEqual(self.moments("payments", "--all", pages=pages), [END_OF_DAY] * 2)

    def test_an_empty_page_that_is_not_the_last_is_no_empty_list(self):
        pages = [{"payments": {"nextCursor": "c"}}, {"payments": {"payments": [{"id": "pay-4"}], "nextCursor": "d"}}]
        self.assertEqual(len(self.moments("payments", pages=pages)), 2)


if __name__ == "__main__":
    unittest.main()
