"""Listens to the monitor's stream and holds its verdicts against what was really done."""

import dataclasses
import json
import threading
import time

import zmq

SEEN_WITHIN_S = 3.0  # a kill must be named within this, on a machine that is kept busy
BEFORE_ITS_DEATH_S = 0.3  # so shortly before its own death a monitor may not have got to tell any more
KILLS_TO_SHOW_ANYTHING = 5  # in a run with so many kills of services, at least one must have been checked
# Nobody is hung, stopped, deaf or shut off here. A machine this busy may well starve somebody, or keep it waiting for the disk.
HARMLESS = ("unknown", "starting", "up", "degraded", "starved", "ioStall")


@dataclasses.dataclass(frozen=True)
class Change:
    """What the stream said of one service. `epoch` names the monitor that said it: each has its own."""

    at: float  # monotonic
    epoch: str
    state: dict

    @property
    def service(self):
        return self.state["service"]

    @property
    def verdict(self):
        return self.state["verdict"]

    @property
    def pid(self):
        return self.state["pid"]


class VerdictRecorder:
    """A subscriber on 5002 for as long as the test runs. `changes` holds every state told, snapshots opened up."""

    def __init__(self, endpoint):
        self.changes = []
        self.blind_spells = 0
        self._endpoint = endpoint
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def start(self):
        self._thread.start()

    def finish(self):
        self._stop.set()
        self._thread.join()

    def _run(self):
        socket = zmq.Context.instance().socket(zmq.SUB)
        socket.linger = 0
        socket.reconnect_ivl = 20
        socket.reconnect_ivl_max = 100
        socket.subscribe(b"D")
        socket.subscribe(b"S-chaos")  # asked for again at every reconnection, so each new monitor sends its snapshot
        socket.connect(self._endpoint)
        while not self._stop.is_set():
            if socket.poll(50):
                message = json.loads(socket.recv().split(b" ", 1)[1])
                self._take(time.monotonic(), message)
        socket.close()

    def _take(self, now, message):
        self.blind_spells += "blindness" in message and message["blind"]
        for state in [message["change"]] if "change" in message else message.get("snapshot", []):
            self.changes.append(Change(now, message["epoch"], state))


@dataclasses.dataclass
class Verdicts:
    """What came out of holding the changes against the kills."""

    broken: list  # sentences for what is wrong
    named: list  # (kill, seconds until it was named)
    excused: int = 0  # kills that no living monitor could see


def check_verdicts(changes, kills):
    """Each kill that a monitor could see must be named `crashed`, and nobody may be accused of what was not done to it."""
    services = [kill for kill in kills if kill.service != "monitor"]
    verdicts = Verdicts(broken=[], named=[])
    for kill in services:
        check_kill(kill, changes, unseen_spans(kill.service, changes, kills), verdicts)
    verdicts.broken += [
        f"{change.service} {change.pid} was called {change.verdict} wrongly: {change.state.get('evidence')}"
        for change in changes
        if change.verdict not in HARMLESS and not is_true(change, changes, services)
    ]
    if len(services) >= KILLS_TO_SHOW_ANYTHING and not verdicts.named:
        verdicts.broken.append(f"not one of {len(services)} kills was seen named: this run shows nothing of the monitor")
    return verdicts


def unseen_spans(service, changes, kills):
    """[(from, to)]: from just before a monitor's death until another monitor has told that this service is up. Before that it cannot
    know that there was anything to be killed."""
    spans = []
    for death in (kill.at for kill in kills if kill.service == "monitor"):
        earlier = {change.epoch for change in changes if change.at <= death}
        up_again = (c.at for c in changes if c.service == service and c.verdict == "up" and c.epoch not in earlier)
        spans.append((death - BEFORE_ITS_DEATH_S, min(up_again, default=float("inf"))))
    return spans


def check_kill(kill, changes, unseen, verdicts):
    told = [change for change in changes if change.service == kill.service]
    in_time = [change for change in told if change.at - kill.at < SEEN_WITHIN_S]
    crashed = [c.at for c in in_time if c.at >= kill.at and c.verdict == "crashed" and c.pid == kill.pid]
    if any(start <= kill.at <= end for start, end in unseen):
        verdicts.excused += 1
    elif crashed:
        verdicts.named.append((kill, crashed[0] - kill.at))
    elif any(change.pid == kill.pid for change in in_time) or not still_crashed(kill, told):
        verdicts.broken.append(f"{kill.service} {kill.pid} was killed and not named crashed within {SEEN_WITHIN_S} s")


def still_crashed(kill, told):
    """A process that is killed before its first beat was never there for the monitor: `crashed`, said of the one before, stands."""
    before = [change for change in told if change.at <= kill.at]
    return bool(before) and before[-1].verdict == "crashed"


def is_true(change, changes, kills):
    """`crashed` is true of a process that was killed. The others never are: nothing here hangs, stops or shuts off anybody.
    `unreachable` is excused in a new monitor: of a service that was dead before it first beat to this monitor, it can know no more than
    that nothing answers there, for as long as there is no successor."""
    before = [kill for kill in kills if kill.service == change.service and kill.at <= change.at]
    if change.verdict == "crashed":
        return any(kill.pid == change.pid for kill in before)
    if change.verdict == "unreachable":
        heard = any(c.pid for c in changes if (c.epoch, c.service) == (change.epoch, change.service) and c.at <= change.at)
        return not heard and any(change.at - (kill.back_at or kill.at) < SEEN_WITHIN_S for kill in before)
    return False
