"""Idempotency keys: made so that they grow with time, and kept on disk for a job that may be killed and run again."""

import collections
import fcntl
import hashlib
import json
import os
import secrets
import time


class KeyMaker:
    """Keys as UUIDv7 text (RFC 9562): 48 bits of milliseconds, 12 of a counter, 62 of chance.

    They grow with time, so that the store keeps them next to each other.
    """

    def __init__(self, clock=lambda: time.time_ns() // 1_000_000):
        self._clock = clock
        self._ms = 0
        self._count = 0

    def make(self):
        now = self._clock()
        if now > self._ms:
            self._ms, self._count = now, 0
        elif self._count < 0xFFF:
            self._count += 1
        else:
            self._ms, self._count = self._ms + 1, 0
        bits = self._ms << 80 | 7 << 76 | self._count << 64 | 2 << 62 | secrets.randbits(62)
        text = f"{bits:032x}"
        return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))


class Journal:
    """Remembers on disk which key each command of a job got, before it is sent: a job that was killed and is run again with the
    same journal sends the same commands under the same keys, and nothing happens twice.

    The n-th time that a command with the same content comes up in a run, it gets the key that it had the n-th time before.
    So use one file for one job, and a new file for the next. The file is append-only, one JSON line a key, held by one
    process at a time.
    """

    def __init__(self, path):
        self._file = open(path, "a+b")
        try:
            fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            self._file.close()
            raise RuntimeError(f"the journal {path} is in use by another process") from None
        self._known = collections.defaultdict(list)  # content hash -> keys, in order
        self._used = collections.Counter()
        self._load()
        self._sync_folder(path)

    def key_for(self, content, make_key):
        name = hashlib.sha256(content).hexdigest()
        turn = self._used[name]
        self._used[name] += 1
        if turn == len(self._known[name]):
            key = make_key()
            self._append({"command": name, "key": key})
            self._known[name].append(key)
        return self._known[name][turn]

    def close(self):
        self._file.close()

    def _load(self):
        self._file.seek(0)
        whole = 0
        for line in self._file:
            if not line.endswith(b"\n"):
                break  # torn by a kill while it was written: its command was not sent
            entry = json.loads(line)
            self._known[entry["command"]].append(entry["key"])
            whole += len(line)
        self._file.truncate(whole)

    def _append(self, entry):
        self._file.write(json.dumps(entry).encode() + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())

    @staticmethod
    def _sync_folder(path):
        folder = os.open(os.path.dirname(os.path.abspath(path)), os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
