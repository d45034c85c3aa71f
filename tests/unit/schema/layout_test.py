#!/usr/bin/python3
"""Where each field of a message lies. Clients in any language read by it, and the store holds such bytes for ever: what has been pinned
in layout/ stays where it is. Who only adds to a message runs `layout_test.py --pin` and looks at what changed."""

import glob
import os
import re
import subprocess
import sys
import unittest

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.join(HERE, "../../..")
SCHEMAS = sorted(glob.glob(os.path.join(ROOT, "schema/*.capnp")))
PINNED = os.path.join(HERE, "layout")


def layout(schema):
    """As Cap'n Proto's own compiler lays it out: each member with its ordinal, type, and place in bits or pointers."""
    command = ["capnp", "compile", f"-I{ROOT}", "-ocapnp", schema]
    return subprocess.run(command, capture_output=True, check=True, text=True, cwd=ROOT).stdout


def pinned(schema):
    with open(os.path.join(PINNED, os.path.basename(schema) + ".txt"), encoding="utf-8") as file:
        return file.read()


class LayoutTest(unittest.TestCase):
    maxDiff = None

    def test_every_field_lies_where_it_was_pinned(self):
        self.assertEqual(len(SCHEMAS), 5)
        for schema in SCHEMAS:
            with self.subTest(os.path.basename(schema)):
                self.assertEqual(layout(schema).split("\n"), pinned(schema).split("\n"))

    def test_every_field_says_what_it_is(self):
        """A comment on its line or on the next one."""
        for schema in SCHEMAS:
            with open(schema, encoding="utf-8") as file:
                lines = file.read().split("\n")
            for number, (line, after) in enumerate(zip(lines, lines[1:]), 1):
                if re.match(r"\s+\w+\s*@\d+", line) and "#" not in line:
                    self.assertRegex(after, r"^\s*#", f"{os.path.basename(schema)}:{number}: {line.strip()} has no comment")


def pin():
    os.makedirs(PINNED, exist_ok=True)
    for schema in SCHEMAS:
        with open(os.path.join(PINNED, os.path.basename(schema) + ".txt"), "w", encoding="utf-8") as file:
            file.write(layout(schema))


if __name__ == "__main__":
    pin() if sys.argv[1:] == ["--pin"] else unittest.main()
