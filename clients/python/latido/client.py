"""The Client: commands and queries over one connection, for one tenant."""

import json

from .commands import Commands
from .connection import Connection
from .keys import Journal, KeyMaker
from .queries import Queries, moment


class Client(Commands, Queries):
    """Talks to one broker for one tenant. Times are in seconds.

    timeout          how long one call may take in all, retries included
    attempt_timeout  how long one attempt may take before the next is made on a new socket
    actor            who asks, for the audit trail
    journal          path of a Journal, or None
    """

    def __init__(
        self,
        endpoint="tcp://127.0.0.1:5555",
        tenant="default",
        timeout=30.0,
        attempt_timeout=3.0,
        actor="",
        journal=None,
    ):
        self.tenant = tenant
        self.actor = actor
        self._connection = Connection(endpoint, timeout, attempt_timeout)
        self._keys = KeyMaker()
        self._journal = Journal(journal) if journal else None

    def close(self):
        self._connection.close()
        if self._journal:
            self._journal.close()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def command(self, name, body, key=None, expected_version=0):
        """Sends {tenant, key, actor, name: body} to `comandos` until it is answered. The methods of commands.py are shorter."""
        request = {"tenant": self.tenant, "actor": self.actor, name: body}
        if expected_version:
            request["expectedVersion"] = expected_version
        request["key"] = key or self._key_for(request)
        return self._connection.call(b"comandos", _to_bytes(request), request["key"])

    def query(self, name, body, min_position=0, as_of=None):
        """Sends {tenant, name: body} to `consultas`. The methods of queries.py are shorter.

        min_position  see a state at least as new as this
        as_of         {"position": 7}, {"unix_ms": 1795392000000} or a datetime with a time zone: the books as they stood then;
                      None: as they stand. As in the methods of queries.py.
        """
        request = {"tenant": self.tenant, "minPosition": str(min_position), name: body}
        if as_of is not None:
            request["asOf"] = moment(as_of)
        return self._connection.call(b"consultas", _to_bytes(request))

    def service_is_up(self, service):
        """Whether the broker knows a live worker of the service (MMI). One attempt: False where nobody answers."""
        return self._connection.service_is_up(service)

    def _preview(self, name, body):
        """A command that is never stored needs no key to keep: one that is thrown away."""
        return self.command(name, body, self._keys.make())

    def _key_for(self, request):
        if not self._journal:
            return self._keys.make()
        return self._journal.key_for(_to_bytes(request), self._keys.make)


def _to_bytes(request):
    return json.dumps(request, ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode()
