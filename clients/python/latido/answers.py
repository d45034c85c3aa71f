"""What comes back: an Answer, or a LatidoError that says what to do about it."""

import json

# Answers that leave the outcome open or say "not now". The same request under the same key may be sent again at any time.
RETRY_CODES = frozenset({"BUSY", "NO_SERVICE", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET"})
NO_ANSWER = "NO_ANSWER"  # this module's own code: `timeout` is over and nobody answered
# Nobody knows what became of the request either, but sending it again by itself would not help.
OPEN_CODES = RETRY_CODES | {NO_ANSWER, "INTERNAL", "QUARANTINED"}


class LatidoError(Exception):
    """A refusal. `code` is stable (docs/protocol.md), `field` the path of the field at fault or empty.

    `outcome_open`: whether the command may have taken effect all the same, now or by a copy that was sent before. Then ask for
    command_status(key), or send the same again with the same `key`; never under another key. True after NO_ANSWER, the codes
    in RETRY_CODES, INTERNAL and QUARANTINED; the last two are not sent again by themselves.
    """

    def __init__(self, code, field="", message="", key="", replayed=False):
        super().__init__(f"{code}{' at ' + field if field else ''}: {message}")
        self.code = code
        self.field = field
        self.message = message
        self.key = key
        self.replayed = replayed
        self.outcome_open = code in OPEN_CODES


class Answer(dict):
    """The body of a reply, with `kind` (done, invoice...), `as_of_position`, `replayed`, and for a command its `key`."""

    def __init__(self, kind, body, as_of_position, replayed=False, key=""):
        super().__init__(body or {})
        self.kind = kind
        self.as_of_position = as_of_position
        self.replayed = replayed
        self.key = key


def read_reply(frames, key):
    """(Answer, None, 0), or (None, LatidoError, seconds to wait before a retry makes sense; 0: it makes none)."""
    reply = json.loads(frames[-1])
    replayed = len(frames) > 1 and b"replayed=1" in frames[0].split(b" ")
    position = int(reply.pop("asOfPosition", 0))
    kind, body = next(iter(reply.items()))
    if kind != "error":
        return Answer(kind, body, position, replayed, key), None, 0
    error = LatidoError(body.get("code", ""), body.get("field", ""), body.get("message", ""), key, replayed)
    return None, error, body.get("retryAfterMs", 0) / 1000
