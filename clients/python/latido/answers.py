"""What comes back: an Answer, or a LatidoError that says what to do about it."""

import json

# Answers that leave the outcome open or say "not now". The same request under the same key may be sent again at any time.
RETRY_CODES = frozenset({"BUSY", "NO_SERVICE", "EXPIRED", "OUTCOME_UNKNOWN", "NOT_YET"})
# This module's own codes: `timeout` is over and nobody answered; what came is no reply of Latido's.
NO_ANSWER = "NO_ANSWER"
UNREADABLE_REPLY = "UNREADABLE_REPLY"
# Nobody knows what became of the request either, but sending it again by itself would not help.
OPEN_CODES = RETRY_CODES | {NO_ANSWER, UNREADABLE_REPLY, "UNKNOWN_TENANT", "INTERNAL", "QUARANTINED"}


class LatidoError(Exception):
    """A refusal. `code` is stable (docs/protocol.md), `field` the path of the field at fault or empty.

    `outcome_open`: whether the command may have taken effect all the same, now or by a copy that was sent before. Then ask for
    command_status(key), or send the same again with the same `key`; never under another key. True after NO_ANSWER, the codes
    in RETRY_CODES, UNREADABLE_REPLY, UNKNOWN_TENANT (nothing is kept under the key), INTERNAL and QUARANTINED; the last four
    are not sent again by themselves.
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
    replayed = len(frames) > 1 and b"replayed=1" in frames[0].split(b" ")
    try:
        kind, body, position = _decode(frames[-1])
        if kind != "error":
            return Answer(kind, body, position, replayed, key), None, 0
        error = LatidoError(body["code"], body.get("field", ""), body.get("message", ""), key, replayed)
        return None, error, body.get("retryAfterMs", 0) / 1000
    except (ValueError, TypeError, LookupError, AttributeError):
        return None, LatidoError(UNREADABLE_REPLY, "", "The reply is not one that this client can read.", key), 0


def _decode(payload):
    """(kind, body, position) of a reply. Where it is none, raises one of the errors that read_reply() looks for."""
    reply = json.loads(payload.decode())
    position = int(reply.pop("asOfPosition", 0))
    ((kind, body),) = reply.items()
    return kind, body, position
